#!/usr/bin/env node
import { isatty } from 'node:tty';
import type { CommandContext } from './proxy/command/command-context.js';
import { USAGE } from './proxy/command/usage.js';
import { SettingsError, UnavailableError } from './proxy/config/settings-error.js';
import { isJournal, withSyslogLevel } from './proxy/observability/journal.js';
import { findPackage } from './proxy/package.js';
import { nodePlatform } from './proxy/platform.js';
import type { Ask } from './proxy/setup/questions.js';
import { UsageError as ProxyUsageError } from './proxy/command/usage-error.js';
import { sandboxUsage, UsageError as SandboxUsageError } from './sandbox/usage.js';

interface Command {
  readonly usage: string;
  readonly about: string;
  /** Resolves with the exit code where it is not 0. */
  readonly run: (args: string[]) => Promise<unknown>;
}

const readVersion = (): string => findPackage()?.version ?? 'unknown';

const STDOUT_FD = 1;
const STDERR_FD = 2;

const askTerminal: Ask = async (question, options) =>
  (await import('./proxy/command/terminal.js')).askTerminal(question, options);

const commandContext: CommandContext = {
  get version() {
    return readVersion();
  },
  env: process.env,
  platform: nodePlatform,
  print: (text) => process.stdout.write(`${text}\n`),
  isOutputForPerson: isatty(STDOUT_FD),
  confirm: process.stdin.isTTY ? confirmAtTerminal : null,
  ...(process.stdin.isTTY && { ask: askTerminal }),
  printError: writeError,
  onStopSignal: (task) => {
    process.on('SIGINT', task);
    process.on('SIGTERM', task);
  },
  onReloadSignal: (task) => process.on('SIGHUP', task),
  // Node reports unhandled rejections here too.
  onUncaught: (task) => process.on('uncaughtException', task),
  exit: (code) => process.exit(code),
};

/** In systemd's journal, `journalctl -p err` shows why a start failed. */
function writeError(text: string): void {
  const isForJournal = isJournal(process.env['JOURNAL_STREAM'], STDERR_FD);
  for (const line of text.split('\n')) {
    process.stderr.write(`${isForJournal ? withSyslogLevel('error', line) : line}\n`);
  }
}

/** Only a clear yes agrees; the end of the input (Ctrl-D) does not. */
async function confirmAtTerminal(question: string): Promise<boolean> {
  const answer = await askTerminal(question, { isSecret: false });
  return /^(y|ya|yes)$/i.test(answer ?? '');
}

/** Each command is loaded when it is called, so that none starts with the code of another. */
const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    'setup',
    {
      usage: USAGE.setup,
      about:
        'Menyiapkan mesin ini: akun, folder, pengaturan, layanan. / Sets this machine up: account, folders, settings, units.',
      run: async (args) =>
        (await import('./proxy/command/setup-command.js')).runSetup(args, commandContext),
    },
  ],
  [
    'proxy',
    {
      usage: USAGE.proxy,
      about: 'Menjalankan proksi untuk menjual produk digital. / Runs the proxy that sells.',
      run: async (args) => {
        // While the code is loaded the signal would end the process; the files are read after that.
        process.on('SIGHUP', () => undefined);
        return (await import('./proxy/command/proxy-command.js')).runProxy(args, commandContext);
      },
    },
  ],
  [
    'check',
    {
      usage: USAGE.check,
      about: 'Memeriksa pengaturan dan layanan. / Checks settings and upstreams.',
      run: async (args) =>
        (await import('./proxy/command/check-command.js')).runCheck(args, commandContext),
    },
  ],
  [
    'keys',
    {
      usage: USAGE.keys,
      about: 'Membuat kunci tanda tangan. / Makes a signing key.',
      run: async (args) =>
        (await import('./proxy/command/keys-command.js')).runKeys(args, commandContext),
    },
  ],
  [
    'orders',
    {
      usage: USAGE.orders,
      about:
        'Melihat pesanan, dan memutuskan yang menunggu Anda. / Shows orders, and resolves those in review.',
      run: async (args) =>
        (await import('./proxy/command/orders/orders-command.js')).runOrders(args, commandContext),
    },
  ],
  [
    'reconcile',
    {
      usage: USAGE.reconcile,
      about:
        'Membandingkan buku pesanan dengan riwayat saldo. / Compares the ledger with the saldo histories.',
      run: async (args) =>
        (await import('./proxy/command/reconcile-command.js')).runReconcile(args, commandContext),
    },
  ],
  [
    'report',
    {
      usage: USAGE.report,
      about:
        'Menghitung penjualan, modal, laba, dan refund. / Counts sales, cost, profit and refunds.',
      run: async (args) =>
        (await import('./proxy/command/report-command.js')).runReport(args, commandContext),
    },
  ],
  [
    'backup',
    {
      usage: USAGE.backup,
      about:
        'Menyalin buku pesanan, selagi proksi berjalan. / Copies the ledger while the proxy runs.',
      run: async (args) =>
        (await import('./proxy/command/backup-command.js')).runBackup(args, commandContext),
    },
  ],
  [
    'restore',
    {
      usage: USAGE.restore,
      about:
        'Memulihkan cadangan, dan menahan pesanan yang terbuka. / Restores a backup, and holds open orders.',
      run: async (args) =>
        (await import('./proxy/command/restore-command.js')).runRestore(args, commandContext),
    },
  ],
  [
    'move',
    {
      usage: USAGE.move,
      about: 'Memindahkan buku pesanan ke PostgreSQL. / Moves the ledger to PostgreSQL.',
      run: async (args) =>
        (await import('./proxy/command/move-command.js')).runMove(args, commandContext),
    },
  ],
  [
    'off',
    {
      usage: USAGE.off,
      about:
        'Berhenti menjual sesuatu; tanpa nama: melihat yang mati. / Stops selling something; without a name: lists what is off.',
      run: async (args) =>
        (await import('./proxy/command/switch-command.js')).runOff(args, commandContext),
    },
  ],
  [
    'on',
    {
      usage: USAGE.on,
      about: 'Menjualnya lagi. / Sells it again.',
      run: async (args) =>
        (await import('./proxy/command/switch-command.js')).runOn(args, commandContext),
    },
  ],
  [
    'shelf',
    {
      usage: USAGE.shelf,
      about:
        'Melihat yang dilihat pembeli, dan menyarankan berkas katalog. / Shows what shoppers see, and suggests a catalogue file.',
      run: async (args) =>
        (await import('./proxy/command/shelf/shelf-command.js')).runShelf(args, commandContext),
    },
  ],
  [
    'products',
    {
      usage: USAGE.products,
      about:
        'Melihat produk toko yang dijual checkout bukaOlshop, dan melepas harga yang tertahan. / Shows the products that bukaOlshop’s checkout sells, and lets a held price through.',
      run: async (args) =>
        (await import('./proxy/command/products/products-command.js')).runProducts(
          args,
          commandContext,
        ),
    },
  ],
  [
    'reload',
    {
      usage: USAGE.reload,
      about:
        'Membaca ulang berkas margin dan katalog. / Reads the files of margin and catalogue again.',
      run: async (args) =>
        (await import('./proxy/command/reload-command.js')).runReload(args, commandContext),
    },
  ],
  [
    'notify',
    {
      usage: USAGE.notify,
      about:
        'Mengirim kabar percobaan ke ETALASE_NOTIFY. / Sends a test message to ETALASE_NOTIFY.',
      run: async (args) =>
        (await import('./proxy/command/notify-command.js')).runNotify(args, commandContext),
    },
  ],
  [
    'sandbox',
    {
      usage: sandboxUsage,
      about:
        'Tiruan bukaOlshop, ketiga pemasok, dan Telegram untuk mencoba. / bukaOlshop, the three providers and Telegram, imitated.',
      run: async (args) => (await import('./sandbox/command.js')).runSandbox(args),
    },
  ],
]);

