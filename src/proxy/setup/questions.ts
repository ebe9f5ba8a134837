/** What `etalase setup` asks for: the variables that nobody but the operator knows. */
import type { Language } from '../config/environment.js';
import { findMistake, type Variables } from '../config/settings.js';

/** @returns `null` where the input has ended */
export type Ask = (
  question: string,
  /** Secrets are not shown while they are typed. */
  options: { readonly isSecret: boolean },
) => Promise<string | null>;

export interface Question {
  readonly name: keyof Variables;
  readonly text: string;
  readonly isSecret: boolean;
  /** Whether an empty answer is none; `variables` are those known by then. */
  readonly isNeeded: (variables: Readonly<Record<string, string>>) => boolean;
  readonly isAsked?: Question['isNeeded'];
  /** @returns the variable's value */
  readonly read?: (answer: string) => string;
}

const always = (): boolean => true;
const never = (): boolean => false;
const isSnapcartOn = (variables: Readonly<Record<string, string>>): boolean =>
  Boolean(variables['SNAPCART_API_KEY']);

/** `proksi.toko.example`, also copied from an address bar. */
export const publicUrlOf = (domain: string): string =>
  `https://${domain.replace(/^https?:\/\//i, '').replace(/\/+$/, '')}`;

export const QUESTIONS: readonly Question[] = [
  {
    name: 'ETALASE_PUBLIC_URL',
    text: 'Domain proksi, misalnya proksi.toko-anda.example / Domain of the proxy',
    isSecret: false,
    isNeeded: always,
    read: publicUrlOf,
  },
  secret('BUKAOLSHOP_TOKEN', 'Token Open API bukaOlshop / Open API token', always),
  secret('BUKAOLSHOP_API_KEY', 'API key bukaOlshop (Closed API)', always),
  secret('BUKAOLSHOP_CALLBACK_SECRET', 'secret_key_callback bukaOlshop', never),
  secret('LAPAKGAMING_API_KEY', 'API key Lapakgaming', never),
  secret('SNAPCART_API_KEY', 'API key Snapcart', never),
  {
    name: 'SNAPCART_URL',
    text: 'Alamat Snapcart, lengkap dengan prefiks / Address of Snapcart, with its prefix',
    isSecret: false,
    isNeeded: isSnapcartOn,
    isAsked: isSnapcartOn,
  },
  secret('LEUWONGRR_TOKEN', 'Token LeuwongRR', never),
];

function secret(name: keyof Variables, text: string, isNeeded: Question['isNeeded']): Question {
  return { name, text, isSecret: true, isNeeded };
}

const DOMAIN = /^https:\/\/([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]([a-z\d-]*[a-z\d])?$/i;

/** One sentence about what is wrong with a value; `null` where nothing is. It never contains the value. */
export function describeMistake(
  name: keyof Variables,
  value: string,
  language: Language,
): string | null {
  if (name === 'ETALASE_PUBLIC_URL') return DOMAIN.test(value) ? null : NO_DOMAIN[language];
  const mistake = findMistake(name, value, language);
  return mistake === null ? null : `${name} ${mistake}`;
}

const NO_DOMAIN: Readonly<Record<Language, string>> = {
  id: 'Domain ditulis seperti proksi.toko-anda.example, tanpa port dan jalur.',
  en: 'A domain is written like proksi.toko-anda.example, without port and path.',
};
