/** Sends requests over as many connections as they need, each kept for the next. */
import { Agent, request } from 'node:http';

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

/** As many shoppers may wait at the same time; more wait here, and their wait is counted. */
const CONNECTIONS = 2_000;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
/** ms */
const PATIENCE = 40_000;

export const send = ({ method, url, headers = {}, body }: Asked): Promise<Answered> =>
  new Promise((resolve) => {
    const broken = () => resolve({ status: 0, retryAfter: 0, body: '' });
    const asked = request(url, { method, headers, agent, timeout: PATIENCE }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', broken);
      answer.once('end', () => {
        const retryAfter = Number(answer.headers['retry-after'] ?? 0);
        const text = Buffer.concat(chunks).toString();
        resolve({ status: answer.statusCode ?? 0, retryAfter, body: text });
      });
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', broken);
    asked.end(body);
  });

export function closeIdle(): void {
  for (const idle of Object.values(agent.freeSockets)) idle?.forEach((socket) => socket.destroy());
}
