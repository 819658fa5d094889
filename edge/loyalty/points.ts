import { type Money, toMajor } from '../../shared/money.ts';
import type { LoyaltyProgram } from '../../shared/schemas/site-setup.ts';

/**
 * Points an amount earns: so many for each currency unit, whole points only, rounded down as programmes do.
 * @returns 0 for nothing or less; the amount is taken as it is, in its own currency
 */
export function pointsFor(amount: Money, program: Pick<LoyaltyProgram, 'pointsPerUnit'>): number {
  if (amount.minor <= 0) return 0;
  // 19.99 × 100 is 1998.9999…: take the binary noise off before rounding down
  return Math.floor(Number((toMajor(amount.minor, amount.currency) * program.pointsPerUnit).toFixed(6)));
}
