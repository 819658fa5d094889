import type { BlockLabels } from '../../../shared/schemas/block.ts';
import type { Forms } from '../../journey/plural.ts';

/**
 * The edge's own words: whatever rests on a datum (hours, stock, points) is worded here, never by a marketer.
 * People are addressed as shops of the language do: tu in Italian, Sie in German, vous in French, tú in Spanish.
 */
export interface Words {
  labels: Required<BlockLabels>;
  /** chosen by the hour, as all words with a `{time}` are */
  openUntil: Forms;
  openUntilMidnight: string;
  alwaysOpen: string;
  opensToday: Forms;
  opensTomorrow: Forms;
  /** `{day}`: a weekday, further ahead with its date */
  opensOn: Forms;
  closed: string;
  hoursUnknown: string;
  wholeTitle: string;
  partTitle: string;
  /** chosen by the number of products in the cart */
  wholeText: Forms;
  /** chosen by how many of them the shop has */
  partText: Forms;
  at: string;
  noShipping: string;
  noShippingBenefit: string;
  wholeStock: string;
  partStock: Forms;
  pieces: Forms;
  plenty: string;
  tooFew: string;
  notHere: string;
  unknownStock: string;
  asOfToday: Forms;
  asOfDate: Forms;
  otherShops: string;
  directions: string;
  call: string;
  points: Forms;
  /** `{points}` in these is `points` with its number */
  pointsAsOf: string;
  pending: string;
  memberText: string;
  toNextTier: string;
  topTier: string;
  earns: string;
  wouldEarn: string;
  join: string;
  send: string;
  becauseViewed: string;
  becauseVisit: string;
  similarTo: string;
  oftenWith: string;
  oftenTogether: string;
  goesWith: string;
  seenBefore: string;
  trending: string;
  popular: string;
}
