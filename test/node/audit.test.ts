import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { readAudit } from '../support/audit.js';
import { PROJECT } from '../support/command.js';

const report = (severities: Readonly<Record<string, string>>) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      Object.entries(severities).map(([name, severity]) => [name, { name, severity }]),
    ),
  });

describe('the audit of the shipped packages', () => {
  for (const [what, output, kind] of [
    ['no findings', report({}), 'clean'],
    ['low severities', report({ a: 'low', b: 'info' }), 'clean'],
    ['a moderate vulnerability', report({ a: 'low', b: 'moderate' }), 'findings'],
    [
      'a critical vulnerability, after a warning',
      `npm warn audit\n${report({ a: 'critical' })}\n`,
      'findings',
    ],
    ['an unknown severity', report({ a: 'terrible' }), 'findings'],
    ['a registry without audits', '{"statusCode":405,"error":{}}', 'no-report'],
    ['no response', 'npm error network', 'no-report'],
    ['no output', '', 'no-report'],
  ] as const) {
    it(`reads ${what} as ${kind}`, () => assert.equal(readAudit(output).kind, kind));
  }

  it('names the findings, or the reason for no report', () => {
    assert.deepEqual(readAudit(report({ a: 'low', b: 'high' })), {
      kind: 'findings',
      packages: ['b: high'],
    });
    assert.deepEqual(readAudit('{"statusCode":405}'), {
      kind: 'no-report',
      reason: 'the registry answered 405',
    });
  });
});

// What can be known without asking anybody, so that it is also held where the registry gives no report.
describe('package-lock.json', () => {
  const entry = z.object({
    version: z.string().optional(),
    integrity: z.string().optional(),
    resolved: z.string().optional(),
    link: z.boolean().optional(),
    dev: z.boolean().optional(),
    devOptional: z.boolean().optional(),
    inBundle: z.boolean().optional(),
    hasInstallScript: z.boolean().optional(),
    deprecated: z.string().optional(),
    license: z.string().optional(),
  });
  const read = (file: string): unknown => JSON.parse(readFileSync(join(PROJECT, file), 'utf8'));
  const lock = z.object({ packages: z.record(z.string(), entry) }).parse(read('package-lock.json'));
  const { allowScripts } = z
    .object({ allowScripts: z.record(z.string(), z.boolean()) })
    .parse(read('package.json'));

  const packages = Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, found]) => ({ name: path.split('node_modules/').at(-1) ?? path, ...found }));
  const shipped = packages.filter(({ dev, devOptional }) => !dev && !devOptional);
  const named = (found: typeof packages) => found.map(({ name }) => name);

  it('holds the exact bytes of every package, none of them from elsewhere than the registry', () => {
    // The hash of a package covers what is bundled in it.
    const whole = packages.filter(({ inBundle }) => !inBundle);
    const loose = whole.filter(
      ({ integrity = '', resolved = '', link }) =>
        !integrity.startsWith('sha512-') || link || /^(git|file)/.test(resolved),
    );
    assert.deepEqual(named(loose), []);
  });

  it('ships nothing that runs a script when it is installed', () => {
    const runs = shipped.filter(({ name, hasInstallScript }) => {
      return hasInstallScript && allowScripts[name] !== false;
    });
    assert.deepEqual(named(runs), []);
  });

  it('ships nothing that its makers gave up', () => {
    assert.deepEqual(named(shipped.filter(({ deprecated }) => deprecated !== undefined)), []);
  });

  it('ships under licences alone that a merchant may use without a lawyer', () => {
    const free = ['MIT', 'BSD-3-Clause', 'Apache-2.0', 'ISC'];
    assert.deepEqual(named(shipped.filter(({ license = '' }) => !free.includes(license))), []);
  });

  it('ships 50 packages at most', () => {
    assert.ok(shipped.length > 0 && shipped.length <= 50, `${shipped.length} packages`);
  });
});
