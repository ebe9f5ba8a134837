/** One request to a web server under test, by its public name. */
import { Agent, request as requestHttps } from 'node:https';
import { request as requestHttp } from 'node:http';
import { DOMAIN } from './start-web-server.js';

export interface Question {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** the certificate that the server must have; plain HTTP without one */
  readonly certificate?: string;
  /** in the handshake and in the request; the example's own unless given */
  readonly host?: string;
  /** an address of this machine, from which the client comes */
  readonly from?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Rejects when the connection is closed without an answer. */
export function ask(question: Question): Promise<Answer> {
  const { port, path, method = 'GET', body, certificate, host = DOMAIN, from } = question;
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method,
      headers: { Host: host, ...question.headers },
      ...(from !== undefined && { localAddress: from }),
    };
    const request =
      certificate === undefined
        ? requestHttp(options)
        : requestHttps({
            ...options,
            servername: host,
            ca: certificate,
            agent: new Agent({ keepAlive: false }),
          });
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const bytes = Buffer.concat(chunks);
        const headers = new Headers();
        for (const [name, value] of Object.entries(response.headersDistinct))
          for (const each of value ?? []) headers.append(name, each);
        resolve({ status: response.statusCode ?? 0, headers, bytes, text: bytes.toString() });
      });
    });
    request.end(body);
  });
}
