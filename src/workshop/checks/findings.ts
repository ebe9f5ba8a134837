/** What a check has found: one sentence of `texts.ts`, and where there is one, the value that mends it. */

export type Field = 'token' | 'script' | 'proxy' | 'help' | 'pieces';

export type FindingCode =
  | 'token-missing'
  | 'token-placeholder'
  | 'token-is-key'
  | 'token-works'
  | 'token-empty-shop'
  | 'token-refused'
  | 'token-quota'
  | 'token-unreachable'
  | 'token-strange'
  | 'address-placeholder'
  | 'address-unreadable'
  | 'address-http'
  | 'address-local'
  | 'script-missing'
  | 'script-path'
  | 'script-works'
  | 'script-not-there'
  | 'script-not-a-script'
  | 'script-no-cors'
  | 'script-unreachable'
  | 'proxy-path'
  | 'proxy-missing'
  | 'proxy-works'
  | 'proxy-refuses-page'
  | 'proxy-not-a-proxy'
  | 'proxy-unreachable'
  | 'help-http'
  | 'placeholder-left'
  | 'product-missing';

/** `stop`: the page would not work. `todo`: nor yet, for want of something. `hint`: it may, but look. `good`: it was tried. */
export type FindingKind = 'stop' | 'todo' | 'hint' | 'good';

export const isUnfinished = ({ kind }: Finding): boolean => kind === 'stop' || kind === 'todo';

export interface Finding {
  readonly field: Field;
  readonly kind: FindingKind;
  readonly code: FindingCode;
  /** what the sentence names */
  readonly subject?: string;
  /** the field's value that would be right */
  readonly fix?: string;
}
