import assert from 'node:assert/strict';
import type { FaultInput, ShopSettings } from '../../src/sandbox/index.js';

export type ShopOptions = ShopSettings;

export interface SandboxShop {
  readonly token: string;
  readonly api: string;
  /** The paths of every counted request so far. */
  requestedPaths(): Promise<string[]>;
  setFaults(faults: readonly FaultInput[]): Promise<void>;
  clearLog(): Promise<void>;
}

/** A shop of its own in the sandbox at `origin`. */
export async function openSandboxShop(
  origin: string,
  options: ShopOptions = {},
): Promise<SandboxShop> {
  const control = `${origin}/sandbox/shops`;
  const headers = { 'Content-Type': 'application/json' };
  const made = await fetch(control, { method: 'POST', headers, body: JSON.stringify(options) });
  assert.equal(made.status, 201);
  const { token, api } = (await made.json()) as { token: string; api: string };
  return {
    token,
    api,
    requestedPaths: async () => {
      const answer = await fetch(`${control}/${token}/log`);
      const { requests } = (await answer.json()) as { requests: { path: string }[] };
      return requests.map(({ path }) => path).sort();
    },
    setFaults: async (faults) => {
      const body = JSON.stringify(faults);
      await fetch(`${control}/${token}/faults`, { method: 'PUT', headers, body });
    },
    clearLog: async () => {
      await fetch(`${control}/${token}/log`, { method: 'DELETE' });
    },
  };
}
