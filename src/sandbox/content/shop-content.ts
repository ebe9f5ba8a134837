import type { Member } from '../state/members.js';
import type { NoteQuery, PageQuery, ProductQuery } from './query-parameters.js';
import type { SaldoNoteRow } from './rows.js';

/** What a shop answers; every function gives the whole JSON text. */
export interface ShopContent {
  products(query: ProductQuery, publicUrl: string): string;
  categories(flat: boolean, publicUrl: string): string;
  pages(publicUrl: string): string;
  slides(publicUrl: string): string;
  /**
   * The answers about one member.
   *
   * @param changes what was changed since the shop opened, newest first
   */
  member(member: Member, changes: readonly SaldoNoteRow[], publicUrl: string): MemberContent;
}

export interface MemberContent {
  info(): string;
  notes(query: NoteQuery): string;
  transactions(query: PageQuery): string;
}

/** Who may log in in every shop; a shop may have more. */
export const DEMO_MEMBERS = {
  '130173': { token: 'demo-user', name: 'Rina Wulandari' },
  '130174': { token: 'demo-user-2', name: 'Budi Santoso' },
} as const;
