/** Tracking of connections, and how they end when the server stops. */
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
  readonly received: () => string;
}

interface TestRequest {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

describe('the connections of a server', () => {
  /** responses that the server has not sent */
  let requests: TestRequest[];
  let connections: Connections;
  let server: ReturnType<typeof createServer>;
  /** pending timers by their delay, ms */
  let waiting: Map<number, () => void>;
  let clients: Socket[];

  beforeEach(async () => {
    requests = [];
    waiting = new Map();
    clients = [];
    server = createServer();
    const setTimer = (ms: number, task: () => void) => {
      waiting.set(ms, task);
      return () => waiting.delete(ms);
    };
    connections = watchConnections(server, { setTimer }, MOST);
    server.on('request', (incoming, outgoing) => void requests.push({ incoming, outgoing }));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    for (const client of clients) client.destroy();
    server.closeAllConnections();
    server.close();
  });

  /** A connected client that collects what it receives. */
  async function join(): Promise<Client> {
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    clients.push(socket);
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.on('error', () => undefined);
    await Promise.all([once(server, 'connection'), once(socket, 'connect')]);
    return { socket, received: () => received };
  }

  async function until(condition: () => boolean): Promise<void> {
    const deadline = performance.now() + 10_000;
    while (!condition()) {
      if (performance.now() > deadline) throw new Error('It never came to that.');
      await new Promise(setImmediate);
    }
  }

  async function ask(socket: Socket, count = 1): Promise<readonly TestRequest[]> {
    const before = requests.length;
    socket.write(ASK.repeat(count));
    await until(() => requests.length === before + count || socket.destroyed);
    return requests.slice(before);
  }

  it('keep the peer address after a hang-up, and are no longer connected then', async () => {
    const { socket } = await join();
    const [request] = await ask(socket);
    assert.ok(request);
    assert.ok(connections.isClientConnected(request.incoming));
    assert.equal(connections.peerAddress(request.incoming), '127.0.0.1');
    request.incoming.socket.destroy();
    assert.equal(connections.isClientConnected(request.incoming), false);
    assert.equal(connections.peerAddress(request.incoming), '127.0.0.1');
  });

  it('may pipeline a few requests, answered in order', async () => {
    const { socket, received } = await join();
    const pipelined = await ask(socket, 16);
    for (const [index, { outgoing }] of pipelined.entries()) outgoing.end(`<${index}>`);
    await until(() => received().includes('<15>'));
    assert.deepEqual(
      received().match(/<\d+>/g),
      pipelined.map((_, index) => `<${index}>`),
    );
  });

  it('are closed after too many pipelined requests, and only then', async () => {
    const [greedy, other] = [await join(), await join()];
    greedy.socket.write(ASK.repeat(40));
    await until(() => greedy.socket.destroyed);
    assert.ok(requests.every(({ incoming }) => !connections.isClientConnected(incoming)));
    const [request] = await ask(other.socket);
    request?.outgoing.end('here');
    await until(() => other.received().endsWith('here'));
  });

  it('end on shutdown: idle ones at once, others after their answers', async () => {
    const [idle, busy, silent] = [await join(), await join(), await join()];
    const [first] = await ask(idle.socket);
    first?.outgoing.end('first');
    await until(() => idle.received().endsWith('first'));
    const [request] = await ask(busy.socket);
    const closed = connections.close(30_000);
    await until(() => idle.socket.destroyed);
    // A connection without a request yet gets a moment to send one.
    assert.equal(silent.socket.destroyed, false);
    const [late] = await ask(silent.socket);
    late?.outgoing.end('late');
    await until(() => silent.socket.destroyed);
    assert.match(silent.received(), /Connection: close[^]*late$/);
    request?.outgoing.end('answer');
    await until(() => busy.socket.destroyed);
    assert.match(busy.received(), /Connection: close[^]*answer$/);
    await closed;
    assert.equal(waiting.size, 0);
  });

  it('end after the grace period also where a request or an answer never completes', async () => {
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

  it('make room when they are idle, the oldest first, and never during a request', async () => {
    const busy = await join();
    const [request] = await ask(busy.socket);
    const idle: Client[] = [];
    while (idle.length < MOST - 2) idle.push(await join());
    const [first] = idle;
    assert.ok(first);
    assert.equal(first.socket.destroyed, false);
    const more = [await join(), await join(), await join()];
    await until(() => idle.filter(({ socket }) => socket.destroyed).length === more.length);
    assert.ok(first.socket.destroyed);
    for (const { socket } of more) assert.equal((await ask(socket)).length, 1);
    request?.outgoing.end('answer');
    await until(() => busy.received().endsWith('answer'));
  });
});
