/** What the operator is told of, and when two events are one and the same. */
import { JAKARTA_OFFSET_MS } from '../ledger/sales.js';
import { ALARMS, type Alarm } from '../orders/alarms.js';
import { MINUTE_MS } from '../time.js';

export const NOTICE_KINDS = [...ALARMS, 'summary'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface NewNotice<Kind extends NoticeKind = NoticeKind> {
  /** of the event: a second one of the same id is the same event */
  readonly id: string;
  readonly kind: Kind;
  readonly subject: string;
  readonly at: number;
}

/** `2026-11-28`, in Jakarta */
const dayOf = (at: number): string => new Date(at + JAKARTA_OFFSET_MS).toISOString().slice(0, 10);

/** A supplier may come and go with every purchase: such stops are one event for so long, ms. */
const FLAPPING_MS = 10 * MINUTE_MS;

type NameEvent = (subject: string, at: number) => string;

const daily: NameEvent = (subject, at) => `${subject}/${dayOf(at)}`;
/** One event a day, however the figure changes. */
const dailyWhatever: NameEvent = (_figure, at) => dayOf(at);
const everySpell: NameEvent = (subject, at) => `${subject}/${String(Math.floor(at / FLAPPING_MS))}`;
const once: NameEvent = (subject) => subject;

/** Alarms without an entry are told of once a day while they last. */
const EVENT_NAMES: Readonly<Partial<Record<NoticeKind, NameEvent>>> = {
  'deposit-short': everySpell,
  'deposit-low': everySpell,
  'supplier-refused': everySpell,
  'clock-off': dailyWhatever,
  'disk-full': dailyWhatever,
  summary: once,
};

/** The id is the same on all nodes, so that the first to see an event is the one to tell of it. */
export function describeEvent<Kind extends NoticeKind>(
  kind: Kind,
  subject: string,
  at: number,
): NewNotice<Kind> {
  const name = (EVENT_NAMES[kind] ?? daily)(subject, at);
  return { id: `${kind}/${name}`, kind, subject, at };
}

/** An alarm of a change of its order happens once for each version. */
export const describeOrderEvent = <Kind extends Alarm>(
  kind: Kind,
  order: { readonly id: string; readonly version: number },
  at: number,
): NewNotice<Kind> => ({
  id: `${kind}/${order.id}/${String(order.version)}`,
  kind,
  subject: order.id,
  at,
});
