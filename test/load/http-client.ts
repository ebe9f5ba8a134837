/**
 * Sends requests as plain text over as many connections as they need, each kept for the next. Node's
 * own client costs as much as the server that it should break. Answers are read by their
 * Content-Length, which all of the proxy's have.
 */
import { connect, type Socket } from 'node:net';

export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface LoadResponse {
  /** 0 where there was no answer */
  readonly status: number;
  readonly retryAfterSeconds: number;
  readonly body: string;
}

interface Connection {
  readonly socket: Socket;
  text: string;
  resolveResponse: (answered: LoadResponse) => void;
}

/** As many shoppers may wait at the same time; more wait here, and their wait is counted. */
const MAX_CONNECTIONS = 2_000;
/** ms */
const SOCKET_TIMEOUT_MS = 40_000;
const NO_RESPONSE: LoadResponse = { status: 0, retryAfterSeconds: 0, body: '' };
const END_OF_HEAD = '\r\n\r\n';

class ConnectionPool {
  readonly #at: URL;
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  #open = 0;

  constructor(origin: string) {
    this.#at = new URL(origin);
  }

  send(text: string): Promise<LoadResponse> {
    return new Promise((resolve) => {
      const use = (connection: Connection) => {
        connection.text = '';
        connection.resolveResponse = resolve;
        connection.socket.write(text);
      };
      const known = this.#idle.pop();
      if (known) use(known);
      else if (this.#open < MAX_CONNECTIONS) use(this.#connect());
      else this.#waiting.push(use);
    });
  }

  closeIdle(): void {
    for (const { socket } of this.#idle.splice(0)) socket.destroy();
  }

  #connect(): Connection {
    const socket = connect({ host: this.#at.hostname, port: Number(this.#at.port), noDelay: true });
    const connection: Connection = { socket, text: '', resolveResponse: () => undefined };
    this.#open += 1;
    // Each byte is a letter, so that lengths are those of the bytes.
    socket.setEncoding('latin1');
    socket.setTimeout(SOCKET_TIMEOUT_MS, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('data', (chunk: string) => {
      connection.text += chunk;
      const answered = read(connection.text);
      if (!answered) return;
      connection.resolveResponse(answered);
      connection.resolveResponse = () => undefined;
      this.#release(connection);
    });
    socket.once('close', () => {
      this.#open -= 1;
      const index = this.#idle.indexOf(connection);
      if (index >= 0) this.#idle.splice(index, 1);
      connection.resolveResponse(NO_RESPONSE);
      if (this.#open < MAX_CONNECTIONS) this.#waiting.shift()?.(this.#connect());
    });
    return connection;
  }

  #release(connection: Connection): void {
    const next = this.#waiting.shift();
    if (next) next(connection);
    else this.#idle.push(connection);
  }
}

const servers = new Map<string, ConnectionPool>();

export function send({ method, url, headers = {}, body = '' }: LoadRequest): Promise<LoadResponse> {
  const { origin, host, pathname, search } = new URL(url);
  const server = servers.get(origin) ?? new ConnectionPool(origin);
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
function read(text: string): LoadResponse | null {
  const end = text.indexOf(END_OF_HEAD);
  if (end < 0) return null;
  const head = text.slice(0, end);
  const status = Number(head.slice('HTTP/1.1 '.length).split(' ', 1)[0]);
  const body = text.slice(end + END_OF_HEAD.length);
  if (body.length < numberIn(head, /^content-length: (\d+)/im)) return null;
  const retryAfterSeconds = numberIn(head, /^retry-after: (\d+)/im);
  return { status, retryAfterSeconds, body: Buffer.from(body, 'latin1').toString() };
}

const numberIn = (head: string, pattern: RegExp): number => Number(pattern.exec(head)?.[1] ?? 0);
