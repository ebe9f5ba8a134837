/** `etalase setup`, in folders that stand for a machine. */
import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadEnvironment } from '../../../../src/proxy/command/command-context.js';
import { runSetup } from '../../../../src/proxy/command/setup-command.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { createNodeMachine, type Machine } from '../../../../src/proxy/setup/machine.js';
import type { Ask } from '../../../../src/proxy/setup/questions.js';
import { PROJECT } from '../../../support/command.js';

const folder = mkdtempSync(join(tmpdir(), 'etalase-setup-'));
after(() => rmSync(folder, { recursive: true }));
let rootCount = 0;

const KEYS = { BUKAOLSHOP_TOKEN: 'rahasia-1', BUKAOLSHOP_API_KEY: 'rahasia-2' };
const DOMAIN = ['--domain', 'proksi.tokorina.id'];
const SETTINGS = '/etc/etalase/etalase.env';
const CADDYFILE = '/etc/caddy/Caddyfile';
const UNIT = '/etc/systemd/system/etalase.service';
const example = (name: string) => readFileSync(join(PROJECT, 'docs/examples', name), 'utf8');

interface RunOptions {
  readonly env?: Record<string, string>;
  readonly ask?: Ask;
}

/** A folder that stands for a machine, with these files. */
function openRoot(files: Readonly<Record<string, string>> = {}) {
  const root = join(folder, String(++rootCount));
  mkdirSync(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const run = async (
    args: readonly string[],
    { env = {}, ask }: RunOptions = {},
    machine?: Machine,
  ) => {
    const lines: string[] = [];
    const print = (text: string) => void lines.push(text);
    const code = await runSetup(
      machine ? [...args] : ['--root', root, ...args],
      {
        env,
        platform: nodePlatform,
        print,
        printError: print,
        confirm: null,
        ...(ask && { ask }),
        onStopSignal: () => undefined,
        onUncaught: () => undefined,
        exit: () => undefined,
      },
      machine ? () => machine : undefined,
    );
    return { code, output: lines.join('\n') };
  };
  return { root, read, run };
}

/** All that a second run could change. */
const treeOf = (root: string): Record<string, unknown> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((path) => {
        const { mode, mtimeMs, ctimeMs, ino, uid, gid } = statSync(join(root, path));
        const isFile = statSync(join(root, path)).isFile();
        const text = isFile ? readFileSync(join(root, path), 'utf8') : null;
        return [path, { mode: (mode & 0o7777).toString(8), mtimeMs, ctimeMs, ino, uid, gid, text }];
      }),
  );

const modeOf = (root: string, path: string) =>
  (statSync(join(root, path)).mode & 0o7777).toString(8);

/** Answers by the question's words; other questions are skipped. */
function answering(answers: Readonly<Record<string, string | null | (string | null)[]>>) {
  const asked: { question: string; isSecret: boolean }[] = [];
  const ask: Ask = (question, { isSecret }) => {
    asked.push({ question, isSecret });
    const [, answer = ''] = Object.entries(answers).find(([word]) => question.includes(word)) ?? [];
    return Promise.resolve(Array.isArray(answer) ? (answer.shift() ?? null) : answer);
  };
  return { ask, asked };
}

