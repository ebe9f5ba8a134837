/**
 * Asks the registry for known holes in what is shipped. Where it gives no such answer, as mirrors do,
 * that is said: it is neither a pass nor a failure.
 */
import { fileURLToPath } from 'node:url';
import { command } from './command.js';

export type Audit =
  | { readonly kind: 'clean' }
  | { readonly kind: 'findings'; readonly packages: readonly string[] }
  | { readonly kind: 'not-asked'; readonly reason: string };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Reads what `npm audit --json` printed. */
export function readAudit(output: string): Audit {
  let report: unknown;
  try {
    report = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    return { kind: 'not-asked', reason: 'npm audit printed no report' };
  }
  if (!isObject(report) || !isObject(report['vulnerabilities'])) {
    const why = isObject(report) && report['statusCode'];
    return {
      kind: 'not-asked',
      reason:
        typeof why === 'number' ? `the registry answered ${why}` : 'the registry gave no report',
    };
  }
  const packages = Object.entries(report['vulnerabilities']).flatMap(([name, vulnerability]) => {
    const severity = isObject(vulnerability) ? vulnerability['severity'] : undefined;
    // A word that is not known is no reason to look away.
    return severity === 'info' || severity === 'low' ? [] : [`${name}: ${String(severity)}`];
  });
  return packages.length > 0 ? { kind: 'findings', packages } : { kind: 'clean' };
}

export async function audit(): Promise<Audit> {
  const { output } = await command('npm', ['audit', '--omit=dev', '--json']);
  return readAudit(output);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await audit();
  if (result.kind === 'clean') console.log('No known holes in what is shipped.');
  else if (result.kind === 'not-asked') console.log(`Not asked: ${result.reason}.`);
  else console.log(result.packages.join('\n'));
  process.exitCode = result.kind === 'findings' ? 1 : 0;
}
