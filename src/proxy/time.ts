/** Units of time in ms. */
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Factor of locks and limits: an `ETALASE_PATIENCE` above 1 must not lengthen them. */
export const shorteningFactor = ({ patience }: { readonly patience: number }): number =>
  Math.min(patience, 1);
