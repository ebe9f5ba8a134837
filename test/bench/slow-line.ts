/**
 * A slow line to a server, byte for byte: what a phone has between itself and hosts that it reaches by
 * https. The browser's own throttling delays requests alone: with it a host that is asked for the first
 * time costs nothing more than one that is known.
 */
import { connect, createServer, type Socket } from 'node:net';

export interface LineSpeed {
  /** ms from here to there and back */
  readonly roundTrip: number;
  /** bytes a second, of all connections together */
  readonly bandwidth: number;
}

/** Round trips before the first byte of a new connection: TCP's, and that of TLS 1.3. */
const HANDSHAKES = 2;
/** bytes that TCP sends before it first waits for word of them (RFC 6928); twice as many each time */
const FIRST_WINDOW = 14_600;

/** When the line is free again, ms; shared by all that goes over it. */
export interface Wire {
  readonly speed: LineSpeed;
  freeAt: number;
}

export const openWire = (speed: LineSpeed): Wire => ({ speed, freeAt: 0 });

export interface SlowLine {
  /** where the server is reached by it */
  readonly origin: string;
  /** Ends all connections: on a later visit each is a new one. */
  hangUp(): void;
  close(): Promise<void>;
}

/** @param origin of a server on this machine */
export async function openSlowLine(wire: Wire, origin: string): Promise<SlowLine> {
  const { hostname, port } = new URL(origin);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      socket.setNoDelay();
      socket.on('error', () => undefined);
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    relay(wire, near, far);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    origin: `http://127.0.0.1:${own}`,
    hangUp,
    close: () => {
      hangUp();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function relay(wire: Wire, near: Socket, far: Socket): void {
  const { roundTrip, bandwidth } = wire.speed;
  const openAt = performance.now() + HANDSHAKES * roundTrip;
  /** In order, and never before what was sent first. */
  const deliver = (to: Socket) => {
    let last = 0;
    return (bytes: Buffer, at: number) => {
      last = Math.max(last, at);
      setTimeout(() => to.write(bytes), last - performance.now());
    };
  };

  const ask = deliver(far);
  near.on('data', (bytes: Buffer) => {
    ask(bytes, Math.max(performance.now(), openAt) + roundTrip / 2);
  });

  const answer = deliver(near);
  let window = FIRST_WINDOW;
  let left = window;
  let roundEnds = 0;
  let sendAt = 0;
  far.on('data', (bytes: Buffer) => {
    sendAt = Math.max(sendAt, performance.now());
    for (let from = 0; from < bytes.length;) {
      if (sendAt >= roundEnds) {
        // A window that was used up has doubled by the time that word of it is back.
        if (left === 0) window *= 2;
        left = window;
        roundEnds = sendAt + roundTrip;
      }
      const part = bytes.subarray(from, from + Math.min(left, bytes.length - from));
      from += part.length;
      left -= part.length;
      wire.freeAt = Math.max(wire.freeAt, sendAt) + (1000 * part.length) / bandwidth;
      answer(part, wire.freeAt + roundTrip / 2);
      if (left === 0) sendAt = roundEnds;
    }
  });
}
