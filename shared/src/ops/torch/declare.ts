/** What every PyTorch declaration repeats. */
export const torch = { framework: 'torch' } as const;

export const docs = (name: string): string => `https://docs.pytorch.org/docs/stable/generated/${name}.html`;
