/** Starts nginx or Caddy on the example of `docs/examples/`, on other ports and with other folders. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PROJECT } from '../support/command.js';
import { freePort } from '../support/listen.js';
import type { WebServerName } from '../support/web-servers.js';

export const DOMAIN = 'proksi.toko-anda.example';

export interface RunningWebServer {
  readonly httpsPort: number;
  readonly httpPort: number;
  /** Everything that was written to any log so far. */
  logs(): string;
  stop(): Promise<void>;
}

export interface WebServerOptions {
  readonly name: WebServerName;
  readonly program: string;
  /** an empty folder of its own */
  readonly folder: string;
  /** `127.0.0.1:8787` */
  readonly upstream: string;
  /** Makes the example differ. */
  readonly edit?: (example: string) => string;
}

interface Ports {
  readonly http: number;
  readonly https: number;
}

const EXAMPLES: Readonly<Record<WebServerName, string>> = {
  nginx: 'nginx.conf',
  caddy: 'Caddyfile',
};

export const exampleOf = (name: WebServerName): string =>
  readFileSync(join(PROJECT, 'docs/examples', EXAMPLES[name]), 'utf8');

/** Makes a self-signed certificate as certbot would place it. @returns its text */
export function makeCertificate(folder: string): string {
  const certificate = join(folder, 'fullchain.pem');
  const subject = ['-subj', `/CN=${DOMAIN}`, '-addext', `subjectAltName=DNS:${DOMAIN}`];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', certificate];
  execFileSync('openssl', ['req', '-x509', ...key, ...files, ...subject], { stdio: 'ignore' });
  return readFileSync(certificate, 'utf8');
}

const hasIpv6 = (): boolean =>
  Object.values(networkInterfaces()).some((all) => all?.some(({ family }) => family === 'IPv6'));

/** What Debian's own nginx.conf has around its sites, as far as it matters here. */
const nginxMain = (folder: string): string => `
  daemon off;
  master_process off;
  pid ${folder}/nginx.pid;
  error_log ${folder}/logs/error.log;
  events {}
  http {
    access_log ${folder}/logs/access.log;
    gzip on;
    ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${folder}/temp;`)
      .join(' ')}
    include ${folder}/site.conf;
  }`;

function nginxSite(example: string, folder: string, { http, https }: Ports): string {
  const site = example
    .replaceAll(`/etc/letsencrypt/live/${DOMAIN}/`, `${folder}/`)
    .replaceAll('/var/log/nginx/', `${folder}/logs/`)
    .replaceAll('/var/www/html', `${folder}/www`)
    .replace(/listen (\[::\]:)?443/g, `listen $1${https}`)
    .replace(/listen (\[::\]:)?80/g, `listen $1${http}`);
  return hasIpv6() ? site : site.replace(/^\s*listen \[::\].*$/gm, '');
}

const caddyfile = (example: string, folder: string, { http, https }: Ports): string =>
  example
    .replace(/^\{$/m, `{\nadmin off\nhttp_port ${http}\nhttps_port ${https}`)
    .replace(`${DOMAIN} {`, `${DOMAIN} {\ntls ${folder}/fullchain.pem ${folder}/privkey.pem`);

/** Resolves when something listens there. @throws when the process has ended before */
async function untilListening(port: number, hasEnded: () => boolean): Promise<void> {
  for (;;) {
    if (hasEnded()) throw new Error('The web server has ended at once.');
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await wait(20);
  }
}

export async function startWebServer(options: WebServerOptions): Promise<RunningWebServer> {
  const { name, program, folder, upstream, edit = (example: string) => example } = options;
  const ports = { http: await freePort(), https: await freePort() };
  for (const each of ['logs', 'temp', 'www']) mkdirSync(join(folder, each), { recursive: true });
  const example = edit(exampleOf(name)).replace('127.0.0.1:8787', upstream);
  const write = (file: string, text: string) => {
    writeFileSync(join(folder, file), text);
    return join(folder, file);
  };
  let args;
  if (name === 'nginx') {
    write('site.conf', nginxSite(example, folder, ports));
    args = ['-p', folder, '-e', join(folder, 'logs/start.log')];
    args.push('-c', write('main.conf', nginxMain(folder)));
  } else {
    args = ['run', '--adapter', 'caddyfile'];
    args.push('--config', write('Caddyfile', caddyfile(example, folder, ports)));
  }
  let printed = '';
  const child = spawn(program, args, {
    env: { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = once(child, 'close');
  const files = join(folder, 'logs');
  const logs = () =>
    [printed, ...readdirSync(files).map((file) => readFileSync(join(files, file), 'utf8'))].join(
      '',
    );
  try {
    await untilListening(ports.https, () => child.exitCode !== null);
  } catch (cause) {
    throw new Error(`${name} did not start: ${logs()}`, { cause });
  }
  return {
    httpsPort: ports.https,
    httpPort: ports.http,
    logs,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
