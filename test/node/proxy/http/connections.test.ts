/** Who is at the other end of a connection, and how connections end when the server stops. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { watchConnections, type Connections } from '../../../../src/proxy/http/connections.js';

const MOST = 10;
const ASK = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

interface Client {
  readonly socket: Socket;
  readonly heard: () => string;
}

interface Begun {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

describe('the connections of a server', () => {
  /** what the server was asked, and has not answered */
  let begun: Begun[];
  let connections: Connections;
  let server: ReturnType<typeof createServer>;
  /** what waits for its time, by the ms that it waits */
  let waiting: Map<number, () => void>;
  let clients: Socket[];

  beforeEach(async () => {
    begun = [];
    waiting = new Map();
    clients = [];
    server = createServer();
    const setTimer = (ms: number, task: () => void) => {
      waiting.set(ms, task);
      return () => waiting.delete(ms);
    };
    connections = watchConnections(server, { setTimer }, MOST);
    server.on('request', (incoming, outgoing) => void begun.push({ incoming, outgoing }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    for (const client of clients) client.destroy();
    server.closeAllConnections();
    server.close();
  });

  /** A client that the server knows of; what it hears is collected. */
  async function join(): Promise<Client> {
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    clients.push(socket);
    let heard = '';
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    socket.on('error', () => undefined);
    await Promise.all([once(server, 'connection'), once(socket, 'connect')]);
    return { socket, heard: () => heard };
  }

  async function until(isSo: () => boolean): Promise<void> {
    const deadline = performance.now() + 10_000;
    while (!isSo()) {
      if (performance.now() > deadline) throw new Error('It never came to that.');
      await new Promise(setImmediate);
    }
  }

  async function ask(socket: Socket, count = 1): Promise<readonly Begun[]> {
    const before = begun.length;
    socket.write(ASK.repeat(count));
    await until(() => begun.length === before + count || socket.destroyed);
    return begun.slice(before);
  }

  it('are known by their peer, also when it has hung up meanwhile; then nothing is wanted', async () => {
    const { socket } = await join();
    const [asked] = await ask(socket);
    assert.ok(asked);
    assert.ok(connections.isClientConnected(asked.incoming));
    assert.equal(connections.peerAddress(asked.incoming), '127.0.0.1');
    asked.incoming.socket.destroy();
    assert.equal(connections.isClientConnected(asked.incoming), false);
    assert.equal(connections.peerAddress(asked.incoming), '127.0.0.1');
  });

  it('may ask ahead a little: each is answered, in order', async () => {
    const { socket, heard } = await join();
    const asked = await ask(socket, 16);
    for (const [index, { outgoing }] of asked.entries()) outgoing.end(`<${index}>`);
    await until(() => heard().includes('<15>'));
    assert.deepEqual(
      heard().match(/<\d+>/g),
      asked.map((_, index) => `<${index}>`),
    );
  });

  it('are closed to who asks for ever more and takes no answer, and to nobody else', async () => {
    const [greedy, other] = [await join(), await join()];
    greedy.socket.write(ASK.repeat(40));
    await until(() => greedy.socket.destroyed);
    assert.ok(begun.every(({ incoming }) => !connections.isClientConnected(incoming)));
    const [asked] = await ask(other.socket);
    asked?.outgoing.end('here');
    await until(() => other.heard().endsWith('here'));
  });

  it('end: idle ones at once, answers first where some are under way', async () => {
    const [idle, busy, silent] = [await join(), await join(), await join()];
    const [first] = await ask(idle.socket);
    first?.outgoing.end('first');
    await until(() => idle.heard().endsWith('first'));
    const [asked] = await ask(busy.socket);
    const closed = connections.close(30_000);
    await until(() => idle.socket.destroyed);
    // Who was let in and has said nothing yet gets a moment to.
    assert.equal(silent.socket.destroyed, false);
    const [late] = await ask(silent.socket);
    late?.outgoing.end('late');
    await until(() => silent.socket.destroyed);
    assert.match(silent.heard(), /Connection: close[^]*late$/);
    asked?.outgoing.end('answer');
    await until(() => busy.socket.destroyed);
    assert.match(busy.heard(), /Connection: close[^]*answer$/);
    await closed;
    assert.equal(waiting.size, 0);
  });

  it('end also to who never says what it wants, and to what is never answered', async () => {
    const [silent, busy] = [await join(), await join()];
    await ask(busy.socket);
    const closed = connections.close(30_000);
    const [courtesy = 0, grace = 0] = waiting.keys();
    assert.ok(courtesy < 1_000);
    assert.equal(grace, 30_000);
    const [cut, stop] = waiting.values();
    cut?.();
    await until(() => silent.socket.destroyed);
    assert.equal(busy.socket.destroyed, false);
    stop?.();
    await until(() => busy.socket.destroyed);
    await closed;
  });

  it('make room for others where they are idle, the oldest first, and never in the middle', async () => {
    const busy = await join();
    const [asked] = await ask(busy.socket);
    const idle: Client[] = [];
    while (idle.length < MOST - 2) idle.push(await join());
    const [first] = idle;
    assert.ok(first);
    assert.equal(first.socket.destroyed, false);
    const more = [await join(), await join(), await join()];
    await until(() => idle.filter(({ socket }) => socket.destroyed).length === more.length);
    assert.ok(first.socket.destroyed);
    for (const { socket } of more) assert.equal((await ask(socket)).length, 1);
    asked?.outgoing.end('answer');
    await until(() => busy.heard().endsWith('answer'));
  });
});
