// What is generated, as data; scripts/generate.mjs writes it or compares it with what is there.

export interface Generated {
  /** Whole files. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Parts of files written by hand, between `<!-- generated: name -->` and `<!-- /generated -->`. */
  readonly sections: readonly { readonly path: string; readonly name: string; readonly text: string }[];
  /** Keys of `contributes` in package.json. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Folders that hold generated files only: whatever else is in them is removed. */
  readonly owned: readonly string[];
}

export function generate(): Generated {
  return { files: [], sections: [], manifest: {}, owned: [] };
}
