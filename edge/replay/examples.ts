import type { ReplayedVisit } from './replay-visit.ts';
import type { SlotChange } from './slot-changes.ts';

/** Something was shown where nothing was; nothing where something was; another rule; the same rule in other words; another stage. */
export type ChangeKind = 'gained' | 'lost' | 'replaced' | 'reworded' | 'restaged';

/** A visit to look at. It names no person: the receipt leads to one only for whoever may read receipts. */
export interface Example {
  /** places examples in an order that has nothing to do with when they were met */
  rank: number;
  receipt: string | null;
  atMs: number;
  page: { type: string; path: string };
  stage: { before: string; after: string };
  slots: SlotChange[];
}

/** Enough to see a pattern, few enough to be read. */
export const EXAMPLES_MAX = 5;

export function exampleOf({ input, receipt, before, after }: ReplayedVisit, slots: SlotChange[], rank: number): Example {
  const { type, url } = input.visit.page;
  return {
    rank,
    receipt,
    atMs: input.nowMs,
    page: { type, path: pathOf(url) },
    stage: { before: before.journey.stage, after: after.journey.stage },
    slots,
  };
}

export function kindsOf(slots: readonly SlotChange[], isRestaged: boolean): ChangeKind[] {
  const kinds = new Set(slots.map(kindOf));
  if (isRestaged) kinds.add('restaged');
  return [...kinds];
}

/** Those of the lowest rank: the same ones however visits were sliced and in whatever order slices came. */
export function fewest(examples: readonly Example[]): Example[] {
  return examples
    .toSorted((a, b) => a.rank - b.rank || a.atMs - b.atMs || compared(JSON.stringify(a), JSON.stringify(b)))
    .slice(0, EXAMPLES_MAX);
}

function kindOf({ before, after }: SlotChange): ChangeKind {
  if (!before) return 'gained';
  if (!after) return 'lost';
  return before.rule === after.rule ? 'reworded' : 'replaced';
}

/** Addresses may hold names and codes behind the question mark. */
const pathOf = (url: string): string => URL.parse(url)?.pathname ?? '/';

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
