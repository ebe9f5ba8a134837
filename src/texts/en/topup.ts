/** English texts of the top-up up to the confirmation. */
import type { topupIndonesian } from '../id/purchase/topup.js';

export const topupEnglish: Readonly<Record<keyof typeof topupIndonesian, string>> = {
  topups: 'Top-ups',
  topupFind: 'Find a game or service',
  topupFound: '{n} found',
  topupNoneFound: 'No “{search}”. Please try another word.',
  topupNone: 'There is nothing to top up here yet.',
  topupOff: 'This service is not available right now.',
  topupMissing: 'This service is gone.',
  topupOther: 'Change service',
  topupPartFailed: 'This part could not be loaded. We try again once the connection is back.',
  topupNoItems: 'There are no amounts at the moment.',

  topupItems: 'Choose an amount',
  topupItem: 'amount',
  topupOnInvoice: 'As in the invoice',
  topupAccount: 'Account',
  topupRemember: 'Remember on this device',
  topupSelect: 'Choose…',
  topupOptional: 'optional',
  topupChecking: 'Looking up the account…',
  topupNickname: 'Account name: {name}',

  faultRequired: 'Please fill in {name}.',
  faultTooLong: 'Too long: at most {n} letters.',
  faultNumber: 'Please use digits only.',
  faultOption: 'Please choose one.',
  faultSpace: 'Please write it without spaces.',
  faultOther: 'Please check this again.',

  topupTotal: 'Total',
  topupNext: 'Continue',
  topupLogIn: 'Log in to buy',

  problemProvider: 'This service has a problem. Please wait a moment.',
};
