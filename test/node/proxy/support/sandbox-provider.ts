import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { z } from 'zod';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import type { ProviderName } from '../../../../src/proxy/contract.js';
import type { Placement, Provider } from '../../../../src/proxy/providers/provider.js';
import { createProviders } from '../../../../src/proxy/providers/create-providers.js';
import type { FaultInput } from '../../../../src/sandbox/index.js';
import { serveSandbox, type ServedSandbox } from '../../../../src/sandbox/serve.js';

/** The sandbox that all tests of a file share. */
let sandboxServer: ServedSandbox;
before(async () => {
  sandboxServer = await serveSandbox();
});
after(() => sandboxServer.close());

const openedShop = z.object({ token: z.string(), settings: z.record(z.string(), z.string()) });
const booksSchema = z.object({
  lapakgaming: z.object({ orders: z.array(z.looseObject({ reference: z.string() })) }),
  snapcart: z.object({ orders: z.array(z.looseObject({ reference: z.string() })) }),
  leuwongrr: z.object({ orders: z.array(z.looseObject({ client_reference: z.string() })) }),
});

export interface SandboxProviderOptions {
  /** of the sandbox's shop; by default orders end only on command */
  readonly settings?: Record<string, unknown>;
  /** replaces the shop's own keys */
  readonly key?: string;
  /** replaces the sandbox's origin */
  readonly origin?: string;
  readonly timeoutMs?: number;
}

/** A new shop of the sandbox, and a provider that sells in it. */
export async function openSandboxProvider(
  name: ProviderName,
  options: SandboxProviderOptions = {},
) {
  const { settings = {}, key, timeoutMs = 5_000 } = options;
  const send = (path: string, method: string, body?: unknown) =>
    fetch(`${sandboxServer.origin}/sandbox/shops${path}`, { method, body: JSON.stringify(body) });
  const answer = await send('', 'POST', { settleMs: null, ...settings });
  assert.equal(answer.status, 201);
  const { token, settings: environment } = openedShop.parse(await answer.json());
  const setting = (variable: string) =>
    (environment[variable] ?? '').replace(
      sandboxServer.origin,
      options.origin ?? sandboxServer.origin,
    );
  const providers = createProviders(
    {
      lapakgaming: {
        apiKey: key ?? setting('LAPAKGAMING_API_KEY'),
        url: setting('LAPAKGAMING_URL'),
      },
      snapcart: { apiKey: key ?? setting('SNAPCART_API_KEY'), url: setting('SNAPCART_URL') },
      leuwongrr: { token: key ?? setting('LEUWONGRR_TOKEN'), url: setting('LEUWONGRR_URL') },
    },
    nodePlatform,
    timeoutMs,
  );
  const provider = providers.get(name);
  assert.ok(provider);
  return {
    provider,
    /** The variables of a proxy for this shop. */
    environment,
    setFaults: async (...faults: readonly FaultInput[]) => {
      const faultsOfProvider = faults.map((fault) => ({ ...fault, api: name }));
      assert.equal((await send(`/${token}/faults`, 'PUT', faultsOfProvider)).status, 204);
    },
    setOrderStatus: async (handle: string, status: 'pending' | 'done' | 'failed' | 'expired') => {
      assert.equal((await send(`/${token}/orders/${handle}`, 'POST', { status })).status, 204);
    },
    changeProduct: async (
      item: string,
      change: { price?: number; status?: 'available' | 'empty' },
    ) => {
      const path = `/${token}/products/${name}/${item}`;
      assert.equal((await send(path, 'PUT', change)).status, 204);
    },
    /** The references of all orders at the provider. */
    listReferences: async (): Promise<string[]> => {
      const all = booksSchema.parse(await (await send(`/${token}/books`, 'GET')).json());
      return name === 'leuwongrr'
        ? all.leuwongrr.orders.map((order) => order.client_reference)
        : all[name].orders.map((order) => order.reference);
    },
  };
}

let referenceCount = 0;

/** A placement of an item that the provider sells. */
export async function createPlacement(
  provider: Provider,
  product: string,
  item: string,
  fields: Readonly<Record<string, string>>,
): Promise<Placement> {
  const read = await provider.getProduct(product);
  assert.ok(read.kind === 'read', `${product} is there`);
  const foundItem = read.value.items.find(({ code }) => code === item);
  assert.ok(foundItem, `${item} is there`);
  referenceCount += 1;
  return {
    reference: `order-${referenceCount}`,
    product,
    item,
    fields,
    cost: foundItem.cost,
    inquiry: null,
    callbackUrl: null,
    shopperAddress: '203.0.113.7',
  };
}
