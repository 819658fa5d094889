import { OVERLAY_SLOT, SESSION_IDLE_MS } from '../../shared/protocol.ts';
import { RECENT_IMPRESSIONS_MAX } from '../../shared/schemas/rule.ts';
import { type Assignment, compareFacts, type Fact } from './facts.ts';
import { own, setOwn } from './own.ts';
import { type Exposure, emptyProfile, type FirstTouch, type Profile, type SessionState, type Sightings } from './profile.ts';
import { applyToCart } from './reduce-cart.ts';
import { countDay } from './reduce-past.ts';
import { buy, isKnownOrder, refund } from './reduce-purchases.ts';

// A profile travels with every answer from the object to the Worker, so every list in it is bounded.
const RECENT_ITEMS_MAX = 50;
const SESSION_ITEMS_MAX = 50;
const SESSION_IDS_MAX = 20;
const SEARCHES_MAX = 20;
const FEEDBACK_MAX = 20;
const CONSENTS_MAX = 20;
const EXPOSED_RULES_MAX = 200;
const SEEN_SESSIONS_MAX = 5;
const ASSIGNMENTS_MAX = 50;
const CHANNELS_MAX = 20;
const UTM_MAX = 60;

/** `answer` of a `dismiss` that asks for less like it. */
const LESS = 'less';

export interface ReduceOptions {
  /** of the site: what an amount without a currency is in */
  currency: string;
}

/** Raised when the same facts give another profile than before: profiles kept are then made anew. */
export const REDUCER_VERSION = 4;

/**
 * The profile that follows from facts. Facts are read in one order (`compareFacts`) whatever order they came in, and each id once,
 * so the same facts give the same profile.
 */
export function profileOf(facts: readonly Fact[], options: ReduceOptions): Profile {
  const seen = new Set<string>();
  const distinct = facts.filter((fact) => !seen.has(fact.id) && seen.add(fact.id));
  return reduce(emptyProfile(), distinct.sort(compareFacts), options);
}

/**
 * The profile after some more facts. They must be sorted, new, and none may lie before those the profile was made of;
 * otherwise start again with `profileOf`. The profile given is left as it was.
 */
export function reduce(profile: Profile, sortedFacts: readonly Fact[], options: ReduceOptions): Profile {
  const { past, ...rest } = profile;
  const next: Profile = { ...structuredClone(rest), past };
  for (const fact of sortedFacts) apply(next, fact, options);
  return next;
}

function apply(profile: Profile, fact: Fact, options: ReduceOptions): void {
  if (fact.type === 'assignment') {
    fallInto(profile, fact);
    return;
  }
  if (fact.type === 'consent') {
    agree(profile, fact);
    return;
  }
  profile.eventCounts[fact.type] = (profile.eventCounts[fact.type] ?? 0) + 1;
  if (fact.purchaseChannel === undefined) countDay(profile, fact, beHere(profile, fact));
  applyToCart(profile.cart, fact, { currency: options.currency, isToldAgain: fact.type === 'purchase' && isKnownOrder(profile, fact) });
  switch (fact.type) {
    case 'page_view':
      profile.firstTouch ??= touchOf(fact);
      if (profile.session) profile.session.pageViews += 1;
      break;
    case 'add_to_wishlist':
    case 'view_item':
      for (const item of fact.items ?? []) look(profile, item.item_id, fact.atMs);
      break;
    case 'add_to_cart':
      if (profile.session) profile.session.addToCarts += 1;
      break;
    case 'search':
      if (profile.session) profile.session.searches += 1;
      if (fact.search_term) profile.searches = [{ term: fact.search_term, atMs: fact.atMs }, ...profile.searches].slice(0, SEARCHES_MAX);
      break;
    case 'purchase':
      buy(profile, fact, options.currency);
      break;
    case 'refund':
      refund(profile, fact, options.currency);
      break;
    case 'friction':
      if (profile.session && fact.friction) profile.session.friction[fact.friction] = (profile.session.friction[fact.friction] ?? 0) + 1;
      break;
    case 'impression':
    case 'click':
    case 'dismiss':
      expose(profile, fact);
      break;
    case 'feedback':
      answer(profile, fact);
      break;
    default:
  }
}

