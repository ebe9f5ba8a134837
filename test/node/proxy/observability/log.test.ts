import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import {
  createJournalLog,
  createLog,
  type LogFields,
} from '../../../../src/proxy/observability/log.js';

function record() {
  const lines: string[] = [];
  const log = createLog({ write: (line) => void lines.push(line) });
  const last = () => z.record(z.string(), z.unknown()).parse(JSON.parse(lines.at(-1) ?? ''));
  return { log, lines, last };
}

describe('the log', () => {
  it('writes an event with its fields', () => {
    const { log, last } = record();
    log.info('answered', { method: 'GET', route: '/v1/orders/:id', status: 200, ms: 3 });
    const { time, ...rest } = last();
    assert.match(String(time), /^\d{4}-\d\d-\d\dT.+Z$/);
    assert.deepEqual(rest, {
      level: 'info',
      event: 'answered',
      method: 'GET',
      route: '/v1/orders/:id',
      status: 200,
      ms: 3,
    });
  });

  it('omits unknown fields, and hides values that are no words', () => {
    const { log, last } = record();
    const wide = { code: 'pin 123456', order: 'a?b=c', token: 'rahasia', status: 'rahasia' };
    const fields: unknown = wide;
    log.warn('seen', fields as LogFields);
    const { time, ...rest } = last();
    assert.equal(typeof time, 'string');
    assert.deepEqual(rest, { level: 'warn', event: 'seen', code: '?', order: '?' });
  });

  it('logs the stack frames of an error, and not its message', () => {
    const { log, lines, last } = record();
    const cause = Object.assign(new Error('rahasia of the cause'), { code: 'ECONNRESET' });
    log.error('unexpected', {}, new TypeError('rahasia\n    at rahasia:1:1', { cause }));
    assert.ok(!lines.join('').includes('rahasia'));
    const { error, at, cause: inner } = last();
    assert.equal(error, 'TypeError');
    assert.match(z.array(z.string()).parse(at)[0] ?? '', /log\.test\.ts:\d+:\d+/);
    const { code } = z.object({ error: z.literal('Error'), code: z.string() }).parse(inner);
    assert.equal(code, 'ECONNRESET');
    log.error('unexpected', {}, 'rahasia');
    assert.equal(last().error, 'string');
  });

  it('begins each line with its syslog level in the journal', () => {
    const lines: string[] = [];
    const log = createJournalLog({ write: (line) => void lines.push(line) });
    log.info('ready', { origin: 'http://[::1]:8787' });
    log.warn('alarm', { code: 'review' });
    log.error('unexpected', {}, new Error('rahasia'));
    assert.deepEqual(
      lines.map((line) => line.slice(0, 3)),
      ['<6>', '<4>', '<3>'],
    );
    const entry = z.object({ level: z.string(), event: z.string() });
    const events = lines.map((line) => entry.parse(JSON.parse(line.slice(3))));
    assert.deepEqual(events[0], { level: 'info', event: 'ready' });
    assert.ok(lines[0]?.includes('"origin":"http://[::1]:8787"') && lines[0].endsWith('}\n'));
  });
});
