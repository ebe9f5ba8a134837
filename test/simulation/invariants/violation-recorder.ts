/** A rule that was broken; the first one ends a run. */
export interface Violation {
  /** the invariant, as a few words that stay the same */
  readonly rule: string;
  readonly detail: string;
}

/** Remembers the first violation: what breaks one rule soon breaks others. */
export class ViolationRecorder {
  violation: Violation | null = null;

  require(holds: boolean, rule: string, detail: () => string): void {
    if (!holds) this.violation ??= { rule, detail: detail() };
  }
}
