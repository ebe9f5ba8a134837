/**
 * The log: one JSON line per event, redacted by construction. Event names and fields are closed lists
 * and values are numbers or short words, so bodies, headers, URLs and error messages cannot get in.
 */
import { pino, stdTimeFunctions } from 'pino';
import { withSyslogLevel, type LogLevel } from './journal.js';

export type LogEvent =
  /** the proxy listens */
  | 'ready'
  | 'stopped'
  /** the files of the settings were read again */
  | 'reloaded'
  /** the catalogue file says something twice, which is left out; the code is its place */
  | 'catalog'
  /** a provider's key is one for trials */
  | 'trial'
  /** a request was answered */
  | 'answered'
  /** a transition of an order */
  | 'moved'
  /** an observation of an order */
  | 'seen'
  /** a change of a transaction of the shop's own checkout */
  | 'checkout'
  /** something that an operator should look at */
  | 'alarm'
  /** a notice was sent to the operator, or could not be */
  | 'notice'
  /** a message was sent to a member, or could not be */
  | 'message'
  /** a callback arrived */
  | 'callback'
  /** an image of the shop is not served; the code says why */
  | 'image'
  /** the store cannot be read or written; the code says why */
  | 'store-failed'
  /** an unexpected error */
  | 'unexpected';

export interface LogFields {
  readonly order?: string;
  /** the id of a product of the shop */
  readonly item?: string;
  readonly from?: string;
  readonly state?: string;
  readonly provider?: string;
  readonly method?: string;
  /** the label of the route, such as `/v1/orders/:id`; never the URL */
  readonly route?: string;
  /** HTTP status */
  readonly status?: number;
  readonly ms?: number;
  /** a word of our own closed lists, or a provider's code */
  readonly code?: string;
  readonly node?: string;
  /** where the proxy listens, such as `http://127.0.0.1:8787` */
  readonly origin?: string;
  readonly count?: number;
  /** the name of an image, without its folder */
  readonly file?: string;
}

export interface Log {
  info(this: void, event: LogEvent, fields?: LogFields): void;
  warn(this: void, event: LogEvent, fields?: LogFields): void;
  /** Logs the class, code and stack frames of `error`, and not its message. */
  error(this: void, event: LogEvent, fields?: LogFields, error?: unknown): void;
}

const FIELDS: Readonly<Record<keyof LogFields, 'string' | 'number'>> = {
  order: 'string',
  item: 'string',
  from: 'string',
  state: 'string',
  provider: 'string',
  method: 'string',
  route: 'string',
  status: 'number',
  ms: 'number',
  code: 'string',
  node: 'string',
  origin: 'string',
  count: 'number',
  file: 'string',
};

const TYPES = new Map<string, 'string' | 'number'>(Object.entries(FIELDS));

/** Letters, digits and the punctuation of names and route patterns; no space, `?`, `=` or `@`. */
const SAFE_WORD = /^[\w.:/*{}[\]-]{1,80}$/;

interface LogDestination {
  write(line: string): void;
}

/** @param destination of the lines; standard output by default */
export function createLog(destination?: LogDestination): Log {
  const options = {
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    messageKey: 'event',
    formatters: { level: (level: string) => ({ level }) },
  };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    info: (event, fields) => logger.info(redact(fields), event),
    warn: (event, fields) => logger.warn(redact(fields), event),
    error: (event, fields, error) =>
      logger.error({ ...redact(fields), ...(error !== undefined && errorFields(error)) }, event),
  };
}

const LEVELS: readonly LogLevel[] = ['error', 'warn', 'info'];

/** A log for systemd's journal. @param destination of the lines; standard output by default */
export function createJournalLog(destination: LogDestination = pino.destination(1)): Log {
  return createLog({
    // A line begins with its level.
    write: (line) => {
      const level = LEVELS.find((each) => line.startsWith(`{"level":"${each}"`)) ?? 'info';
      destination.write(withSyslogLevel(level, line));
    },
  });
}

/** Discards everything. */
export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Types do not hold at run time: unknown fields are left out, and values that are no words hidden. */
function redact(fields: LogFields = {}): Record<string, string | number> {
  const safeFields: Record<string, string | number> = {};
  for (const [name, value] of Object.entries<unknown>({ ...fields })) {
    const type = TYPES.get(name);
    if (type === 'number' && typeof value === 'number') safeFields[name] = value;
    if (type === 'string' && typeof value === 'string') safeFields[name] = safeWord(value);
  }
  return safeFields;
}

const safeWord = (text: string): string => (SAFE_WORD.test(text) ? text : '?');

/** A message may quote a request or an answer; class, code and frames cannot. */
function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  return {
    error: safeWord(error.name),
    ...('code' in error && typeof error.code === 'string' && { code: safeWord(error.code) }),
    at: (error.stack ?? '')
      .replace(error.message, '')
      .split('\n')
      .filter((line) => /^ {4}at .+:\d+:\d+\)?$/.test(line))
      .map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: errorFields(error.cause) }),
  };
}
