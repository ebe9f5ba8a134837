/** A mistake that would lose money, or nearly, as a change of the sources. */

export interface Patch {
  /** below `src/proxy` */
  readonly file: string;
  /** stands there exactly once */
  readonly find: string;
  readonly replace: string;
}

export interface Mutation {
  readonly name: string;
  readonly patches: readonly Patch[];
}

export const mutation = (
  name: string,
  ...patches: readonly (readonly [file: string, find: string, replace: string])[]
): Mutation => ({
  name,
  patches: patches.map(([file, find, replace]) => ({ file, find, replace })),
});
