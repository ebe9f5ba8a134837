/** The connections of a server, what is asked over each, and how they end when it stops. */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Platform } from '../outside.js';

/** A request, by the connection over which it came. */
interface Asking {
  readonly socket: Socket;
}

export interface Connections {
  /**
   * Whether a request may be begun: somebody is there for its answer, and has not asked for more at
   * once than anybody does who means well.
   */
  isWanted(this: void, incoming: Asking): boolean;
  /** Who is at the other end; known also when they have hung up meanwhile. */
  peerOf(this: void, incoming: Asking): string;
  /** Takes nothing new, lets what is under way end, and cuts what has not after `grace` ms. */
  close(this: void, grace: number): Promise<void>;
}

/** Requests over one connection that wait for their answers; browsers and web servers send one. */
const MOST_AT_ONCE = 16;
/** ms in which who was just let in says what it wants, when the server stops */
const COURTESY = 500;

interface Open {
  readonly answers: Set<ServerResponse>;
  hasAsked: boolean;
}

/** @param most connections that the server takes; before it has them, idle ones make room */
export function watchConnections(
  server: Server,
  { later }: Pick<Platform, 'later'>,
  most: number,
): Connections {
  /** the longest open first */
  const open = new Map<Socket, Open>();
  const peers = new WeakMap<Socket, string>();
  let isClosing = false;
  server.maxConnections = most;

  server.on('connection', (socket) => {
    if (open.size >= 0.9 * most) makeRoom();
    peers.set(socket, socket.remoteAddress ?? '');
    open.set(socket, { answers: new Set(), hasAsked: false });
    // Answers that stand behind another when their connection ends never hear of it.
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }, outgoing) => {
    outgoing.shouldKeepAlive = !isClosing && outgoing.shouldKeepAlive;
    const connection = open.get(socket);
    if (!connection || socket.destroyed) return;
    const { answers } = connection;
    connection.hasAsked = true;
    answers.add(outgoing);
    outgoing.once('close', () => answers.delete(outgoing));
    if (answers.size > MOST_AT_ONCE) socket.destroy();
  });

  /** Whoever keeps connections without asking anything keeps nobody else out. */
  function makeRoom(): void {
    for (const [socket, { answers }] of open) {
      if (answers.size > 0 || socket.destroyed) continue;
      socket.destroy();
      return;
    }
  }

  function cut(isIdle: (connection: Open) => boolean): void {
    for (const [socket, connection] of open) if (isIdle(connection)) socket.destroy();
  }

  return {
    isWanted: ({ socket }) => !socket.destroyed,
    peerOf: ({ socket }) => peers.get(socket) ?? '',
    close: async (grace) => {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Each answer is the last of its connection, so that nobody asks on over an open one.
      for (const { answers } of open.values()) {
        for (const outgoing of answers) outgoing.shouldKeepAlive = false;
      }
      cut(({ answers, hasAsked }) => hasAsked && answers.size === 0);
      // Node's own look for idle connections leaves those out that have never asked anything.
      const stopListening = later(COURTESY, () => cut(({ answers }) => answers.size === 0));
      const stopWaiting = later(grace, () => server.closeAllConnections());
      await closed;
      stopListening();
      stopWaiting();
    },
  };
}
