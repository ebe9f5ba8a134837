import assert from 'node:assert/strict';
import type { FaultInput, ShopSettings } from '../../src/sandbox/index.js';

export type ShopOptions = ShopSettings;

export interface SandboxShop {
  readonly token: string;
  /** The address of its Open API. */
  readonly api: string;
  /** Calls the control interface; `path` begins with a slash, or is empty for the shop itself. */
  control(this: void, method: string, path: string, body?: unknown): Promise<Response>;
  /** The paths of all counted Open API requests so far, sorted. */
  requestedPaths(this: void): Promise<string[]>;
  setFaults(this: void, faults: readonly FaultInput[]): Promise<Response>;
  clearLog(this: void): Promise<void>;
}

/** Opens a new shop in the sandbox at `origin`, over the control interface. */
export async function openSandboxShop(
  origin: string,
  options: ShopOptions = {},
): Promise<SandboxShop> {
  const shops = `${origin}/sandbox/shops`;
  const response = await fetch(shops, { method: 'POST', body: JSON.stringify(options) });
  assert.equal(response.status, 201, await response.clone().text());
  const { token, api } = (await response.json()) as { token: string; api: string };
  const controlUrl = `${shops}/${token}`;
  const control: SandboxShop['control'] = (method, path, body) =>
    fetch(controlUrl + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    token,
    api,
    control,
    requestedPaths: async () => {
      const log = await control('GET', '/log');
      const { requests } = (await log.json()) as { requests: { path: string }[] };
      return requests.map(({ path }) => path).sort();
    },
    setFaults: (faults) => control('PUT', '/faults', faults),
    clearLog: async () => {
      await control('DELETE', '/log');
    },
  };
}

/** Settings of as many members as a load needs; their ids begin at 900000. */
export const createMembers = (count: number, saldo: number) =>
  Array.from({ length: count }, (_, index) => ({
    id_user: String(900_000 + index),
    token_user: `member-${String(index)}`,
    email_user: `member-${String(index)}@example.com`,
    nama_user: `Member ${String(index)}`,
    saldo,
  }));
