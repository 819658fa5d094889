/**
 * Statements that hold at every moment at once, so that looking often, and stopping when one likes, is no mistake. Robbins' normal mixture in the
 * asymptotic form of Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences" (Annals of
 * Statistics 2024), theorem 2.2. Asymptotic: it asks for enough people before the first look, of which `compare.ts` takes care.
 */

/** Where the mixture is narrowest, in people of both variants together: what a small shop's experiment sees in some weeks. At other sizes little is lost. */
const TUNED_FOR_PEOPLE = 5_000;

/** ρ² of the mixture (the paper's appendix B.2, with the approximation of Lambert's W it gives). */
function mixture(alpha: number): number {
  const log = -2 * Math.log(alpha);
  return (log + Math.log(log + 1)) / TUNED_FOR_PEOPLE;
}

/**
 * How many standard errors wide the interval is to either side.
 * @param people of both variants
 * @param alpha the chance that it is ever wrong
 */
export function halfWidth(people: number, alpha: number): number {
  const spread = people * mixture(alpha);
  return Math.sqrt(2 * ((spread + 1) / spread) * Math.log(Math.sqrt(spread + 1) / alpha));
}

/**
 * The always-valid p-value that goes with it: below α exactly where the interval leaves out 0. One divided by the mixture of likelihood ratios (mSPRT: Johari,
 * Koomen, Pekelis & Walsh, "Always Valid Inference", Operations Research 2022).
 * @param z the difference in standard errors
 */
export function alwaysValidPValue(z: number, people: number, alpha: number): number {
  if (people <= 0) return 1;
  const spread = people * mixture(alpha);
  const logMixture = (spread / (spread + 1)) * (z * z * 0.5) - 0.5 * Math.log(spread + 1);
  return Math.min(1, Math.exp(-logMixture));
}
