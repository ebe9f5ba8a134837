/** The proxy's problem codes in the words that all elements and lists share. */
import type { ErrorCode } from '../open-api/result.js';
import { codeOfStatus } from '../open-api/result.js';
import { PROBLEMS } from '../proxy/contract.js';
import { isProblem } from './http/send.js';
import type { PurchaseError } from './purchase-client.js';

export const errorCodeOf = (code: PurchaseError): ErrorCode =>
  isProblem(code) ? codeOfStatus(PROBLEMS[code]) : code;
