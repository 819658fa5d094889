/** Longest scale that can still be read and pressed on a phone: 0–10 is the longest in common use. */
const SCALE_MAX_STEPS = 11;

/** The whole numbers from min to max. Throws a RangeError where that is no scale: not whole, upside down, or longer than 0–10. */
export function scaleValues(min: number, max: number): number[] {
  const steps = max - min + 1;
  if (!Number.isInteger(min) || !Number.isInteger(max) || steps < 2 || steps > SCALE_MAX_STEPS) throw new RangeError('no such scale');
  return [...Array(steps).keys()].map((index) => min + index);
}
