import type { Customer } from '../../../shared/schemas/customer.ts';
import type { LoyaltyProgram } from '../../../shared/schemas/site-setup.ts';
import { keptPurchases } from '../../journey/clocks.ts';
import { BALANCE_DATED_MS, BALANCE_FRESH_MS, type MemberStanding, memberStanding } from '../../loyalty/member.ts';
import { Claim } from './claim.ts';
import type { ContentContext } from './context.ts';
import { SAID_AGAIN_MAX_MS } from './validity.ts';

/** Where a member stands now. */
export function standingOf(customer: Customer, program: LoyaltyProgram, { profile, nowMs }: ContentContext['input']): MemberStanding {
  const purchaseTimes = keptPurchases(profile).map((purchase) => purchase.atMs);
  return memberStanding(customer, program, purchaseTimes.length > 0 ? Math.max(...purchaseTimes) : null, nowMs);
}

/** A balance said plainly is true while it is fresh, one with its date a while longer. */
export function balanceClaims({ certainty, asOfMs }: MemberStanding, nowMs: number): <T>(value: T) => Claim<T> {
  const untilMs = Math.min(nowMs + SAID_AGAIN_MAX_MS, asOfMs + (certainty === 'now' ? BALANCE_FRESH_MS : BALANCE_DATED_MS));
  return (value) => new Claim(value, asOfMs, untilMs);
}
