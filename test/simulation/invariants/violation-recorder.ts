/** A broken rule; the first one ends the run. */
export interface Violation {
  /** the invariant, as a few words that stay the same */
  readonly rule: string;
  readonly detail: string;
}

/** Records the first violation only; others usually follow from it. */
export class ViolationRecorder {
  violation: Violation | null = null;

  require(holds: boolean, rule: string, detail: () => string): void {
    if (!holds) this.violation ??= { rule, detail: detail() };
  }
}
