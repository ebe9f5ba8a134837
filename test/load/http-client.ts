/**
 * A minimal HTTP client with keep-alive connections. Node's own client needs as much CPU as the server
 * that it should overload. Responses must have a Content-Length, as all of the proxy's have.
 */
import { connect, type Socket } from 'node:net';

export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface LoadResponse {
  /** 0 when there was no response. */
  readonly status: number;
  readonly retryAfterSeconds: number;
  readonly body: string;
}

interface Connection {
  readonly socket: Socket;
  text: string;
  resolveResponse: (response: LoadResponse) => void;
}

/** Requests beyond these wait for a free connection; their latency includes that wait. */
const MAX_CONNECTIONS = 2_000;
const SOCKET_TIMEOUT_MS = 40_000;
const NO_RESPONSE: LoadResponse = { status: 0, retryAfterSeconds: 0, body: '' };
const END_OF_HEAD = '\r\n\r\n';

class ConnectionPool {
  readonly #origin: URL;
  readonly #idle: Connection[] = [];
  readonly #waiting: ((connection: Connection) => void)[] = [];
  #open = 0;

  constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  send(text: string): Promise<LoadResponse> {
    return new Promise((resolve) => {
      const use = (connection: Connection) => {
        connection.text = '';
        connection.resolveResponse = resolve;
        connection.socket.write(text);
      };
      const idle = this.#idle.pop();
      if (idle) use(idle);
      else if (this.#open < MAX_CONNECTIONS) use(this.#connect());
      else this.#waiting.push(use);
    });
  }

  closeIdle(): void {
    for (const { socket } of this.#idle.splice(0)) socket.destroy();
  }

  #connect(): Connection {
    const socket = connect({
      host: this.#origin.hostname,
      port: Number(this.#origin.port),
      noDelay: true,
    });
    const connection: Connection = { socket, text: '', resolveResponse: () => undefined };
    this.#open += 1;
    // One character per byte, so that string lengths are byte lengths.
    socket.setEncoding('latin1');
    socket.setTimeout(SOCKET_TIMEOUT_MS, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('data', (chunk: string) => {
      connection.text += chunk;
      const response = parseResponse(connection.text);
      if (!response) return;
      connection.resolveResponse(response);
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

const pools = new Map<string, ConnectionPool>();

export function send({ method, url, headers = {}, body = '' }: LoadRequest): Promise<LoadResponse> {
  const { origin, host, pathname, search } = new URL(url);
  const pool = pools.get(origin) ?? new ConnectionPool(origin);
  pools.set(origin, pool);
  const lines = [
    `${method} ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(method === 'POST' ? [`Content-Length: ${String(Buffer.byteLength(body))}`] : []),
  ];
  return pool.send(lines.join('\r\n') + END_OF_HEAD + body);
}

export function closeIdle(): void {
  for (const pool of pools.values()) pool.closeIdle();
}

/** Parses a response; `null` while it is incomplete. */
function parseResponse(text: string): LoadResponse | null {
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
