import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAudit } from '../support/audit.js';

const report = (severities: Readonly<Record<string, string>>) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      Object.entries(severities).map(([name, severity]) => [name, { name, severity }]),
    ),
  });

describe('the audit of what is shipped', () => {
  for (const [what, output, kind] of [
    ['nothing found', report({}), 'clean'],
    ['what is harmless', report({ a: 'low', b: 'info' }), 'clean'],
    ['a moderate hole', report({ a: 'low', b: 'moderate' }), 'findings'],
    [
      'a critical hole, after a warning',
      `npm warn audit\n${report({ a: 'critical' })}\n`,
      'findings',
    ],
    ['a hole of an unknown kind', report({ a: 'terrible' }), 'findings'],
    ['a registry that takes no such question', '{"statusCode":405,"error":{}}', 'not-asked'],
    ['no answer', 'npm error network', 'not-asked'],
    ['nothing', '', 'not-asked'],
  ] as const) {
    it(`takes ${what} for ${kind}`, () => assert.equal(readAudit(output).kind, kind));
  }

  it('names what was found, and why nothing was asked', () => {
    assert.deepEqual(readAudit(report({ a: 'low', b: 'high' })), {
      kind: 'findings',
      packages: ['b: high'],
    });
    assert.deepEqual(readAudit('{"statusCode":405}'), {
      kind: 'not-asked',
      why: 'the registry answered 405',
    });
  });
});
