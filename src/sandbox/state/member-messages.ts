/** What a member was told, as `/books` reports it. */
export interface MemberMessage {
  readonly kind: 'chat' | 'notification';
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly id_user: string;
  /** The title of a notification; '' for a chat. */
  readonly title: string;
  readonly text: string;
  /** The product that a chat shows; '' for none. */
  readonly id_barang: string;
}
