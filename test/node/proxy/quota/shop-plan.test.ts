/** The shop's plan makes the proxy thrifty from the first minute, and its end is told. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { silent, type Log } from '../../../../src/proxy/observability/log.js';
import { applicationInfo, daysLeft, isLimitedPlan } from '../../../../src/proxy/quota/shop-plan.js';
import { closeSandbox, openProxyCluster, type ProxyCluster } from '../support/proxy-cluster.js';

after(closeSandbox);

const requestLog = z.object({ requests: z.array(z.object({ path: z.string() })) });
const infoCalls = async (world: ProxyCluster): Promise<number> =>
  requestLog
    .parse(await world.control('GET', '/log?api=closed'))
    .requests.filter(({ path }) => path === '/aplikasi/info').length;

async function untilPlanIsRead(world: ProxyCluster): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await infoCalls(world)) > 0 && world.hasNoCallsInFlight()) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  // The answer is read and stored after the call.
  await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('the plan', () => {
  for (const [status_premium, masa_aktif_premium, expected] of [
    ['lite', '2026-12-31', { isLimited: true, days: 33 }],
    ['FREE', '2021-01-01', { isLimited: true, days: null }],
    ['pro', '2026-11-28', { isLimited: false, days: 0 }],
    ['bisnis', '2026-11-27 10:00:00', { isLimited: false, days: -1 }],
    ['pro', null, { isLimited: false, days: null }],
    ['pro', 'selamanya', { isLimited: false, days: null }],
    ['baru', '2026-12-05', { isLimited: false, days: 7 }],
  ] as const) {
    it(`${status_premium} until ${String(masa_aktif_premium)}`, () => {
      const plan = applicationInfo.parse({ code: 200, status_premium, masa_aktif_premium });
      const now = Date.parse('2026-11-28T05:00:00Z');
      assert.deepEqual({ isLimited: isLimitedPlan(plan), days: daysLeft(plan, now) }, expected);
    });
  }
});

describe('a proxy that has just started', () => {
  it('saves a LITE shop’s requests, and asks for the plan once for all nodes', async () => {
    const world = await openProxyCluster({
      shop: { products: 400, premium: { status: 'lite', until: '2099-01-01' } },
    });
    try {
      await untilPlanIsRead(world);
      const node = await world.node();
      const statuses: number[] = [];
      for (let page = 1; page <= 20; page += 1) {
        const url = `${world.env['ETALASE_PUBLIC_URL'] ?? ''}/open/app/produk?page=${String(page)}`;
        statuses.push((await node.fetch(new Request(url))).status);
      }
      assert.equal(statuses.filter((status) => status === 200).length, 12, 'new paths of a day');
      assert.equal(await infoCalls(world), 1);
    } finally {
      await world.close();
    }
  });

  it('alarms where the plan ends within a week', async () => {
    const alarms: string[] = [];
    const warn: Log['warn'] = (event, fields) => {
      if (event === 'alarm') alarms.push(fields?.code ?? '');
    };
    const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const world = await openProxyCluster({
      log: { ...silent, warn },
      shop: { premium: { status: 'bisnis', until } },
    });
    try {
      await untilPlanIsRead(world);
      assert.deepEqual(alarms, ['plan-ending']);
    } finally {
      await world.close();
    }
  });
});
