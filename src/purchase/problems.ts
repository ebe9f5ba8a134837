/** The proxy's problem codes in the browser. */
import type { ErrorCode } from '../open-api/result.js';
import { codeOfStatus } from '../open-api/result.js';
import type { ProblemCode } from '../proxy/contract.js';
import { PROBLEMS } from '../proxy/contract.js';
import type { PurchaseError } from './purchase-client.js';

export const isProblem = (code: string): code is ProblemCode =>
  Object.keys(PROBLEMS).includes(code);

/** The error code, common to all elements and events, for a problem code's HTTP status. */
export const errorCodeOf = (code: PurchaseError): ErrorCode =>
  isProblem(code) ? codeOfStatus(PROBLEMS[code]) : code;
