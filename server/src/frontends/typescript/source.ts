/** Moved; kept until nothing imports it from here. */
export * from '../source.ts';
