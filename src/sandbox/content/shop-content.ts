import type { Member } from '../state/members.js';
import type { NoteQuery, PageQuery, ProductQuery } from './query-parameters.js';
import type { SaldoNoteRow } from './rows.js';

/**
 * The Open API's answers of one shop; every function returns the whole JSON text. Content has no state:
 * what changes, members and their saldo, is passed in.
 */
export interface ShopContent {
  products(query: ProductQuery, publicUrl: string): string;
  categories(flat: boolean, publicUrl: string): string;
  pages(publicUrl: string): string;
  slides(publicUrl: string): string;
  /**
   * The answers about one member.
   *
   * @param changes the member's saldo changes since the shop opened, newest first
   */
  member(member: Member, changes: readonly SaldoNoteRow[], publicUrl: string): MemberContent;
}

export interface MemberContent {
  info(): string;
  notes(query: NoteQuery): string;
  transactions(query: PageQuery): string;
}
