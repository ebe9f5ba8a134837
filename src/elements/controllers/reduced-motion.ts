/** The system setting for reduced motion. */
export const reducedMotionQuery = (): MediaQueryList =>
  matchMedia('(prefers-reduced-motion: reduce)');
