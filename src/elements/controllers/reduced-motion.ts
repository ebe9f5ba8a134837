/** The system setting that asks for less motion. Matches while it is on, and tells of changes. */
export const reducedMotionQuery = (): MediaQueryList =>
  matchMedia('(prefers-reduced-motion: reduce)');
