/** Moves one row of a list by its handle. The others make room; the order changes when it is let go. */

interface Drag {
  readonly from: number;
  readonly startY: number;
  readonly rows: readonly HTMLElement[];
  readonly middles: readonly number[];
  readonly height: number;
  to: number;
}

export class DragOrder {
  private drag: Drag | null = null;

  constructor(private readonly onMove: (from: number, to: number) => void) {}

  start(pressed: PointerEvent, rows: readonly HTMLElement[], from: number): void {
    const { currentTarget, pointerId, clientY, button } = pressed;
    const row = rows[from];
    if (button !== 0 || !row || !(currentTarget instanceof HTMLElement)) return;
    currentTarget.setPointerCapture(pointerId);
    const boxes = rows.map((each) => each.getBoundingClientRect());
    this.drag = {
      from,
      startY: clientY,
      rows,
      middles: boxes.map(({ top, height }) => top + height / 2),
      height: boxes[from]?.height ?? 0,
      to: from,
    };
    row.classList.add('dragged');
  }

  move({ clientY }: PointerEvent): void {
    const { drag } = this;
    if (!drag) return;
    const { from, rows, middles, startY, height } = drag;
    const y = (middles[from] ?? 0) + clientY - startY;
    const above = middles.filter((middle, at) => at < from && middle < y).length;
    const below = middles.filter((middle, at) => at > from && middle < y).length;
    drag.to = above + below;
    rows.forEach((row, at) => {
      const isPassed =
        at !== from && at >= Math.min(from, drag.to) && at <= Math.max(from, drag.to);
      const shift =
        at === from ? clientY - startY : isPassed ? Math.sign(from - drag.to) * height : 0;
      row.style.transform = shift === 0 ? '' : `translateY(${shift}px)`;
    });
  }

  end(): void {
    const { drag } = this;
    this.drag = null;
    if (!drag) return;
    for (const row of drag.rows) row.style.transform = '';
    drag.rows[drag.from]?.classList.remove('dragged');
    if (drag.to !== drag.from) this.onMove(drag.from, drag.to);
  }

  cancel(): void {
    if (this.drag) this.drag.to = this.drag.from;
    this.end();
  }
}
