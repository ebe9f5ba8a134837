import assert from 'node:assert/strict';
import { it } from 'node:test';
import { patternFaults } from '../../../../src/proxy/config/note-pattern.js';

it('tells which names of a pattern are no field', () => {
  assert.deepEqual(patternFaults('{user_id} ({zone})', ['user_id', 'zone_id']), ['zone']);
  assert.deepEqual(patternFaults('{ user_id } ({zone_id})', ['user_id', 'zone_id']), []);
});
