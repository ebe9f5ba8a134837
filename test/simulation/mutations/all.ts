/** Each is one that the simulation must catch. */
import { ANSWERS } from './pendingResponses.js';
import { JUDGING } from './judging.js';
import { WRITING } from './ledger.js';
import type { Mutation } from './mutation.js';
import { TELLING } from './secrets.js';
import { PERSONS } from './persons.js';
import { SENDING } from './sending.js';

export const MUTATIONS: readonly Mutation[] = [
  ...SENDING,
  ...JUDGING,
  ...ANSWERS,
  ...WRITING,
  ...TELLING,
  ...PERSONS,
];
