/** The examples for Prometheus and Grafana: valid files of their formats, made of the metrics that the proxy has. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { ALARMS } from '../../../../src/proxy/orders/alarms.js';
import { ORDER_STATES } from '../../../../src/proxy/store/order-state.js';
import { PROJECT } from '../../../support/command.js';
import { metricsText } from '../support/metrics-text.js';

const RULES_FILE = join(PROJECT, 'docs/examples/etalase.rules.yml');
const DASHBOARD_FILE = join(PROJECT, 'docs/examples/grafana-dashboard.json');

const duration = z.string().regex(/^\d+[smhd]$/);
/** Prometheus, "Alerting rules"; Prometheus refuses other keys too. */
const ruleFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string().min(1),
      interval: duration.optional(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Etalase[A-Z]\w+$/),
          expr: z.string().min(1),
          for: duration.optional(),
          labels: z.strictObject({ severity: z.enum(['warning', 'critical']) }),
          annotations: z.strictObject({ summary: z.string().includes(' / ') }),
        }),
      ),
    }),
  ),
});

const datasource = z.strictObject({
  type: z.literal('prometheus'),
  uid: z.literal('${datasource}'),
});
const gridPosition = z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() });
/** Grafana, "Dashboard JSON model". */
const dashboardFile = z.looseObject({
  uid: z.string().min(1).max(40),
  title: z.string().min(1),
  schemaVersion: z.int().min(36),
  templating: z.object({
    list: z.tuple([
      z.looseObject({ name: z.literal('datasource'), type: z.literal('datasource') }),
    ]),
  }),
  panels: z.array(
    z.looseObject({
      id: z.int().positive(),
      type: z.enum(['stat', 'timeseries']),
      title: z.string().min(1),
      datasource,
      gridPos: gridPosition,
      fieldConfig: z.looseObject({ defaults: z.looseObject({ unit: z.string() }) }),
      targets: z.array(
        z.strictObject({
          refId: z.string().regex(/^[A-Z]$/),
          datasource,
          expr: z.string().min(1),
          legendFormat: z.string(),
        }),
      ),
    }),
  ),
});

const rules = ruleFile
  .parse(parse(readFileSync(RULES_FILE, 'utf8')))
  .groups.flatMap((group) => group.rules);
const dashboard = dashboardFile.parse(JSON.parse(readFileSync(DASHBOARD_FILE, 'utf8')));
const expressions = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => [title, expr] as const),
  ),
];

/** Labels of Prometheus itself, on every metric. */
const TARGET_LABELS = ['job', 'instance'];
const WORDS = new Set(['by', 'on', 'unless', 'and', 'or']);

interface Selection {
  readonly metric: string;
  /** `state="REVIEW"`, as label, operator and value */
  readonly matchers: readonly (readonly [label: string, operator: string, value: string])[];
}

/** What a PromQL expression selects; throws on a word that is neither a function nor a known metric. */
function readExpression(text: string): { selections: Selection[]; grouping: string[] } {
  const grouping: string[] = [];
  const withoutGrouping = text.replace(/\b(?:by|on) \(([^)]*)\)/g, (_all, names: string) => {
    grouping.push(...names.split(', '));
    return '';
  });
  const selections: Selection[] = [];
  const pattern = /([a-z_]\w*)(\s*\()?(?:\{([^}]*)\})?/gi;
  for (const [, word = '', call, inside = ''] of withoutGrouping
    .replace(/\[[^\]]*\]|\b[\d.]+(e\d+)?\b/g, '')
    .matchAll(pattern)) {
    if (call !== undefined || WORDS.has(word)) continue;
    const matchers = Array.from(
      inside.matchAll(/(\w+)(=~|=)"([^"]*)"/g),
      ([, label = '', operator = '', value = '']) => [label, operator, value] as const,
    );
    selections.push({ metric: word, matchers });
  }
  return { selections, grouping };
}

describe('the examples for monitoring', () => {
  /** the labels of each metric; `up` is Prometheus' own */
  const labelsByMetric = new Map<string, Set<string>>([['up', new Set()]]);

  before(async () => {
    for (const [, name = '', labels = ''] of (await metricsText()).matchAll(
      /^([a-z_]+)(?:\{(.*)\})? \S+$/gm,
    )) {
      const known = labelsByMetric.get(name) ?? new Set();
      for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label);
      labelsByMetric.set(name, known);
    }
  });

  for (const [name, expr] of expressions) {
    it(`${name}: selects what the proxy shows`, () => {
      const { selections, grouping } = readExpression(expr);
      assert.ok(selections.length > 0, expr);
      for (const { metric, matchers } of selections) {
        const labels = labelsByMetric.get(metric);
        assert.ok(labels, `there is no metric ${metric}`);
        const used = [...matchers.map(([label]) => label), ...grouping];
        for (const label of used) {
          assert.ok(labels.has(label) || TARGET_LABELS.includes(label), `${metric} by ${label}`);
        }
        for (const [label, , value] of matchers) {
          if (label === 'state')
            assert.ok(
              ORDER_STATES.some((state) => state === value),
              value,
            );
        }
      }
    });
  }

  it('name every alarm in just one rule', () => {
    const named = rules
      .flatMap(({ expr }) => readExpression(expr).selections)
      .filter(({ metric }) => metric === 'etalase_alarms_total')
      .flatMap(({ matchers }) => matchers.flatMap(([, , value]) => value.split('|')));
    assert.deepEqual(named.toSorted(), [...ALARMS].sort());
  });

  it('give each rule and each panel a name of its own', () => {
    for (const names of [
      rules.map(({ alert }) => alert),
      dashboard.panels.map(({ id }) => id),
      dashboard.panels.map(({ type, title }) => `${type} ${title}`),
    ]) {
      assert.equal(new Set<unknown>(names).size, names.length);
    }
  });

  it('lay no panel over another, or beside the 24 columns', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      assert.ok(x >= 0 && x + w <= 24);
      return Array.from({ length: w * h }, (_, cell) =>
        String([x + (cell % w), y + Math.floor(cell / w)]),
      );
    });
    assert.equal(new Set(cells).size, cells.length);
  });

  it('show every metric in the dashboard', () => {
    const shown = dashboard.panels.flatMap(({ targets }) =>
      targets.flatMap(({ expr }) => readExpression(expr).selections.map(({ metric }) => metric)),
    );
    const missing = [...labelsByMetric.keys()]
      .filter((metric) => metric !== 'up' && !metric.endsWith('_sum'))
      .filter((metric) => !shown.includes(metric));
    assert.deepEqual(missing, []);
  });

  it('pass promtool, where it is installed', (t) => {
    const { status, stderr, error } = spawnSync('promtool', ['check', 'rules', RULES_FILE], {
      encoding: 'utf8',
    });
    if (error) t.diagnostic('no promtool here');
    else assert.equal(status, 0, stderr);
  });
});
