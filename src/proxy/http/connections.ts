/** The connections of a server, what is asked over each, and how they end when it stops. */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Platform } from '../platform.js';

/** A request, by the connection over which it came. */
interface IncomingRequest {
  readonly socket: Socket;
}

export interface Connections {
  /**
   * Whether a request may be begun: somebody is there for its answer, and has not asked for more at
   * once than anybody does who means well.
   */
  isClientConnected(this: void, incoming: IncomingRequest): boolean;
  /** Who is at the other end; known also when they have hung up meanwhile. */
  peerAddress(this: void, incoming: IncomingRequest): string;
  /** Takes nothing new, lets what is under way end, and cuts what has not after `graceMs` ms. */
  close(this: void, graceMs: number): Promise<void>;
}

/** Requests over one connection that wait for their answers; browsers and web servers send one. */
const MAX_PIPELINED_REQUESTS = 16;
/** ms in which who was just let in says what it wants, when the server stops */
const FIRST_REQUEST_GRACE_MS = 500;

interface OpenConnection {
  readonly pendingResponses: Set<ServerResponse>;
  hasSentRequest: boolean;
}

/** @param maxConnections connections that the server takes; before it has them, idle ones make room */
export function watchConnections(
  server: Server,
  { setTimer }: Pick<Platform, 'setTimer'>,
  maxConnections: number,
): Connections {
  /** the longest open first */
  const openConnections = new Map<Socket, OpenConnection>();
  const peers = new WeakMap<Socket, string>();
  let isClosing = false;
  server.maxConnections = maxConnections;

  server.on('connection', (socket) => {
    if (openConnections.size >= 0.9 * maxConnections) closeOldestIdle();
    peers.set(socket, socket.remoteAddress ?? '');
    openConnections.set(socket, { pendingResponses: new Set(), hasSentRequest: false });
    // Answers that stand behind another when their connection ends never hear of it.
    socket.once('close', () => openConnections.delete(socket));
  });
  server.on('request', ({ socket }, outgoing) => {
    outgoing.shouldKeepAlive = !isClosing && outgoing.shouldKeepAlive;
    const connection = openConnections.get(socket);
    if (!connection || socket.destroyed) return;
    const { pendingResponses } = connection;
    connection.hasSentRequest = true;
    pendingResponses.add(outgoing);
    outgoing.once('close', () => pendingResponses.delete(outgoing));
    if (pendingResponses.size > MAX_PIPELINED_REQUESTS) socket.destroy();
  });

  /** Whoever keeps connections without asking anything keeps nobody else out. */
  function closeOldestIdle(): void {
    for (const [socket, { pendingResponses }] of openConnections) {
      if (pendingResponses.size > 0 || socket.destroyed) continue;
      socket.destroy();
      return;
    }
  }

  function destroyWhere(isIdle: (connection: OpenConnection) => boolean): void {
    for (const [socket, connection] of openConnections) if (isIdle(connection)) socket.destroy();
  }

  return {
    isClientConnected: ({ socket }) => !socket.destroyed,
    peerAddress: ({ socket }) => peers.get(socket) ?? '',
    close: async (graceMs) => {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Each answer is the last of its connection, so that nobody asks on over an open one.
      for (const { pendingResponses } of openConnections.values()) {
        for (const outgoing of pendingResponses) outgoing.shouldKeepAlive = false;
      }
      destroyWhere(
        ({ pendingResponses, hasSentRequest }) => hasSentRequest && pendingResponses.size === 0,
      );
      // Node's own look for idle connections leaves those out that have never asked anything.
      const cancelIdleCut = setTimer(FIRST_REQUEST_GRACE_MS, () =>
        destroyWhere(({ pendingResponses }) => pendingResponses.size === 0),
      );
      const cancelFinalCut = setTimer(graceMs, () => server.closeAllConnections());
      await closed;
      cancelIdleCut();
      cancelFinalCut();
    },
  };
}
