/** A proxy that listens on a port, started like the command. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { runProxy } from '../../../../src/proxy/command/proxy-command.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { proxySettings } from '../../../../src/sandbox/proxy-settings.js';
import { openOpenApiShop, served } from '../../../support/open-api-shop.js';
import { secretOf } from './proxy-app.js';

export interface ListeningProxy {
  readonly port: number;
  /**
   * Sends these bytes piece by piece. Resolves with the answer when the connection is closed.
   *
   * @param silenceMs ms without an answer after which the client ends its side
   */
  sendRaw(pieces: readonly (string | Uint8Array)[], silenceMs?: number): Promise<string>;
  close(): Promise<void>;
}

export async function startListeningProxy(
  env: Readonly<Record<string, string>> = {},
): Promise<ListeningProxy> {
  const shop = await openOpenApiShop();
  const printed: string[] = [];
  let stop: () => void = () => undefined;
  const ended = runProxy([], {
    env: {
      ...proxySettings(served.origin, shop.token),
      ETALASE_PORT: '0',
      ETALASE_SIGNING_KEYS: `one:${secretOf('a')}`,
      DATABASE_URL: 'file::memory:',
      ...env,
    },
    platform: nodePlatform,
    print: (text) => printed.push(text),
    confirm: null,
    printError: () => undefined,
    onStopSignal: (task) => {
      stop = task;
    },
    onUncaught: () => undefined,
    exit: (code) => assert.fail(`exit ${code}`),
  });
  while (printed.length === 0) await new Promise(setImmediate);
  const port = Number(/:(\d+)/.exec(printed.join(''))?.[1]);

  return {
    port,
    sendRaw: async (pieces, silenceMs) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      // The server may cut off an incomplete request.
      socket.on('error', () => undefined);
      socket.setNoDelay();
      for (const piece of pieces) socket.write(piece);
      if (silenceMs !== undefined) {
        socket.setTimeout(silenceMs, () => socket.end());
        socket.once('data', () => socket.end());
      }
      await once(socket, 'close');
      return answer;
    },
    close: async () => {
      stop();
      await ended;
    },
  };
}