describe('a set-up', () => {
  it('makes all that a machine needs, and changes nothing when it is run again', async () => {
    const { root, read, run } = openRoot();
    const first = await run(DOMAIN, { env: KEYS });
    assert.equal(first.code, 0);
    for (const [path, mode] of [
      ['/etc/etalase', '750'],
      ['/var/lib/etalase', '700'],
      ['/var/lib/etalase/backups', '700'],
      [SETTINGS, '640'],
      ['/etc/etalase/margin.json', '644'],
      [UNIT, '644'],
      ['/etc/systemd/system/etalase-failed.service', '644'],
      ['/etc/systemd/system/etalase-backup.service', '644'],
      ['/etc/systemd/system/etalase-backup.timer', '644'],
      [CADDYFILE, '644'],
    ] as const) {
      assert.equal(modeOf(root, path), mode, path);
      assert.match(first.output, RegExp(`^\\+ ${path} .*dibuat / made$`, 'm'));
    }
    const env = loadEnvironment({}, join(root, SETTINGS));
    const settings = readSettings(env, () => read('/etc/etalase/margin.json'));
    assert.equal(settings.publicUrl, 'https://proksi.tokorina.id');
    assert.equal(settings.bukaolshop.apiKey, 'rahasia-2');
    assert.equal(settings.signingKeys[0].secret.length, 32);
    assert.equal(
      read(CADDYFILE),
      example('Caddyfile').replaceAll('proksi.toko-anda.example', 'proksi.tokorina.id'),
    );
    assert.equal(read(UNIT), example('etalase.service'));

    const before = treeOf(root);
    const again = await run([]);
    assert.equal(again.code, 0);
    assert.deepEqual(treeOf(root), before);
    for (const path of Object.keys(before).filter((each) => /etalase|Caddyfile/.test(each)))
      assert.match(again.output, RegExp(`^= /${path}: tetap / unchanged$`, 'm'));
    assert.match(again.output, /^Tidak ada yang diubah\. \/ Nothing was changed\.$/m);
    assert.doesNotMatch(first.output + again.output, /rahasia/);
    assert.ok(!(first.output + again.output).includes(String(env['ETALASE_SIGNING_KEYS'])));
  });

  it('asks only for what is missing, and keeps the rest of the settings file', async () => {
    const existing = `# Punya saya\nETALASE_PORT=9001\nBUKAOLSHOP_TOKEN='lama'\nBUKAOLSHOP_API_KEY=\nSNAPCART_API_KEY=snap\n`;
    const { root, read, run } = openRoot({ [SETTINGS]: existing });
    chmodSync(join(root, SETTINGS), 0o600);
    const { ask, asked } = answering({
      Domain: ['proksi', 'https://proksi.tokorina.id/'],
      'Closed API': ['', 'dua kata', 'rahasia'],
      'Alamat Snapcart': ['http://snapcart.example', 'https://snapcart.example/api/v1'],
    });
    const { code, output } = await run([], { ask, env: { LANG: 'id_ID.UTF-8' } });
    assert.equal(code, 0);
    const key = /^ETALASE_SIGNING_KEYS=(.+)$/m.exec(read(SETTINGS))?.[1];
    assert.equal(
      read(SETTINGS),
      existing.replace('API_KEY=\n', 'API_KEY=rahasia\n') +
        `ETALASE_PUBLIC_URL=https://proksi.tokorina.id\nSNAPCART_URL=https://snapcart.example/api/v1\nETALASE_SIGNING_KEYS=${String(key)}\n`,
    );
    // Its owner and mode are the operator's own.
    assert.equal(modeOf(root, SETTINGS), '600');
    assert.match(output, /Domain ditulis seperti/);
    assert.match(output, /^BUKAOLSHOP_API_KEY belum diisi/m);
    assert.match(output, /^BUKAOLSHOP_API_KEY harus satu kata/m);
    assert.match(output, /^SNAPCART_URL harus https/m);
    assert.match(output, /ditambah \/ added: ETALASE_PUBLIC_URL, BUKAOLSHOP_API_KEY, SNAPCART_URL/);
    assert.match(read(CADDYFILE), /reverse_proxy 127\.0\.0\.1:9001 /);
    assert.deepEqual(
      asked.filter(({ question }) => /Open API|API key Snapcart/.test(question)),
      [],
    );
    for (const { question, isSecret } of asked)
      assert.equal(isSecret, !/Domain|Alamat/.test(question), question);
    assert.doesNotMatch(output, /rahasia|dua kata/);
  });

  it('replaces the placeholders of an example that was copied by hand', async () => {
    const { read, run } = openRoot({ [SETTINGS]: example('etalase.env') });
    await run(DOMAIN, { env: { ...KEYS, ETALASE_PORT: '1234' } });
    assert.match(read(SETTINGS), /^ETALASE_PUBLIC_URL=https:\/\/proksi\.tokorina\.id$/m);
    assert.match(read(SETTINGS), /^ETALASE_PORT=8787$/m);
    const kept = await run(['--domain', 'lain.tokorina.id']);
    assert.match(kept.output, /! ETALASE_PUBLIC_URL: tetap \/ kept: https:\/\/proksi\.tokorina/);
    assert.match(read(CADDYFILE), /^proksi\.tokorina\.id \{$/m);
  });

  it('puts another settings file into the units, and another address into the Caddyfile', async () => {
    const { read, run } = openRoot();
    const env = { ...KEYS, ETALASE_HOST: 'proxy', ETALASE_PORT: '9000' };
    await run([...DOMAIN, '--env', '/srv/toko/etalase.env'], { env });
    assert.match(read(CADDYFILE), /reverse_proxy proxy:9000 /);
    assert.match(read('/srv/toko/etalase.env'), /^BUKAOLSHOP_TOKEN=rahasia-1$/m);
    for (const unit of ['etalase', 'etalase-backup'])
      assert.match(
        read(`/etc/systemd/system/${unit}.service`),
        / --env \/srv\/toko\/etalase\.env$/m,
      );
  });

  it('shows what differs and leaves it alone, but for Caddy’s own page', async () => {
    const { root, read, run } = openRoot({ [UNIT]: '[Unit]\n', [CADDYFILE]: 'toko.id {\n}\n' });
    mkdirSync(join(root, '/var/lib/etalase'), { recursive: true });
    chmodSync(join(root, '/var/lib/etalase'), 0o755);
    const { code, output } = await run(DOMAIN, { env: KEYS });
    assert.equal(code, 0);
    assert.equal(read(UNIT), '[Unit]\n');
    assert.equal(read(CADDYFILE), 'toko.id {\n}\n');
    assert.match(output, /! .*etalase\.service: berbeda.*\n {4}diff \/etc\/.*etalase\.service \//);
    assert.match(output, /! .*Caddyfile: berbeda.*\n(.*\n)* {4}proksi\.tokorina\.id \{/);
    assert.match(output, /chown etalase:etalase \/var\/lib\/etalase && sudo chmod 0700 \/var/);
    assert.equal(modeOf(root, '/var/lib/etalase'), '755');

    const fresh = openRoot({
      [CADDYFILE]:
        '# Comments\n\n:80 {\n\t# Set\n\troot * /usr/share/caddy\n\n\tfile_server\n\n\t# Another\n}\n',
    });
    const replaced = await fresh.run(DOMAIN, { env: KEYS });
    assert.match(replaced.output, /\+ .*Caddyfile: menggantikan/);
    assert.match(fresh.read(CADDYFILE), /^proksi\.tokorina\.id \{$/m);
  });

  for (const [name, args, options, error] of [
    [
      'without a terminal',
      [],
      { env: {} },
      /^ETALASE_PUBLIC_URL .*\nBUKAOLSHOP_TOKEN .*\nBUKAOLSHOP_API_KEY .*\nTanpa terminal/,
    ],
    [
      'with a wrong value',
      DOMAIN,
      { env: { ...KEYS, BUKAOLSHOP_TOKEN: 'dua kata' } },
      /^BUKAOLSHOP_TOKEN /,
    ],
    ['with another wrong value', DOMAIN, { env: { ...KEYS, ETALASE_PORT: 'x' } }, /^ETALASE_PORT /],
    ['with a domain that is none', ['--domain', 'toko.id/x'], { env: KEYS }, /^--domain: /],
    [
      'with a supplier’s key alone',
      DOMAIN,
      { env: { ...KEYS, SNAPCART_API_KEY: 'k' } },
      /^SNAPCART_URL /,
    ],
  ] as const) {
    it(`changes nothing ${name}, and says why`, async () => {
      const { root, run } = openRoot();
      await assert.rejects(run(args, options), { message: error });
      assert.deepEqual(readdirSync(root), []);
    });
  }

  it('changes nothing where the input ends before the last answer', async () => {
    const { root, run } = openRoot();
    const { ask } = answering({ Domain: 'proksi.tokorina.id', 'Closed API': null, Token: 'x' });
    const { code, output } = await run([], { ask });
    assert.equal(code, 1);
    assert.match(output, /Nothing was changed/);
    assert.deepEqual(readdirSync(root), []);
  });

  it('prints what it would do', async () => {
    const { root, run } = openRoot();
    const { code, output } = await run(['--dry-run', ...DOMAIN], {
      env: { BUKAOLSHOP_TOKEN: 'rahasia-1' },
      ask: () => assert.fail('No question is asked.'),
    });
    assert.equal(code, 0);
    assert.deepEqual(readdirSync(root), []);
    assert.match(output, /^\? BUKAOLSHOP_API_KEY: akan ditanyakan/m);
    assert.match(output, /^\+ \/etc\/etalase\/etalase\.env \(0640 root:etalase\): akan dibuat/m);
    assert.match(output, /^ {4}proksi\.tokorina\.id \{$/m);
    assert.doesNotMatch(output, /rahasia|ETALASE_SIGNING_KEYS/);
  });
});

/** A machine whose programs are imitated, and whose files have the owners that they are given. */
function imitateMachine(root: string, { isAdministrator = true, fails = '' } = {}) {
  const real = createNodeMachine(root);
  const owners = new Map<string, { uid: number; gid: number } | null>();
  const calls: string[] = [];
  const enabled = new Set<string>();
  const machine: Machine = {
    isRunning: true,
    isAdministrator,
    find: (path) => {
      const found = real.find(path);
      const owner = owners.get(path) ?? { uid: 0, gid: 0 };
      return 'access' in found ? { ...found, access: { ...found.access, ...owner } } : found;
    },
    makeFolder: (path, access) => {
      owners.set(path, access.ids);
      real.makeFolder(path, { ...access, ids: null });
    },
    writeFile: (path, text, access) => {
      owners.set(path, access.ids);
      real.writeFile(path, text, { ...access, ids: null });
    },
    run: (program, args) => {
      const call = [program, ...args].join(' ');
      if (fails !== '' && call.includes(fails)) return false;
      if (call.includes('is-enabled')) return enabled.has(String(args.at(-1)));
      calls.push(call);
      if (args.includes('enable')) enabled.add(String(args.at(-1)));
      if (program === 'useradd') {
        mkdirSync(join(root, 'etc'), { recursive: true });
        writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:::\netalase:x:997:996::/var:/bin/no\n');
        writeFileSync(join(root, 'etc/group'), 'root:x:0:\netalase:x:996:\n');
      }
      return true;
    },
  };
  return { machine, owners, calls };
}

describe('a set-up of the running machine', () => {
  it('makes the account and enables the backups once', async () => {
    const { root, run } = openRoot();
    mkdirSync(join(root, 'run/systemd/system'), { recursive: true });
    const { machine, owners, calls } = imitateMachine(root);
    const { code, output } = await run(DOMAIN, { env: KEYS }, machine);
    assert.equal(code, 0);
    assert.deepEqual(calls, [
      'useradd --system --user-group --home-dir /var/lib/etalase --no-create-home --shell /usr/sbin/nologin etalase',
      'systemctl daemon-reload',
      'systemctl enable --quiet --now etalase-backup.timer',
    ]);
    assert.deepEqual(owners.get(SETTINGS), { uid: 0, gid: 996 });
    assert.deepEqual(owners.get('/var/lib/etalase'), { uid: 997, gid: 996 });
    assert.deepEqual(owners.get(UNIT), { uid: 0, gid: 0 });
    assert.match(output, /sudo systemctl enable --now etalase$/m);

    const before = treeOf(root);
    calls.length = 0;
    const again = await run([], {}, machine);
    assert.deepEqual(treeOf(root), before);
    assert.deepEqual(calls, []);
    assert.match(again.output, /Nothing was changed/);
  });

  it('needs root, but not to print what it would do', async () => {
    const { root, run } = openRoot({ '/run/systemd/system/x': '' });
    const { machine, calls } = imitateMachine(root, { isAdministrator: false });
    const refused = await run(DOMAIN, { env: KEYS }, machine);
    assert.equal(refused.code, 1);
    assert.match(refused.output, /Jalankan dengan sudo\. \/ Run this with sudo\./);
    const printed = await run(['--dry-run', ...DOMAIN], { env: KEYS }, machine);
    assert.equal(printed.code, 0);
    assert.match(printed.output, /\+ akun sistem .*would be made/);
    assert.match(printed.output, /\+ cadangan .*would be enabled/);
    assert.deepEqual(calls, []);
    assert.ok(!existsSync(join(root, 'etc')));
  });

  it('enables nothing where systemd does not run', async () => {
    const { root, run } = openRoot();
    const { machine, calls } = imitateMachine(root);
    assert.equal((await run(DOMAIN, { env: KEYS }, machine)).code, 0);
    assert.deepEqual(
      calls.filter((call) => call.startsWith('systemctl')),
      [],
    );
  });

  for (const [program, made] of [
    ['useradd', false],
    ['enable --quiet', true],
  ] as const) {
    it(`says that ${program} failed`, async () => {
      const { root, run } = openRoot({ '/run/systemd/system/x': '' });
      const { machine } = imitateMachine(root, { fails: program });
      const { code, output } = await run(DOMAIN, { env: KEYS }, machine);
      assert.equal(code, 1);
      assert.match(output, /✗ .*gagal/);
      assert.equal(existsSync(join(root, SETTINGS)), made);
    });
  }
});
