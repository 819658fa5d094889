import type { Outcome } from '../visitor/outcomes.ts';
import type { Profile } from '../visitor/profile.ts';

/** What one recorded batch tells the rollups and the recommendation index; no visitor id in it. */
export interface EventsMessage {
  site: string;
  /** device session the facts came from */
  sessionId: string;
  facts: QueuedFact[];
  /** a change of stage: at a moment, or with the newest fact */
  stage?: { now: string; before: string | null; atMs?: number };
  /**
   * the verified customer, where a purchase is among the facts: so that forecasts know who comes back. It makes the purchase nobody's receipt: a page may
   * name any order.
   */
  buyer?: string;
  /** what is new of the person in the experiments they are in */
  outcomes?: Outcome[];
  /** the person as the batch left them, where they are of the sample that segments are sized by */
  person?: SampledPerson;
  /** key of somebody who does not agree to be remembered (any more) */
  left?: number;
  /** the decision that was answered, of somebody who agreed to be remembered */
  decision?: QueuedRecord;
  /** member records wait to be looked at that may be one person */
  samePeople?: true;
}

/** A decision for the site's traffic object, which keeps it as it is. */
export interface QueuedRecord {
  /** of the receipt; its moment is in it */
  id: string;
  /** keys of whom it is of */
  who: readonly string[];
  /** the record (`VisitRecord`) as JSON */
  text: string;
}

/** Somebody of the sample. */
export interface SampledPerson {
  /** stands for their id: 53 bits, by which it is also decided who is of the sample */
  key: number;
  /** stood for them before they were known as a customer */
  formerKey?: number;
  seenAtMs: number;
  /** one person in 2^level was looked for when this one was taken */
  level: number;
  profile: Profile;
}

export interface QueuedFact {
  type: string;
  atMs: number;
  itemIds?: string[];
  valueMinor?: number;
  /** of `valueMinor`, where it is not the site's */
  currency?: string;
  rule?: string;
  channel?: string;
  friction?: string;
  orderId?: string;
  /** `web_vitals`: metric and step, as in `LCP<=2000`; with `rule`, what the block of that rule cost the page */
  vital?: string;
}
