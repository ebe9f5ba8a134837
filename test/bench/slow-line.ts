/**
 * A TCP relay that simulates a slow line between a phone and https hosts. DevTools' own throttling only
 * delays requests, so that with it the first connection to a host costs nothing extra.
 */
import { connect, createServer, type Socket } from 'node:net';
import { listenOnLoopback } from '../support/listen.js';

export interface LineSpeed {
  /** ms */
  readonly roundTripMs: number;
  /** shared by all connections */
  readonly bytesPerSecond: number;
}

/** Round trips before the first byte of a new connection: one for TCP, one for TLS 1.3. */
const HANDSHAKE_ROUND_TRIPS = 2;
/** TCP's initial window, ten segments (RFC 6928); slow start doubles it every round trip. */
const FIRST_WINDOW_BYTES = 14_600;

/** The line's shared state. */
export interface Wire {
  readonly speed: LineSpeed;
  /** When the line is free again, ms, as `performance.now()` counts. */
  freeAtMs: number;
}

export const openWire = (speed: LineSpeed): Wire => ({ speed, freeAtMs: 0 });

export interface SlowLine {
  /** The server's address through the line. */
  readonly origin: string;
  /** Closes all connections, so that the next visit opens new ones. */
  closeConnections(): void;
  close(): Promise<void>;
}

/** Opens a slow line to a server. @param origin the server's own origin */
export async function openSlowLine(wire: Wire, origin: string): Promise<SlowLine> {
  const { hostname, port } = new URL(origin);
  const sockets = new Set<Socket>();
  const server = createServer((clientSocket) => {
    const serverSocket = connect(Number(port), hostname);
    for (const socket of [clientSocket, serverSocket]) {
      socket.setNoDelay();
      socket.on('error', () => undefined);
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        clientSocket.destroy();
        serverSocket.destroy();
      });
    }
    relay(wire, clientSocket, serverSocket);
  });
  const lineOrigin = await listenOnLoopback(server);
  const closeConnections = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    origin: lineOrigin,
    closeConnections,
    close: () => {
      closeConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function relay(wire: Wire, clientSocket: Socket, serverSocket: Socket): void {
  const { roundTripMs, bytesPerSecond } = wire.speed;
  const openAt = performance.now() + HANDSHAKE_ROUND_TRIPS * roundTripMs;
  /** Writes at the given time, but never before earlier bytes. */
  const deliver = (to: Socket) => {
    let last = 0;
    return (bytes: Buffer, at: number) => {
      last = Math.max(last, at);
      setTimeout(() => to.write(bytes), last - performance.now());
    };
  };

  const sendToServer = deliver(serverSocket);
  clientSocket.on('data', (bytes: Buffer) => {
    sendToServer(bytes, Math.max(performance.now(), openAt) + roundTripMs / 2);
  });

  const sendToClient = deliver(clientSocket);
  let window = FIRST_WINDOW_BYTES;
  let windowLeft = window;
  let roundEnds = 0;
  let sendAt = 0;
  serverSocket.on('data', (bytes: Buffer) => {
    sendAt = Math.max(sendAt, performance.now());
    for (let from = 0; from < bytes.length;) {
      if (sendAt >= roundEnds) {
        // Slow start: the acknowledgement of a full window doubles it.
        if (windowLeft === 0) window *= 2;
        windowLeft = window;
        roundEnds = sendAt + roundTripMs;
      }
      const part = bytes.subarray(from, from + Math.min(windowLeft, bytes.length - from));
      from += part.length;
      windowLeft -= part.length;
      wire.freeAtMs = Math.max(wire.freeAtMs, sendAt) + (1000 * part.length) / bytesPerSecond;
      sendToClient(part, wire.freeAtMs + roundTripMs / 2);
      if (windowLeft === 0) sendAt = roundEnds;
    }
  });
}
