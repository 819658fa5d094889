import type { Fact } from './facts.ts';
import type { Offer, Offers } from './profile.ts';

/**
 * How long a block that was given to a page, and has not been seen, counts as one that will be: after this the page has been left, or the person
 * has not got that far. What waits for a moment (`when.afterMs`) is given so much longer.
 */
export const OFFER_OPEN_MS = 30_000;
/**
 * … and to pages of the same session only so long: whoever goes from page to page has left the one before, and it did not come to be seen. Longer
 * than what is looked at takes to be told (a second in view, two until it is sent), so that tabs opened together share one count.
 */
export const OFFER_OPEN_IN_SESSION_MS = 3_000;
/** Offers kept of one person at once. */
const OFFERS_MAX = 50;

export const noOffers = (): Offers => ({ edition: 0, open: [] });

/** Offers that still count at a moment for a page of a session. */
export function openAt({ open }: Offers, sessionId: string | null, nowMs: number): Offer[] {
  return open.filter((offer) => offer.untilMs > nowMs && (offer.sessionId !== sessionId || nowMs - offer.atMs < OFFER_OPEN_IN_SESSION_MS));
}

/** Each impression that is told settles one offer of its rule, of the same block if there is one: it is now counted as seen. */
export function afterFacts(offers: Offers, fresh: readonly Pick<Fact, 'type' | 'rule' | 'block'>[]): Offers {
  const seen = fresh.filter(({ type }) => type === 'impression');
  if (seen.length === 0) return offers;
  const open = [...offers.open];
  for (const { rule, block } of seen) {
    const same = open.findIndex((offer) => offer.rule === rule && offer.block === block);
    const index = same >= 0 ? same : open.findIndex((offer) => offer.rule === rule);
    if (index >= 0) open.splice(index, 1);
  }
  return { edition: offers.edition + 1, open };
}

/** With what a page is given now. */
export function withOffers(offers: Offers, added: readonly Offer[], nowMs: number): Offers {
  return { edition: offers.edition + 1, open: [...openAt(offers, null, nowMs), ...added].slice(-OFFERS_MAX) };
}
