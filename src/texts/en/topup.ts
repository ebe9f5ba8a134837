/** English texts of the top-up up to the confirmation. */
import type { topupFormIndonesian } from '../id/purchase/topup-form.js';
import type { topupIndonesian } from '../id/purchase/topup.js';

type Key = keyof typeof topupIndonesian | keyof typeof topupFormIndonesian;

export const topupEnglish: Readonly<Record<Key, string>> = {
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
  topupOnInvoice: 'As billed',
  topupAccount: 'Account',
  topupRemember: 'Remember on this device',
  topupSelect: 'Choose…',
  topupOptional: 'optional',
  topupChecking: 'Looking up the account…',
  topupNickname: 'Account name: {name}',
  topupNotFound: 'This account was not found. Please check it again.',
  topupUnchecked:
    'The account’s name cannot be checked right now. Please make sure that it is right.',
  topupOperator: 'This number seems to be {operator}, not {expected}.',
  topupProceed: 'Continue anyway',

  faultRequired: 'Please fill in {name}.',
  faultTooLong: 'Too long: at most {n} letters.',
  faultNumber: 'Please use digits only.',
  faultPhone: 'A phone number has 10 to 13 digits and begins with 08.',
  faultOption: 'Please choose one.',
  faultSpace: 'Please write it without spaces.',
  faultOther: 'Please check this again.',

  topupPay: 'Pay',
  topupNext: 'Continue',
  topupLogIn: 'Log in to buy',
  topupBySaldo: 'Pay from balance',
  topupByCheckout: 'Buy in the app',

  problemProvider: 'This service has a problem. Please wait a moment.',

  topupRecent: 'Bought last',
  topupPopular: 'Popular',
  kind_game: 'Games',
  kind_voucher: 'Vouchers',
  kind_pulsa: 'Phone credit',
  kind_data: 'Data packages',
  kind_pln: 'Electricity',
  kind_ewallet: 'E-wallets',
  kind_robux: 'Robux',
  kind_bill: 'Bills',
  kind_other: 'Others',

  topupNumberFirst: 'Enter the number first. We recognise its operator.',
  topupPhone: 'Phone number',
  topupOperators: 'Operator',
  topupAccounts: 'Saved accounts',
  topupForget: 'Forget {name}',
  topupAgain: 'Buy again',
  topupOthers: 'Others',
  topupMinutes: '±{n} min',
  topupMoved: 'The price has changed, it was {before}',
  topupInstruction: 'How to use it',
};