/** Someone was on the site: sessions, first and last sight. Facts without a session are told apart by 30 minutes of silence, as GA4 does. @returns whether one began */
function beHere(profile: Profile, fact: Fact): boolean {
  const current = profile.session;
  const derived = current && fact.atMs - current.lastAtMs <= SESSION_IDLE_MS ? current.id : `at-${fact.atMs}`;
  const id = fact.sessionId ?? derived;
  profile.firstSeenAtMs ??= fact.atMs;
  profile.lastSeenAtMs = fact.atMs;
  if (current?.id === id) {
    current.lastAtMs = fact.atMs;
    current.channel ??= fact.arrival ?? null;
    return false;
  }
  profile.session = newSession(id, fact);
  if (profile.sessionIds.includes(id)) return false;
  profile.sessionCount += 1;
  profile.sessionIds = [id, ...profile.sessionIds].slice(0, SESSION_IDS_MAX);
  const channel = fact.arrival;
  if (channel !== undefined && (Object.hasOwn(profile.channels, channel) || Object.keys(profile.channels).length < CHANNELS_MAX)) {
    setOwn(profile.channels, channel, (own(profile.channels, channel) ?? 0) + 1);
  }
  return true;
}

function newSession(id: string, fact: Fact): SessionState {
  return {
    id,
    startedAtMs: fact.atMs,
    lastAtMs: fact.atMs,
    pageViews: 0,
    items: [],
    addToCarts: 0,
    searches: 0,
    channel: fact.arrival ?? null,
    friction: {},
  };
}

/** The first time counts, on whichever device it was; nobody was on the site because of it. */
function fallInto(profile: Profile, { assignment, atMs }: Fact): void {
  if (!assignment || profile.assignments.length >= ASSIGNMENTS_MAX) return;
  const { experiment, variant, bucketVersion } = assignment;
  const isSame = (each: Assignment): boolean =>
    each.experiment === experiment && each.variant === variant && each.bucketVersion === bucketVersion;
  if (!profile.assignments.some(isSame)) profile.assignments = [...profile.assignments, { ...assignment, atMs }];
}

/** Nobody was on the site because of it, so that it moves no stage. */
function agree(profile: Profile, { deviceId, consent, atMs }: Fact): void {
  if (deviceId === null || consent === undefined) return;
  const before = profile.consents.find((each) => each.deviceId === deviceId);
  if (before && before.analytics === consent.analytics && before.personalization === consent.personalization) return;
  const others = profile.consents.filter((each) => each !== before);
  profile.consents = [{ deviceId, ...consent, sinceMs: atMs }, ...others].slice(0, CONSENTS_MAX);
}

function look(profile: Profile, itemId: string, atMs: number): void {
  profile.recentItems = [{ itemId, atMs }, ...profile.recentItems.filter((item) => item.itemId !== itemId)].slice(0, RECENT_ITEMS_MAX);
  const items = profile.session?.items;
  if (items && items.at(-1) !== itemId) {
    items.push(itemId);
    if (items.length > SESSION_ITEMS_MAX) items.shift();
  }
}

