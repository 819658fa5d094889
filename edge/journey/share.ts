/** Quantile of the normal distribution that leaves 2.5 % on either side. */
const Z_95 = 1.959964;

/**
 * Wilson's score interval of a share, 95 %: stays within 0 and 1 and says something of few, and of none, too
 * (Wilson 1927, JASA 22, 209–212).
 * @returns [0, 1] where nobody was asked
 */
export function wilsonInterval(matched: number, of: number): [low: number, high: number] {
  if (of === 0) return [0, 1];
  const share = matched / of;
  const z2 = Z_95 * Z_95;
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z_95 / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  return [matched === 0 ? 0 : Math.max(0, middle - half), matched === of ? 1 : Math.min(1, middle + half)];
}
