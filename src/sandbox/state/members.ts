import type { z } from 'zod';
import { DEMO_MEMBERS as builtIn } from '../content/shop-content.js';
import type { memberSettings } from '../shop/backend-settings.js';

/** One change of a saldo, oldest first in a member's list. */
export interface SaldoChange {
  readonly id_perubahan: string;
  readonly tipe: 'tambah' | 'kurang';
  /** Whole rupiah. */
  readonly jumlah: number;
  readonly catatan_saldo: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The balance after it, whole rupiah. */
  readonly saldo: number;
}

export interface Member extends z.output<typeof memberSettings> {
  /** The saldo that the member began with, whole rupiah. */
  readonly opening: number;
  /** Whole rupiah. */
  saldo: number;
  readonly changes: SaldoChange[];
}

/** Whole rupiah beside the address. */
const DEMO_ACCOUNTS = {
  '130173': ['rina.wulandari@example.com', 350_000],
  '130174': ['budi.santoso@example.com', 0],
} as const;

const createMember = (settings: z.output<typeof memberSettings>): Member => ({
  ...settings,
  opening: settings.saldo,
  changes: [],
});

/** The members of a shop: those that every shop has, and those it was given, by id. */
export const createMembers = (
  configured: readonly z.output<typeof memberSettings>[],
): Map<string, Member> => {
  const all = new Map<string, Member>();
  for (const id_user of ['130173', '130174'] as const) {
    const [email_user, saldo] = DEMO_ACCOUNTS[id_user];
    const { token: token_user, name: nama_user } = builtIn[id_user];
    all.set(
      id_user,
      createMember({ id_user, token_user, email_user, nama_user, saldo, pinRequired: false }),
    );
  }
  for (const settings of configured) all.set(settings.id_user, createMember(settings));
  return all;
};
