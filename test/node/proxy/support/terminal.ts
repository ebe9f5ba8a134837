/** A terminal in which the operator's commands run, with a shop of the sandbox. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { CommandContext } from '../../../../src/proxy/command/command-context.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { proxySettings } from '../../../../src/sandbox/proxy-settings.js';
import { openOpenApiShop, served } from '../../../support/open-api-shop.js';

const KEY = Buffer.alloc(32, 7).toString('base64url');
export const folder = mkdtempSync(join(tmpdir(), 'etalase-command-'));
after(() => rmSync(folder, { recursive: true }));
let databaseCount = 0;

export const openTerminal = async (changed: Record<string, string> = {}) => {
  const shop = await openOpenApiShop();
  const file = join(folder, `${++databaseCount}.db`);
  const env: Record<string, string> = {
    ...proxySettings(served.origin, shop.token),
    ETALASE_PORT: '0',
    ETALASE_SIGNING_KEYS: `one:${KEY}`,
    DATABASE_URL: `file:${file}`,
    ...changed,
  };
  const printed: string[] = [];
  const stopTasks: (() => void)[] = [];
  const context: CommandContext = {
    version: '1.2.3',
    env,
    platform: nodePlatform,
    print: (text) => printed.push(text),
    confirm: null,
    printError: () => undefined,
    onStopSignal: (task) => stopTasks.push(task),
    onUncaught: () => undefined,
    exit: (code) => assert.fail(`exit ${code}`),
  };
  return {
    shop,
    env,
    printed,
    context,
    stop: () => stopTasks.forEach((task) => task()),
    takeOutput: () => printed.splice(0).join('\n'),
  };
};
