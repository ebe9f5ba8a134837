/** What the process is and uses, by the names that Prometheus' own clients give (`process_…`). */
import { readdirSync } from 'node:fs';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Linux lists a process's open files there. */
const OPEN_FILES = '/proc/self/fd';
const MICROSECONDS_PER_SECOND = 1e6;

export function createProcessMetrics(registers: Registry[], version: string): void {
  new Gauge({
    name: 'etalase_build_info',
    help: 'Always 1; the version is a label.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  new Gauge({
    name: 'process_start_time_seconds',
    help: 'When the process started, seconds since 1970.',
    registers,
  }).set(performance.timeOrigin / 1000);
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time, user and system.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / MICROSECONDS_PER_SECOND);
    },
  });
  new Gauge({
    name: 'process_open_fds',
    help: 'Open files and sockets; Linux only.',
    registers,
    collect() {
      const count = countOpenFiles();
      if (count === null) this.remove();
      else this.set(count);
    },
  });
}

function countOpenFiles(): number | null {
  try {
    // The listing itself opens one.
    return readdirSync(OPEN_FILES).length - 1;
  } catch {
    return null;
  }
}
