/**
 * A slow line to a server, byte for byte: what a phone has between itself and hosts that it reaches by
 * https. The browser's own throttling delays requests alone: with it a host that is asked for the first
 * time costs nothing more than one that is known.
 */
import { connect, createServer, type Socket } from 'node:net';

export interface LineSpeed {
  /** ms from here to there and back */
  readonly roundTripMs: number;
  /** bytes a second, of all connections together */
  readonly bytesPerSecond: number;
}

/** Round trips before the first byte of a new connection: TCP's, and that of TLS 1.3. */
const HANDSHAKE_ROUND_TRIPS = 2;
/** bytes that TCP sends before it first waits for word of them (RFC 6928); twice as many each time */
const FIRST_WINDOW_BYTES = 14_600;

/** When the line is free again, ms; shared by all that goes over it. */
export interface Wire {
  readonly speed: LineSpeed;
  freeAtMs: number;
}

export const openWire = (speed: LineSpeed): Wire => ({ speed, freeAtMs: 0 });

export interface SlowLine {
  /** where the server is reached by it */
  readonly origin: string;
  /** Ends all connections: on a later visit each is a new one. */
  closeConnections(): void;
  close(): Promise<void>;
}

/** @param origin of a server on this machine */
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const ownPort = typeof address === 'object' && address !== null ? address.port : 0;
  const closeConnections = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    origin: `http://127.0.0.1:${ownPort}`,
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
  /** In order, and never before what was sent first. */
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
        // A window that was used up has doubled by the time that word of it is back.
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
