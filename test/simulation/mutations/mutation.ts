/** A mutation: a change of the sources that could lose money, or comes close to it. */

export interface Patch {
  /** below `src/proxy` */
  readonly file: string;
  /** an anchor that matches exactly once */
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
