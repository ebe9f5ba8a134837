/** A mutation: a change of the sources that could lose money, or comes close to it. */
import type { WorldKind } from '../simulate.js';

export interface Patch {
  /** below `src/proxy` */
  readonly file: string;
  /** an anchor that matches exactly once */
  readonly find: string;
  readonly replace: string;
}

export interface Mutation {
  readonly name: string;
  /** the kind of world that catches it */
  readonly world: WorldKind;
  readonly patches: readonly Patch[];
  /** the test that catches it, below `test/node/proxy`; `null`: a world must */
  readonly caughtBy: string | null;
}

type PatchRow = readonly [file: string, find: string, replace: string];

export const mutation = (name: string, ...patches: readonly PatchRow[]): Mutation =>
  createMutation('saldo', name, patches);

export const checkoutMutation = (name: string, ...patches: readonly PatchRow[]): Mutation =>
  createMutation('checkout', name, patches);

/** A mistake that matters where a person presses a button at the right moment. */
export const pressedMutation = (name: string, ...patches: readonly PatchRow[]): Mutation =>
  createMutation('pressed', name, patches);

/** A mistake that few seeds or none show. @param test below `test/node/proxy` */
export const mutationCaughtBy = (
  test: string,
  name: string,
  ...patches: readonly PatchRow[]
): Mutation => ({ ...createMutation('checkout', name, patches), caughtBy: test });

const createMutation = (
  world: WorldKind,
  name: string,
  patches: readonly PatchRow[],
): Mutation => ({
  name,
  world,
  caughtBy: null,
  patches: patches.map(([file, find, replace]) => ({ file, find, replace })),
});
