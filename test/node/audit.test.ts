import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAudit } from '../support/audit.js';
import { nameOf, readLock, shippedPackages } from '../support/shipped-packages.js';

const report = (severities: Readonly<Record<string, string>>) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      Object.entries(severities).map(([name, severity]) => [name, { name, severity }]),
    ),
  });

describe('the audit of the shipped packages', () => {
  const shipped = new Set(['a', 'b']);
  for (const [what, output, kind] of [
    ['no findings', report({}), 'clean'],
    ['a vulnerability of a tool', report({ tool: 'critical' }), 'clean'],
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
    it(`reads ${what} as ${kind}`, () => assert.equal(readAudit(output, shipped).kind, kind));
  }

  it('names the findings, or the reason for no report', () => {
    assert.deepEqual(readAudit(report({ a: 'low', b: 'high' }), shipped), {
      kind: 'findings',
      packages: ['b: high'],
    });
    assert.deepEqual(readAudit('{"statusCode":405}', shipped), {
      kind: 'no-report',
      reason: 'the registry answered 405',
    });
  });
});

// These checks need no registry, so they also hold where it gives no report.
describe('package-lock.json', () => {
  const lock = readLock();
  const packages = Object.entries(lock)
    .filter(([path]) => path !== '')
    .map(([path, found]) => ({ path, name: nameOf(path), ...found }));
  const installed = packages.filter(({ dev, devOptional }) => !dev && !devOptional);
  const paths = new Set(shippedPackages(lock));
  const shipped = packages.filter(({ path }) => paths.has(path));
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

  it('installs nothing that runs a script', () => {
    assert.deepEqual(namesOf(installed.filter(({ hasInstallScript }) => hasInstallScript)), []);
  });

  it('ships no deprecated package', () => {
    assert.deepEqual(namesOf(shipped.filter(({ deprecated }) => deprecated !== undefined)), []);
  });

  it('ships only packages with a permissive licence', () => {
    const permissive = ['MIT', 'BSD-3-Clause', 'Apache-2.0', 'ISC'];
    const others = shipped.filter(({ license = '' }) => !permissive.includes(license));
    assert.deepEqual(namesOf(others), []);
  });

  it('installs 14 packages at most beside this one, and ships the code of 50', () => {
    assert.ok(installed.length > 0 && installed.length <= 14, `${installed.length} installed`);
    const others = installed.filter((each) => !shipped.includes(each));
    assert.deepEqual(namesOf(others), []);
    assert.ok(shipped.length > installed.length && shipped.length <= 50, `${shipped.length}`);
  });
});
