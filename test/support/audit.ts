/**
 * Checks the shipped dependencies for known vulnerabilities with `npm audit`. Some mirrors of the
 * registry give no report: that is a result of its own, neither a pass nor a failure.
 */
import { fileURLToPath } from 'node:url';
import { command } from './command.js';
import { nameOf, readLock, shippedPackages } from './shipped-packages.js';

export type Audit =
  | { readonly kind: 'clean' }
  | { readonly kind: 'findings'; readonly packages: readonly string[] }
  | { readonly kind: 'no-report'; readonly reason: string };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Parses the output of `npm audit --json`.
 *
 * @param shipped names of the packages that count; all others are tools
 */
export function readAudit(output: string, shipped: ReadonlySet<string>): Audit {
  let report: unknown;
  try {
    report = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    return { kind: 'no-report', reason: 'npm audit printed no report' };
  }
  if (!isObject(report) || !isObject(report['vulnerabilities'])) {
    const status = isObject(report) && report['statusCode'];
    return {
      kind: 'no-report',
      reason:
        typeof status === 'number'
          ? `the registry answered ${status}`
          : 'the registry gave no report',
    };
  }
  const packages = Object.entries(report['vulnerabilities']).flatMap(([name, vulnerability]) => {
    const severity = isObject(vulnerability) ? vulnerability['severity'] : undefined;
    if (!shipped.has(name)) return [];
    // Unknown severities count as findings.
    return severity === 'info' || severity === 'low' ? [] : [`${name}: ${String(severity)}`];
  });
  return packages.length > 0 ? { kind: 'findings', packages } : { kind: 'clean' };
}

export async function audit(): Promise<Audit> {
  const { output } = await command('npm', ['audit', '--json']);
  return readAudit(output, new Set(shippedPackages(readLock()).map(nameOf)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await audit();
  if (result.kind === 'clean') console.log('No known vulnerabilities in the shipped packages.');
  else if (result.kind === 'no-report') console.log(`No report: ${result.reason}.`);
  else console.log(result.packages.join('\n'));
  process.exitCode = result.kind === 'findings' ? 1 : 0;
}
