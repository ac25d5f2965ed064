/** A run that cannot go on: bad usage, an unreadable file. Its message is a sentence for the user; the exit status is 2. */
export class Failure extends Error {}

export const exitStatus = { clean: 0, errors: 1, failure: 2 } as const;
