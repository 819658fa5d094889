import type { Condition } from '../../shared/schemas/rule.ts';
import { journeyBasisOf } from '../journey/basis.ts';
import { conditionHolds } from '../journey/condition.ts';
import { wilsonInterval } from '../journey/share.ts';
import { stageOf } from '../journey/stages.ts';
import { traitsOf } from '../journey/traits.ts';
import { customerWithBalance } from './loyalty-ledger.ts';
import type { SiteStore } from './site-store.ts';

const DAY_MS = 86_400_000;

/** How many people a condition holds for, as of now. */
export interface SegmentSize {
  /** people, of those seen: counted, or reckoned from the sample */
  matched: number;
  of: number;
  /** 0..1; null where nobody was seen */
  share: number | null;
  /** 95 % of `share`; where everybody was asked, the share itself */
  interval: [low: number, high: number] | null;
  basis: 'everybody' | 'sample';
  /** people who were asked */
  asked: number;
  seenWithinDays: number;
  asOfMs: number;
}

/** Asks a condition, which names no segment any more, of the people in the sample who were seen of late: as they are now, not as they were. */
export function segmentSize(store: SiteStore, condition: Condition, seenWithinDays: number, nowMs: number): SegmentSize {
  const head = store.settings.readHead();
  const oneIn = 2 ** store.people.level();
  let asked = 0;
  let matched = 0;
  if (head) {
    const basis = journeyBasisOf(head);
    for (const text of store.people.seenSince(nowMs - seenWithinDays * DAY_MS)) {
      const profile = JSON.parse(text) as Parameters<typeof traitsOf>[0];
      const customer = profile.customerId === null ? null : customerWithBalance(store, profile.customerId);
      const traits = traitsOf(profile, customer, basis, nowMs);
      asked += 1;
      if (conditionHolds(condition, { ...traits, stage: stageOf(traits, basis.stages) })) matched += 1;
    }
  }
  const share = asked === 0 ? null : matched / asked;
  return {
    matched: matched * oneIn,
    of: asked * oneIn,
    share,
    interval: share === null ? null : oneIn === 1 ? [share, share] : wilsonInterval(matched, asked),
    basis: oneIn === 1 ? 'everybody' : 'sample',
    asked,
    seenWithinDays,
    asOfMs: nowMs,
  };
}
