import type { PublishedSite } from '../../shared/published-site.ts';
import type { JourneyState } from '../../shared/schemas/answer.ts';
import type { Block } from '../../shared/schemas/block.ts';
import type { Customer } from '../../shared/schemas/customer.ts';
import type { InventoryLine } from '../../shared/schemas/store.ts';
import type { VisitPage } from '../../shared/schemas/visit.ts';
import type { RecommendationIndex } from '../recommendations/session-index.ts';
import type { Offer, Profile, StageNote } from '../visitor/profile.ts';

/** Everything a decision depends on. No clock, no storage, no chance: the same input gives the same answer. */
export interface DecisionInput {
  nowMs: number;
  /** moment whose opening hours and time of day are spoken of: now, unless somebody tries out another */
  hoursAtMs: number;
  site: PublishedSite<RecommendationIndex>;
  profile: Profile;
  stageNote: StageNote | null;
  /** blocks with a limit that pages of this person were given and have not shown yet */
  offers: readonly Offer[];
  visit: {
    page: VisitPage;
    sessionId: string;
    slots: readonly string[];
    /** shop the shopper chose */
    storeCode: string | null;
    /** something about the visitor is stored, which they may have or have erased */
    kept: boolean;
    /** the page was opened just now; else it asks again, and what it was given before is not given twice */
    isNewPage: boolean;
  };
  /** set by whoever previews, in the place of what is true; absent in every visit */
  forced?: { stage?: string | undefined; variants?: Readonly<Record<string, string>> | undefined };
  /** the same on all devices of the person; null where nothing is remembered: no experiment is for them */
  personId: string | null;
  /** loyalty member, only of a verified identity */
  customer: Customer | null;
  /** coarse place from the edge; null where unknown */
  position: Position | null;
  /** stock of the cart's products in all shops, by product id */
  stock: ReadonlyMap<string, readonly InventoryLine[]>;
}

export interface Position {
  latitude: number;
  longitude: number;
}

export interface Decision {
  journey: JourneyState;
  blocks: Block[];
  trace: RuleTrace[];
  /** those of the blocks that count against a limit and were not offered to this page before */
  offered: Omit<Offer, 'atMs' | 'untilMs' | 'sessionId'>[];
  /** variants of experiments that were drawn just now */
  assigned: { experiment: string; variant: string; bucketVersion: number; period: string }[];
}

/** What became of each rule, in arbitration order. */
export interface RuleTrace {
  rule: string;
  outcome:
    | 'shown'
    | 'disabled'
    | 'page'
    | 'schedule'
    | 'slot-missing'
    | 'slot-taken'
    | 'condition'
    | 'capped'
    | 'cool-down'
    | 'dismissed'
    | 'less-like-this'
    | 'over-budget'
    | 'holdout'
    | 'control-group'
    | 'nothing-to-show';
  slot?: string;
  /** `slot-taken`, and nothing else keeps it from showing; only where it was asked for */
  contends?: boolean;
  /** the experiment on the rule and why the person is in it, or is not */
  experiment?: { id: string | null; variant: string | null; why: string };
}
