import type { Condition } from '../../shared/schemas/rule.ts';
import { conditionHolds, isPlainObject } from './condition.ts';
import type { ReasonCode } from './reason-words.ts';
import type { TraitCode } from './trait-words.ts';
import type { Traits } from './traits.ts';

/** A reason that a condition of a site's own gives: the trait that held, with its number or its text. */
export interface TraitReason {
  code: ReasonCode | TraitCode;
  count: number;
  /** a name of the shop's own in its words: a tier, a category */
  name?: string;
  /** when it was counted: days up to today, or the visit; absent: since ever */
  within?: number | 'visit';
}

/** What is counted since ever, in a visit and in a window of days, and what it is called. */
const COUNTED: Readonly<Record<string, ReasonCode | TraitCode>> = {
  pageViews: 'page-views',
  productViews: 'product-views',
  searches: 'searched',
  addToCarts: 'added-to-cart',
  wishlisted: 'wishlisted',
  checkouts: 'checked-out',
  sessions: 'visited',
  cartsLeft: 'carts-left',
  purchases: 'purchased',
  'purchases.count': 'purchased',
};

const text = (value: unknown): value is string => typeof value === 'string' && value !== '';
const atLeast = (value: number | null, least: number): value is number => value !== null && value >= least;

/** Channels that a page can be reached by and that have a name in everybody's language. */
const CAME_BY: Readonly<Record<string, ReasonCode | TraitCode>> = {
  email: 'came-by-email',
  social: 'came-by-social',
  'paid-social': 'came-by-social',
  organic: 'came-by-search',
  search: 'came-by-search',
  'paid-search': 'came-by-search',
};
const cameBy = (channel: string | null): TraitReason | null =>
  channel !== null && Object.hasOwn(CAME_BY, channel) ? { code: CAME_BY[channel]!, count: 1 } : null;

/** Of each attribute that is no count, what it may say of a person. */
const OTHERS: readonly [RegExp, (traits: Traits, asked: unknown) => TraitReason | null][] = [
  [/^loyalty\.tier$/, ({ loyalty }) => (text(loyalty.tier) ? { code: 'tier', count: 1, name: loyalty.tier } : null)],
  [/^loyalty\.points$/, ({ loyalty }) => (atLeast(loyalty.points, 1) ? { code: 'points', count: loyalty.points } : null)],
  [/^customer\.known$/, ({ customer }) => (customer.known ? { code: 'account', count: 1 } : null)],
  [/^feedback\.nps$/, ({ feedback }) => (feedback.nps === null ? null : { code: 'score', count: feedback.nps })],
  [/^feedback\.(count|due|dueOrderId)$/, ({ feedback }) => (feedback.count > 0 ? { code: 'answered', count: feedback.count } : null)],
  [/^session\.intent$/, ({ session }) => (atLeast(session.intent, 0.2) ? { code: 'near-purchase', count: 1 } : null)],
  [
    /^(lifetime\.(valueTier|value|rfm|purchaseValue)|purchases\.total)/,
    ({ lifetime }) => (lifetime?.valueTier === 'high' ? { code: 'valued', count: 1 } : null),
  ],
  [/^purchases\.byChannel\.pos$/, ({ purchases }) => (purchases.byChannel.pos > 0 ? { code: 'bought-in-shop', count: 1 } : null)],
  [/^(channel|touchpoints\.channels)$/, ({ channel }) => cameBy(channel)],
  [/^session\.channel$/, ({ session }) => cameBy(session.channel)],
  [/^touchpoints\.first\./, ({ touchpoints }) => cameBy(touchpoints.first.channel)],
  [
    /^touchpoints\.(count|channels)$/,
    ({ touchpoints }) => (touchpoints.count > 1 ? { code: 'many-ways', count: touchpoints.count } : null),
  ],
  [/^past\.days\d+\.categories$/, (_, asked) => ofCategory(asked)],
];

function ofCategory(asked: unknown): TraitReason | null {
  const match = isPlainObject(asked) ? asked.$elemMatch : undefined;
  const category = isPlainObject(match) ? match.category : undefined;
  return text(category) ? { code: 'of-category', count: 1, name: category } : null;
}

/** What of a condition that holds speaks of this person, in the order it asks. What only says what they are not, or have not done, gives none. */
export function traitReasons(condition: Condition, traits: Traits): TraitReason[] {
  return heldParts(condition, traits).flatMap(([path, asked]) => reasonOf(path, asked, traits) ?? []);
}

/** Attributes asked for by the parts that hold: of alternatives, only those that do. */
function heldParts(condition: Condition, traits: Traits): [path: string, asked: unknown][] {
  return Object.entries(condition).flatMap(([key, value]): [string, unknown][] => {
    if ((key === '$or' || key === '$and') && Array.isArray(value)) {
      return (value as Condition[]).flatMap((part) => (conditionHolds(part, traits) ? heldParts(part, traits) : []));
    }
    return key.startsWith('$') ? [] : [[key, value]];
  });
}

function reasonOf(path: string, asked: unknown, traits: Traits): TraitReason | null {
  const [, days, ofWindow] = /^past\.days(\d+)\.(\w+)$/.exec(path) ?? [];
  const [, ofVisit] = /^session\.(\w+)$/.exec(path) ?? [];
  const code = COUNTED[ofWindow ?? ofVisit ?? path];
  const value = path.split('.').reduce<unknown>((at, key) => (isPlainObject(at) ? at[key] : undefined), traits);
  if (code && typeof value === 'number') {
    if (value < 1) return null;
    const within = days ? Number(days) : ofVisit ? 'visit' : undefined;
    return { code, count: value, ...(within === undefined ? {} : { within }) };
  }
  for (const [pattern, reason] of OTHERS) {
    const found = pattern.test(path) ? reason(traits, asked) : null;
    if (found) return found;
  }
  return null;
}
