/**
 * Tracks the connections of a server: bounds their number and their pipelined requests, and closes them
 * on shutdown without cutting answers under way.
 */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Platform } from '../platform.js';

interface IncomingRequest {
  readonly socket: Socket;
}

export interface Connections {
  /** `false` once the client has hung up, or was cut off for sending too many requests at once. */
  isClientConnected(this: void, incoming: IncomingRequest): boolean;
  /** The client's address; known also after it has hung up. */
  peerAddress(this: void, incoming: IncomingRequest): string;
  /** Accepts nothing new, lets requests under way end, and cuts the rest after `graceMs` ms. */
  close(this: void, graceMs: number): Promise<void>;
}

/** pending requests of one connection; browsers and web servers send one at a time */
const MAX_PIPELINED_REQUESTS = 16;
/** ms that a new connection has for its first request when the server stops */
const FIRST_REQUEST_GRACE_MS = 500;

interface OpenConnection {
  readonly pendingResponses: Set<ServerResponse>;
  hasSentRequest: boolean;
}

/** @param maxConnections open connections; from 90% on, each new one closes the oldest idle one */
export function watchConnections(
  server: Server,
  { setTimer }: Pick<Platform, 'setTimer'>,
  maxConnections: number,
): Connections {
  /** in the order in which they were opened */
  const openConnections = new Map<Socket, OpenConnection>();
  const peers = new WeakMap<Socket, string>();
  let isClosing = false;
  server.maxConnections = maxConnections;

  server.on('connection', (socket) => {
    if (openConnections.size >= 0.9 * maxConnections) closeOldestIdle();
    peers.set(socket, socket.remoteAddress ?? '');
    openConnections.set(socket, { pendingResponses: new Set(), hasSentRequest: false });
    // A response queued behind another gets no `close` event of its own when the connection ends.
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

  /** Idle connections must not keep other clients out. */
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
      // Each answer is the last of its connection.
      for (const { pendingResponses } of openConnections.values()) {
        for (const outgoing of pendingResponses) outgoing.shouldKeepAlive = false;
      }
      destroyWhere(
        ({ pendingResponses, hasSentRequest }) => hasSentRequest && pendingResponses.size === 0,
      );
      // `server.closeIdleConnections` leaves out connections that have never sent a request.
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
