/**
 * Sends requests as plain text over as many connections as they need, each kept for the next. Node's
 * own client costs as much as the server that it should break. Answers are read by their
 * Content-Length, which all of the proxy's have.
 */
import { connect, type Socket } from 'node:net';

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  /** 0 where there was no answer */
  readonly status: number;
  readonly retryAfter: number;
  readonly body: string;
}

interface Connection {
  readonly socket: Socket;
  text: string;
  answer: (answered: Answered) => void;
}

/** As many shoppers may wait at the same time; more wait here, and their wait is counted. */
const CONNECTIONS = 2_000;
/** ms */
const PATIENCE = 40_000;
const NO_ANSWER: Answered = { status: 0, retryAfter: 0, body: '' };
const END_OF_HEAD = '\r\n\r\n';

class Server {
  readonly #at: URL;
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  #open = 0;

  constructor(origin: string) {
    this.#at = new URL(origin);
  }

  send(text: string): Promise<Answered> {
    return new Promise((resolve) => {
      const use = (connection: Connection) => {
        connection.text = '';
        connection.answer = resolve;
        connection.socket.write(text);
      };
      const known = this.#idle.pop();
      if (known) use(known);
      else if (this.#open < CONNECTIONS) use(this.#connect());
      else this.#waiting.push(use);
    });
  }

  closeIdle(): void {
    for (const { socket } of this.#idle.splice(0)) socket.destroy();
  }

  #connect(): Connection {
    const socket = connect({ host: this.#at.hostname, port: Number(this.#at.port), noDelay: true });
    const connection: Connection = { socket, text: '', answer: () => undefined };
    this.#open += 1;
    // Each byte is a letter, so that lengths are those of the bytes.
    socket.setEncoding('latin1');
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('data', (chunk: string) => {
      connection.text += chunk;
      const answered = read(connection.text);
      if (!answered) return;
      connection.answer(answered);
      connection.answer = () => undefined;
      this.#release(connection);
    });
    socket.once('close', () => {
      this.#open -= 1;
      const index = this.#idle.indexOf(connection);
      if (index >= 0) this.#idle.splice(index, 1);
      connection.answer(NO_ANSWER);
      if (this.#open < CONNECTIONS) this.#waiting.shift()?.(this.#connect());
    });
    return connection;
  }

  #release(connection: Connection): void {
    const next = this.#waiting.shift();
    if (next) next(connection);
    else this.#idle.push(connection);
  }
}

const servers = new Map<string, Server>();

export function send({ method, url, headers = {}, body = '' }: Asked): Promise<Answered> {
  const { origin, host, pathname, search } = new URL(url);
  const server = servers.get(origin) ?? new Server(origin);
  servers.set(origin, server);
  const lines = [
    `${method} ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(method === 'POST' ? [`Content-Length: ${String(Buffer.byteLength(body))}`] : []),
  ];
  return server.send(lines.join('\r\n') + END_OF_HEAD + body);
}

export function closeIdle(): void {
  for (const server of servers.values()) server.closeIdle();
}

/** `null` while it is not all there. */
function read(text: string): Answered | null {
  const end = text.indexOf(END_OF_HEAD);
  if (end < 0) return null;
  const head = text.slice(0, end);
  const status = Number(head.slice('HTTP/1.1 '.length).split(' ', 1)[0]);
  const body = text.slice(end + END_OF_HEAD.length);
  if (body.length < numberIn(head, /^content-length: (\d+)/im)) return null;
  const retryAfter = numberIn(head, /^retry-after: (\d+)/im);
  return { status, retryAfter, body: Buffer.from(body, 'latin1').toString() };
}

const numberIn = (head: string, pattern: RegExp): number => Number(pattern.exec(head)?.[1] ?? 0);
