import type { NoteQuery, PageQuery, ProductQuery } from './parameters.js';

/** What a shop answers; every function gives the whole JSON text. */
export interface ShopContent {
  products(query: ProductQuery, publicUrl: string): string;
  categories(flat: boolean, publicUrl: string): string;
  pages(publicUrl: string): string;
  slides(publicUrl: string): string;
  /** The answers about one member. */
  member(id: MemberId, publicUrl: string): MemberContent;
}

export interface MemberContent {
  info(): string;
  notes(query: NoteQuery): string;
  transactions(query: PageQuery): string;
}

/** Who may log in, in every shop of the sandbox. */
export const members = {
  '130173': { token: 'demo-user', name: 'Rina Wulandari' },
  '130174': { token: 'demo-user-2', name: 'Budi Santoso' },
} as const;

export type MemberId = keyof typeof members;

const isMember = (id: string): id is MemberId => Object.hasOwn(members, id);

/** The member that this pair belongs to. */
export const memberOf = (id: string, token: string): MemberId | undefined =>
  isMember(id) && members[id].token === token ? id : undefined;
