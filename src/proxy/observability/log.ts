/**
 * The log: one JSON line per event. It is redacted by construction: an event has a name of a closed
 * list, and fields of a closed list, whose values are numbers or short words. Bodies, headers,
 * addresses with their query and messages of errors have no way in.
 */
import { pino, stdTimeFunctions, type DestinationStream } from 'pino';

export const EVENTS = [
  'started',
  'stopped',
  /** a request was answered */
  'answered',
  /** an order went from one state to another */
  'moved',
  /** something about an order that is no transition */
  'seen',
  /** a person should look */
  'alarm',
  /** a callback came */
  'callback',
  /** an upstream was called, or failed */
  'upstream',
  /** an error that nobody expected */
  'unexpected',
] as const;
export type LogEvent = (typeof EVENTS)[number];

export interface LogFields {
  readonly order?: string;
  readonly from?: string;
  readonly state?: string;
  readonly provider?: string;
  readonly method?: string;
  /** the pattern of the route, such as `/v1/orders/:id`, never the address itself */
  readonly route?: string;
  /** of the HTTP answer */
  readonly status?: number;
  readonly ms?: number;
  /** a word: of our own closed lists, or a provider's code */
  readonly code?: string;
  readonly node?: string;
  readonly port?: number;
  readonly count?: number;
}

export interface Log {
  info(this: void, event: LogEvent, fields?: LogFields): void;
  warn(this: void, event: LogEvent, fields?: LogFields): void;
  /** Of `error` only its class, its code and where it was thrown are kept, not what it says. */
  error(this: void, event: LogEvent, fields?: LogFields, error?: unknown): void;
}

const FIELDS: Readonly<Record<keyof LogFields, 'string' | 'number'>> = {
  order: 'string',
  from: 'string',
  state: 'string',
  provider: 'string',
  method: 'string',
  route: 'string',
  status: 'number',
  ms: 'number',
  code: 'string',
  node: 'string',
  port: 'number',
  count: 'number',
};

const TYPES = new Map<string, 'string' | 'number'>(Object.entries(FIELDS));

/** Letters, digits and what joins them in names and route patterns; no spaces, no `?`, `=` or `@`. */
const SAFE_WORD = /^[\w.:/*{}-]{1,80}$/;

/** @param destination where the lines go; standard output unless told otherwise */
export function createLog(destination?: DestinationStream): Log {
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

/** A log that keeps nothing. */
export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Types do not hold at run time: what is not on the list is left out, what is no word is hidden. */
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

/** Messages may quote what somebody sent; the class, the code and the frames cannot. */
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
