import type { Member } from '../state/members.js';
import type { ProductView } from './product-view.js';
import type { NoteQuery, PageQuery, ProductQuery } from './query-parameters.js';
import type { ProductRow, SaldoNoteRow, SubCategoryRow, TransactionRow } from './rows.js';

/** What a member did since the shop opened, newest first. */
export interface MemberActivity {
  readonly saldoNotes: readonly SaldoNoteRow[];
  readonly transactions: readonly TransactionRow[];
}

/**
 * The Open API's answers of one shop; every function that returns text returns the whole JSON. Content has no
 * state: what changes, members, their saldo, products, is passed in.
 */
export interface ShopContent {
  products(query: ProductQuery, view: ProductView): string;
  /** Products `from` to `from + count`, newest first. */
  productRows(from: number, count: number, view: ProductView): ProductRow[];
  findProduct(id: string, view: ProductView): ProductRow | undefined;
  findCategory(id: string, publicUrl: string): SubCategoryRow | undefined;
  categories(flat: boolean, publicUrl: string): string;
  pages(publicUrl: string): string;
  slides(publicUrl: string): string;
  /** The answers about one member. */
  member(member: Member, activity: MemberActivity, publicUrl: string): MemberContent;
}

export interface MemberContent {
  info(): string;
  notes(query: NoteQuery): string;
  transactions(query: PageQuery): string;
}
