/** The steps of a set-up that other programs do: the service's own account, and the timer of backups. */
import type { Machine } from './machine.js';
import type { AccountIds } from './plan.js';

export interface StepResult {
  readonly line: string;
  /** Whether something was changed, or would be. */
  readonly isChange: boolean;
  readonly hasFailed: boolean;
}

export type Step = (machine: Machine, options: StepOptions) => StepResult;

interface StepOptions {
  readonly isDryRun: boolean;
  /** paths of the files that were made */
  readonly changed: readonly string[];
}

const ACCOUNT = 'etalase';
const UNITS = '/etc/systemd/system/';
const TIMER = 'etalase-backup.timer';
/** It is there while systemd runs (sd_booted(3)). */
const SYSTEMD_RUNS = '/run/systemd/system';

const changing = (line: string): StepResult => ({ line, isChange: true, hasFailed: false });
const keeping = (line: string): StepResult => ({ line, isChange: false, hasFailed: false });
const failing = (line: string): StepResult => ({ line, isChange: false, hasFailed: true });

/** @returns `null` where the account is not there */
export function findAccountIds({ find }: Pick<Machine, 'find'>): AccountIds {
  const idIn = (path: string): number | null => {
    const list = find(path);
    const line = RegExp(`^${ACCOUNT}:[^:]*:(\\d+)(:|$)`, 'm');
    const [, id] = (list.kind === 'file' && line.exec(list.text)) || [];
    return id === undefined ? null : Number(id);
  };
  const [uid, gid] = [idIn('/etc/passwd'), idIn('/etc/group')];
  if (uid === null || gid === null) return null;
  return { root: { uid: 0, gid: 0 }, etalase: { uid, gid } };
}

export const addAccount: Step = (machine, { isDryRun }) => {
  const name = `akun sistem / system account ${ACCOUNT}`;
  if (findAccountIds(machine)) return keeping(`= ${name}: tetap / unchanged`);
  if (!machine.isRunning) return keeping(`- ${name}: dilewati / skipped (--root)`);
  if (isDryRun) return changing(`+ ${name}: akan dibuat / would be made`);
  const options = ['--home-dir', '/var/lib/etalase', '--no-create-home'];
  const shell = ['--shell', '/usr/sbin/nologin'];
  machine.run('useradd', ['--system', '--user-group', ...options, ...shell, ACCOUNT]);
  return findAccountIds(machine)
    ? changing(`+ ${name}: dibuat / made`)
    : failing(`✗ ${name}: useradd gagal / useradd failed`);
};

export const startBackups: Step = (machine, { isDryRun, changed }) => {
  const name = `cadangan tiap malam / backup every night (${TIMER})`;
  if (!machine.isRunning) return keeping(`- ${name}: dilewati / skipped (--root)`);
  if (machine.find(SYSTEMD_RUNS).kind === 'missing')
    return keeping(`- ${name}: dilewati, tidak ada systemd / skipped, no systemd here`);
  const hasNewUnits = changed.some((path) => path.startsWith(UNITS));
  if (hasNewUnits && !isDryRun) machine.run('systemctl', ['daemon-reload']);
  if (machine.run('systemctl', ['is-enabled', '--quiet', TIMER]))
    return keeping(`= ${name}: tetap / unchanged`);
  if (isDryRun) return changing(`+ ${name}: akan dinyalakan / would be enabled`);
  return machine.run('systemctl', ['enable', '--quiet', '--now', TIMER])
    ? changing(`+ ${name}: dinyalakan / enabled`)
    : failing(`✗ ${name}: systemctl enable --now ${TIMER} gagal / failed`);
};