const help = (): string =>
  [
    'etalase: etalase toko bukaOlshop. / The shop window for bukaOlshop.',
    '',
    ...[...commands.values()].flatMap(({ usage, about }) => [`  ${usage}`, `      ${about}`, '']),
    '  etalase --help',
    '  etalase --version',
    '',
  ].join('\n');

/** Errors of `parseArgs` are the caller's mistakes too; only their code tells them. */
const isUsageError = (error: unknown): error is Error =>
  error instanceof ProxyUsageError ||
  error instanceof SandboxUsageError ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_'));

/** EX_CONFIG of sysexits.h: the same start would fail again, so that systemd need not repeat it. */
const EXIT_SETTINGS = 78;

const exitCodeOf = (error: unknown): number =>
  error instanceof SettingsError && !(error instanceof UnavailableError) ? EXIT_SETTINGS : 1;

/** Prints each line of the message with the command's name, so that each reads alone in a log. */
function failWith(name: string, error: unknown): void {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  fail(lines.map((line) => `etalase ${name}: ${line}`).join('\n'), exitCodeOf(error));
}

const fail = (message: string, code: number): void => {
  writeError(message);
  process.exitCode = code;
};

const run = async (name: string, args: string[]): Promise<void> => {
  const command = commands.get(name);
  if (command === undefined) {
    const known = [...commands.keys()].join(', ');
    fail(
      `Perintah "${name}" tidak dikenal; yang ada: ${known}. / Unknown command "${name}"; there is: ${known}.`,
      2,
    );
    return;
  }
  try {
    const code = await command.run(args);
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    if (isUsageError(error))
      fail(`Pilihan salah / Bad option: ${error.message}\n${command.usage}`, 2);
    else failWith(name, error);
  }
};

const main = async ([name, ...args]: string[]): Promise<void> => {
  if (name === undefined || name === '--help' || name === '-h' || args.includes('--help')) {
    process.stdout.write(help());
  } else if (name === '--version' || name === '-v') {
    process.stdout.write(`${readVersion()}\n`);
  } else if (name.startsWith('-')) {
    fail(`Pilihan "${name}" tidak dikenal. / Unknown option "${name}".\n\n${help()}`, 2);
  } else {
    await run(name, args);
  }
};

/** A reader that has seen enough (`etalase orders | head`) is no error; the command still finishes. */
const ignoreBrokenPipe = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
};

// Files of this program hold secrets, whatever the shell allows.
process.umask(0o077);
process.stdout.on('error', ignoreBrokenPipe);
process.stderr.on('error', ignoreBrokenPipe);
await main(process.argv.slice(2));
