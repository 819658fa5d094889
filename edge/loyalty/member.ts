import type { Customer } from '../../shared/schemas/customer.ts';
import type { LoyaltyProgram } from '../../shared/schemas/site-setup.ts';

const DAY_MS = 86_400_000;
/** Balances are sent nightly: within this one may be spoken of as it is … */
export const BALANCE_FRESH_MS = 26 * 3_600_000;
/** … up to this with its date; older ones are not spoken of. */
export const BALANCE_DATED_MS = 30 * DAY_MS;

type Tier = LoyaltyProgram['tiers'][number];

export interface MemberStanding {
  /** null where the merchant never said, or too long ago */
  points: number | null;
  pending: number | null;
  /** `now`: say it plainly; `dated`: say as of when; `unknown`: do not say */
  certainty: 'now' | 'dated' | 'unknown';
  asOfMs: number;
  tier: Tier | null;
  /** null on the highest, and where points are not known */
  next: { tier: Tier; missingPoints: number } | null;
}

/**
 * Where a member stands, and how far it may be said: a balance is true as of its moment, and a purchase after it has moved it.
 * The tier is the merchant's word where it gives one; else what the points reach.
 *
 * @param lastPurchaseMs the member's last purchase, from any channel
 */
export function memberStanding(
  customer: Pick<Customer, 'points' | 'pending' | 'tier' | 'asOfMs'>,
  program: Pick<LoyaltyProgram, 'tiers'>,
  lastPurchaseMs: number | null,
  nowMs: number,
): MemberStanding {
  const ageMs = nowMs - customer.asOfMs;
  const moved = lastPurchaseMs !== null && lastPurchaseMs > customer.asOfMs;
  const speakable = customer.points !== undefined && ageMs <= BALANCE_DATED_MS;
  const points = speakable ? (customer.points ?? null) : null;
  const tiers = [...program.tiers].sort((a, b) => a.fromPoints - b.fromPoints);
  const tier = tierOf(customer.tier, points, tiers);
  return {
    points,
    pending: speakable && customer.pending !== undefined && customer.pending > 0 ? customer.pending : null,
    certainty: !speakable ? 'unknown' : ageMs <= BALANCE_FRESH_MS && !moved ? 'now' : 'dated',
    asOfMs: customer.asOfMs,
    tier,
    next: points === null ? null : nextTier(points, tier, tiers),
  };
}

function tierOf(named: string | undefined, points: number | null, tiers: readonly Tier[]): Tier | null {
  if (named !== undefined) return tiers.find((tier) => tier.id.toLowerCase() === named.toLowerCase()) ?? null;
  return points === null ? null : (tiers.findLast((tier) => tier.fromPoints <= points) ?? null);
}

function nextTier(points: number, current: Tier | null, tiers: readonly Tier[]): MemberStanding['next'] {
  const floor = Math.max(points, current?.fromPoints ?? -1);
  const tier = tiers.find((candidate) => candidate.fromPoints > floor);
  return tier ? { tier, missingPoints: tier.fromPoints - points } : null;
}
