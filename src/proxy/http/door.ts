/**
 * Where requests begin: in the order in which they came, and few in each turn of the event loop. Node
 * takes one new connection in a turn. So long turns leave shoppers outside, where nothing sees that
 * they wait; in here it is known of each how long it did.
 */

/** Requests that begin in one turn: as they are written to the disk together, one would be too few. */
export const AT_ONCE = 24;
/** Turns in a row in which nothing begins, as each brought a connection. */
export const MOST_TURNS = 50;

export interface Door {
  /** Begins a request when it is the first in line. */
  enter(this: void, begin: () => void): void;
  /** A connection was taken: more may be outside. */
  connected(this: void): void;
  /** ms that the request which began last had been in line */
  waited(this: void): number;
}

/** @param nextTurn calls a task in the event loop's next turn, after what has come by then */
export function createDoor(now: () => number, nextTurn: (task: () => void) => void): Door {
  const line: { readonly since: number; readonly begin: () => void }[] = [];
  let isTurning = false;
  let hasConnected = false;
  let turns = 0;
  let waited = 0;

  function turn(): void {
    if (hasConnected && turns < MOST_TURNS) {
      turns += 1;
    } else {
      turns = 0;
      beginSome();
    }
    hasConnected = false;
    if (line.length > 0) nextTurn(turn);
    else isTurning = false;
  }

  function beginSome(): void {
    for (const { since, begin } of line.splice(0, AT_ONCE)) {
      waited = now() - since;
      begin();
    }
  }

  return {
    enter: (begin) => {
      line.push({ since: now(), begin });
      if (isTurning) return;
      isTurning = true;
      nextTurn(turn);
    },
    connected: () => {
      hasConnected = true;
    },
    waited: () => waited,
  };
}
