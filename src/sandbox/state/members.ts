import { z } from 'zod';

/** A member as a test configures it. */
export const memberSettings = z.strictObject({
  id_user: z.string().regex(/^\d{1,12}$/),
  token_user: z.string().min(1),
  email_user: z.email(),
  nama_user: z.string().min(1),
  /** Whole rupiah. */
  saldo: z.int().min(0),
  pin: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** Whether a debit without a PIN is refused. */
  pinRequired: z.boolean().default(false),
});

type MemberSettings = z.output<typeof memberSettings>;

/** One change of a saldo. */
export interface SaldoChange {
  readonly id_perubahan: string;
  readonly tipe: 'tambah' | 'kurang';
  /** Whole rupiah. */
  readonly jumlah: number;
  readonly catatan_saldo: string;
  /** The transaction that it pays or refunds; '' for any other change. */
  readonly nomor_pembayaran: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The balance after the change, whole rupiah. */
  readonly saldo: number;
}

export interface Member extends MemberSettings {
  /** The saldo that the member began with, whole rupiah. */
  readonly opening: number;
  /** Whole rupiah. */
  saldo: number;
  /** Oldest first. */
  readonly changes: SaldoChange[];
}

/** The members that every shop has, by id; a shop may have more. Saldo in whole rupiah. */
export const DEMO_MEMBERS = {
  '130173': {
    token: 'demo-user',
    name: 'Rina Wulandari',
    email: 'rina.wulandari@example.com',
    saldo: 350_000,
  },
  '130174': {
    token: 'demo-user-2',
    name: 'Budi Santoso',
    email: 'budi.santoso@example.com',
    saldo: 0,
  },
} as const;

const createMember = (settings: MemberSettings): Member => ({
  ...settings,
  opening: settings.saldo,
  changes: [],
});

/** The demo members and the configured ones, by id. */
export const createMembers = (configured: readonly MemberSettings[]): Map<string, Member> => {
  const demo = Object.entries(DEMO_MEMBERS).map(([id_user, { token, name, email, saldo }]) => ({
    id_user,
    token_user: token,
    email_user: email,
    nama_user: name,
    saldo,
    pinRequired: false,
  }));
  return new Map([...demo, ...configured].map((each) => [each.id_user, createMember(each)]));
};
