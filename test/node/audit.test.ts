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

// These checks need no registry, so they also hold where it gives no report.
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
  const namesOf = (found: typeof packages) => found.map(({ name }) => name);

  it('pins every package by a hash, and takes all from the registry', () => {
    // The hash of a package covers its bundled packages.
    const hashed = packages.filter(({ inBundle }) => !inBundle);
    const unpinned = hashed.filter(
      ({ integrity = '', resolved = '', link }) =>
        !integrity.startsWith('sha512-') || link || /^(git|file)/.test(resolved),
    );
    assert.deepEqual(namesOf(unpinned), []);
  });

  it('ships nothing that runs a script when it is installed', () => {
    const scripted = shipped.filter(({ name, hasInstallScript }) => {
      return hasInstallScript && allowScripts[name] !== false;
    });
    assert.deepEqual(namesOf(scripted), []);
  });

  it('ships no deprecated package', () => {
    assert.deepEqual(namesOf(shipped.filter(({ deprecated }) => deprecated !== undefined)), []);
  });

  it('ships only packages with a permissive licence', () => {
    const permissive = ['MIT', 'BSD-3-Clause', 'Apache-2.0', 'ISC'];
    const others = shipped.filter(({ license = '' }) => !permissive.includes(license));
    assert.deepEqual(namesOf(others), []);
  });

  it('ships 50 packages at most', () => {
    assert.ok(shipped.length > 0 && shipped.length <= 50, `${shipped.length} packages`);
  });
});
