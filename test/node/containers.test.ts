/** The container files, as far as they can be checked without a container engine. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { USAGE } from '../../src/proxy/command/usage.js';
import { findMistake, VARIABLE_NAMES } from '../../src/proxy/config/settings.js';
import { PROJECT } from '../support/command.js';

const FOLDER = 'docs/examples/docker';
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const manifest = z
  .object({
    engines: z.object({ node: z.string() }),
    bin: z.object({ etalase: z.string() }),
  })
  .parse(JSON.parse(read('package.json')));

// Only the keys in use, so that a misspelt one is found.
const texts = z.array(z.string()).nonempty();
const duration = z.string().regex(/^\d+s$/);
const serviceSchema = z.strictObject({
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  image: z.string().regex(/^[a-z]+(:[\w.-]+)?$/, 'an unqualified name'),
  hostname: z.string().optional(),
  depends_on: texts.optional(),
  profiles: texts.optional(),
  command: texts.optional(),
  environment: z.record(z.string(), z.string()).optional(),
  env_file: z.array(z.strictObject({ path: z.string(), required: z.literal(false) })).optional(),
  ports: z.array(z.string().regex(/^\d+:\d+(\/udp)?$/)).optional(),
  volumes: texts,
  user: z.string().optional(),
  read_only: z.literal(true),
  tmpfs: texts.optional(),
  cap_drop: z.tuple([z.literal('ALL')]).optional(),
  cap_add: z.tuple([z.literal('NET_BIND_SERVICE')]).optional(),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  init: z.boolean().optional(),
  stdin_open: z.boolean().optional(),
  tty: z.boolean().optional(),
  restart: z.literal('unless-stopped').optional(),
  stop_grace_period: duration.optional(),
  mem_limit: z
    .string()
    .regex(/^\d+m$/)
    .optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.literal('CMD')], z.string()),
      interval: duration,
      timeout: duration,
      retries: z.number(),
      start_period: duration.optional(),
    })
    .optional(),
});
const { services, volumes, networks } = z
  .strictObject({
    name: z.literal('etalase'),
    services: z.strictObject({
      proxy: serviceSchema,
      caddy: serviceSchema,
      postgres: serviceSchema,
      setup: serviceSchema,
    }),
    volumes: z.record(z.string(), z.null()),
    networks: z.strictObject({
      default: z.strictObject({
        ipam: z.strictObject({ config: z.tuple([z.strictObject({ subnet: z.string() })]) }),
      }),
    }),
  })
  .parse(parse(read(`${FOLDER}/compose.yaml`)));

/** The instructions, with their continued lines joined. */
const instructions = read(`${FOLDER}/Dockerfile`)
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .flatMap((line) => {
    const [, name, rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, rest }];
  });
const argumentsOf = (wanted: string): string[] =>
  instructions.flatMap(({ name, rest }) => (name === wanted ? [rest] : []));

describe('the Dockerfile', () => {
  it('copies what exists, and the build is given nothing else', () => {
    const sources = argumentsOf('COPY')
      .filter((rest) => !rest.startsWith('--from='))
      .flatMap((rest) => rest.split(/\s+/).slice(0, -1));
    assert.ok(sources.length > 5);
    for (const source of sources) assert.ok(existsSync(join(PROJECT, source)), source);
    const ignored = read(`${FOLDER}/Dockerfile.dockerignore`).split('\n');
    assert.ok(ignored.includes('*'));
    const given = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    assert.deepEqual(given.sort(), sources.sort());
  });

  it('builds with the scripts of the package, and starts its command', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    for (const [, script = ''] of argumentsOf('RUN')
      .join('\n')
      .matchAll(/npm run (\S+)/g))
      assert.ok(script in scripts, script);
    const [entry = ''] = argumentsOf('ENTRYPOINT');
    assert.deepEqual(JSON.parse(entry), ['etalase']);
    const link = `ln -s /opt/etalase/${manifest.bin.etalase} /usr/local/bin/etalase`;
    assert.ok(argumentsOf('RUN').some((rest) => rest.includes(link)));
    const [command = ''] = argumentsOf('CMD');
    const [name = ''] = z.array(z.string()).parse(JSON.parse(command));
    assert.ok(name in USAGE);
  });

  it('runs a Node that the package supports, and not as root', () => {
    const [major = 0] = (/^>=(\d+)/.exec(manifest.engines.node) ?? []).slice(1).map(Number);
    const images = argumentsOf('FROM').map((rest) => rest.split(' ')[0]);
    assert.deepEqual([...new Set(images)].length, 1);
    const [, version] = /^node:(\d+)-slim$/.exec(images[0] ?? '') ?? [];
    assert.ok(Number(version) > major, images[0]);
    assert.equal(argumentsOf('USER').at(-1), 'node');
  });
});

describe('the compose file', () => {
  const own = Object.values(services).filter(({ build }) => build);

  it('builds from the sources', () => {
    assert.equal(own.length, 2);
    for (const { build } of own) {
      const context = resolve(PROJECT, FOLDER, build?.context ?? '');
      assert.equal(context, PROJECT);
      assert.ok(existsSync(join(context, build?.dockerfile ?? '')));
    }
  });

  it('starts the proxy and Caddy, and the others by their profiles', () => {
    const started = Object.entries(services).filter(([, { profiles = [] }]) => !profiles.length);
    assert.deepEqual(
      started.map(([name]) => name),
      ['proxy', 'caddy'],
    );
    for (const [name, { healthcheck, restart }] of started) assert.ok(healthcheck && restart, name);
    assert.equal(services.proxy.user, 'node');
    assert.equal(services.proxy.ports, undefined);
  });

  it('names only volumes, settings and options that there are', () => {
    const mounted = Object.values(services).flatMap((service) => service.volumes);
    const named = mounted.flatMap((mount) => /^([a-z-]+):/.exec(mount)?.[1] ?? []);
    assert.deepEqual(named.sort(), Object.keys(volumes).sort());
    const { command = [], environment = {} } = services.setup;
    for (const word of command.filter((each) => /^(--)?[a-z]+$/.test(each)))
      assert.ok(USAGE.setup.includes(word), word);
    for (const name of Object.keys(environment)) assert.ok(VARIABLE_NAMES.includes(name), name);
    for (const place of ['/etc/etalase/etalase.env', '/etc/etalase/margin.json'])
      assert.ok(read(`${FOLDER}/compose.yaml`).includes(`\${ETALASE_ROOT:-/srv/etalase}${place}`));
  });

  it('lets Caddy find the proxy, and the proxy believe Caddy', () => {
    const { environment = {} } = services.setup;
    const { ETALASE_HOST = '', ETALASE_TRUSTED_PROXIES = '' } = environment;
    assert.equal(findMistake('ETALASE_HOST', ETALASE_HOST, 'en'), null);
    assert.equal(findMistake('ETALASE_TRUSTED_PROXIES', ETALASE_TRUSTED_PROXIES, 'en'), null);
    assert.equal(services.proxy.hostname, ETALASE_HOST);
    assert.equal(networks.default.ipam.config[0].subnet, ETALASE_TRUSTED_PROXIES);
    assert.ok(services.proxy.healthcheck?.test.join(' ').includes(`http://${ETALASE_HOST}:8787/`));
  });
});