function expose(profile: Profile, fact: Fact): void {
  if (fact.rule === undefined) return;
  const sessionId = profile.session?.id ?? '';
  const isSeen = fact.type === 'impression';
  if (isSeen && fact.slot === OVERLAY_SLOT) profile.floated = seenAgain(profile.floated ?? NEVER_SEEN, fact.atMs, sessionId);
  const less = fact.type === 'dismiss' && fact.answer === LESS;
  const isFull = !Object.hasOwn(profile.exposures, fact.rule) && Object.keys(profile.exposures).length >= EXPOSED_RULES_MAX;
  if (isFull && !(less && makeRoom(profile))) return;
  const old: Exposure = own(profile.exposures, fact.rule) ?? {
    impressions: 0,
    clicks: 0,
    dismissals: 0,
    lastDismissedAtMs: null,
    firstImpressionAtMs: null,
    recentAtMs: [],
    ...NEVER_SEEN,
  };
  setOwn(profile.exposures, fact.rule, {
    ...old,
    clicks: old.clicks + (fact.type === 'click' ? 1 : 0),
    dismissals: old.dismissals + (fact.type === 'dismiss' ? 1 : 0),
    lastDismissedAtMs: fact.type === 'dismiss' ? fact.atMs : old.lastDismissedAtMs,
    ...(less ? { lastLessAtMs: fact.atMs } : {}),
    ...(isSeen
      ? {
          impressions: old.impressions + 1,
          firstImpressionAtMs: old.firstImpressionAtMs ?? fact.atMs,
          recentAtMs: [...old.recentAtMs, fact.atMs].slice(-RECENT_IMPRESSIONS_MAX),
          ...seenAgain(old, fact.atMs, sessionId),
        }
      : {}),
  });
}

/** Tags are read as the widget reads them: in lower case, the first 60 characters of each. */
function touchOf({ atMs, arrival, page_location: address = '' }: Fact): FirstTouch {
  const tags = new URLSearchParams(/\?([^#]*)/.exec(address)?.[1] ?? '');
  const tag = (name: string): string | null => tags.get(`utm_${name}`)?.trim().toLowerCase().slice(0, UTM_MAX) || null;
  return { atMs, channel: arrival ?? null, source: tag('source'), medium: tag('medium'), campaign: tag('campaign') };
}

const NEVER_SEEN: Sightings = { lastImpressionAtMs: null, inSessions: [], onDay: { day: '', impressions: 0 } };

function seenAgain({ inSessions, onDay }: Sightings, atMs: number, sessionId: string): Sightings {
  const day = new Date(atMs).toISOString().slice(0, 10);
  const before = inSessions.find(({ id }) => id === sessionId);
  const others = inSessions.filter((each) => each !== before);
  return {
    lastImpressionAtMs: atMs,
    inSessions: [{ id: sessionId, impressions: (before?.impressions ?? 0) + 1 }, ...others].slice(0, SEEN_SESSIONS_MAX),
    onDay: { day, impressions: (onDay.day === day ? onDay.impressions : 0) + 1 },
  };
}

/** A wish is not lost among what was merely seen: the rule longest not shown, of which nobody wished anything, gives its place. */
function makeRoom(profile: Profile): boolean {
  const seenAtMs = (exposure: Exposure): number => Math.max(exposure.lastImpressionAtMs ?? 0, exposure.lastDismissedAtMs ?? 0);
  const [oldest] = Object.entries(profile.exposures)
    .filter(([, exposure]) => exposure.lastLessAtMs === undefined)
    .sort(([, a], [, b]) => seenAtMs(a) - seenAtMs(b));
  if (oldest) delete profile.exposures[oldest[0]];
  return oldest !== undefined;
}

function answer(profile: Profile, fact: Fact): void {
  if (fact.question === undefined) return;
  const entry = {
    question: fact.question,
    score: fact.score ?? null,
    answer: fact.answer ?? null,
    orderId: fact.transaction_id ?? null,
    atMs: fact.atMs,
  };
  profile.feedback = [entry, ...profile.feedback].slice(0, FEEDBACK_MAX);
}

/** The profile after each fact in turn, oldest first: the past of a person as a film. */
export function* profilesOf(facts: readonly Fact[], options: ReduceOptions): Generator<{ atMs: number; profile: Profile }> {
  let profile = emptyProfile();
  for (const fact of [...facts].sort(compareFacts)) {
    profile = reduce(profile, [fact], options);
    yield { atMs: fact.atMs, profile };
  }
}
