/** Output to systemd's journal: each line begins with its syslog level (sd-daemon(3)), which `journalctl -p` selects by. */
import { fstatSync } from 'node:fs';

export const SYSLOG_LEVELS = { error: 3, warn: 4, info: 6 } as const;
export type LogLevel = keyof typeof SYSLOG_LEVELS;

/**
 * Whether the journal reads a file descriptor. Programs that this one's parent starts inherit the variable,
 * so it names the stream by device and inode (systemd.exec(5)).
 */
export function isJournal(journalStream: string | undefined, fd: number): boolean {
  if (!journalStream) return false;
  const { dev, ino } = fstatSync(fd, { bigint: true });
  return journalStream === `${String(dev)}:${String(ino)}`;
}

export const withSyslogLevel = (level: LogLevel, line: string): string =>
  `<${String(SYSLOG_LEVELS[level])}>${line}`;
