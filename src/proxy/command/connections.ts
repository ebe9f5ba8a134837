/** The connections of a server, and how they end when it stops. */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Outside } from '../outside.js';

export interface Connections {
  /** Takes nothing new, lets what is under way end, and cuts what has not after `grace` ms. */
  close(this: void, grace: number): Promise<void>;
}

export function watchConnections(server: Server, { later }: Pick<Outside, 'later'>): Connections {
  const open = new Set<Socket>();
  const underWay = new Set<ServerResponse>();
  let isClosing = false;

  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', (_incoming, outgoing) => {
    underWay.add(outgoing);
    outgoing.once('close', () => underWay.delete(outgoing));
    outgoing.shouldKeepAlive = !isClosing && outgoing.shouldKeepAlive;
  });

  return {
    close: async (grace) => {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Each answer is the last of its connection, so that nobody asks on over an open one.
      for (const outgoing of underWay) outgoing.shouldKeepAlive = false;
      const busy = new Set([...underWay].map(({ socket }) => socket));
      // Node's own look for idle connections leaves those out that have never asked anything.
      for (const socket of open) if (!busy.has(socket)) socket.destroy();
      const stopWaiting = later(grace, () => server.closeAllConnections());
      await closed;
      stopWaiting();
    },
  };
}
