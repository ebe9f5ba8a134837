/** All mutations; the simulation must catch each. */
import { ANSWER_MUTATIONS } from './answers.js';
import { CHECKOUT_MUTATIONS } from './checkouts.js';
import { DECISION_MUTATIONS } from './decisions.js';
import { EVIDENCE_MUTATIONS } from './evidence.js';
import { LEDGER_MUTATIONS } from './ledger.js';
import { FAILOVER_MUTATIONS } from './failover.js';
import type { Mutation } from './mutation.js';
import { QUOTA_MUTATIONS } from './quota.js';
import { RESTORE_MUTATIONS } from './restore.js';
import { SECRECY_MUTATIONS } from './secrecy.js';
import { ACCESS_MUTATIONS } from './access.js';
import { SENDING_MUTATIONS } from './sending.js';
import { SUPPLY_MUTATIONS } from './supply.js';

export const MUTATIONS: readonly Mutation[] = [
  ...SENDING_MUTATIONS,
  ...EVIDENCE_MUTATIONS,
  ...ANSWER_MUTATIONS,
  ...LEDGER_MUTATIONS,
  ...SECRECY_MUTATIONS,
  ...ACCESS_MUTATIONS,
  ...SUPPLY_MUTATIONS,
  ...DECISION_MUTATIONS,
  ...QUOTA_MUTATIONS,
  ...RESTORE_MUTATIONS,
  ...FAILOVER_MUTATIONS,
  ...CHECKOUT_MUTATIONS,
];
