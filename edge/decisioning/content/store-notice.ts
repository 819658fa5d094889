import type { InventoryLine, Store } from '../../../shared/schemas/store.ts';
import { type AvailableLine, type StoreStock, stockByStore } from '../../stores/availability.ts';
import { type OpeningState, openingState } from '../../stores/opening-hours.ts';
import { asOfText, distanceText, hoursText } from '../format.ts';
import { type Speech, say, sayCount } from '../texts.ts';
import { Claim, joined } from './claim.ts';
import { type ContentContext, productTitle, type TemplateOf } from './context.ts';
import type { Drafts, LineDraft, OfferDraft } from './drafts.ts';
import type { Draft } from './told.ts';
import { endOfDay } from './validity.ts';
import { actionOf, plainOf } from './wording.ts';

/** Other shops named below the first: enough to choose from, few enough to read. */
const OTHER_SHOPS_MAX = 3;
/** Above this the exact number helps nobody but competitors. */
const PIECES_TOLD_MAX = 10;

/**
 * Where the cart can be had today: the shop the person chose if it has any of it, else the nearest with everything, else the nearest with most.
 * Only stock known recently enough counts; without any, there is nothing to say.
 */
export function storeNoticeContent(template: TemplateOf<'store-notice'>, context: ContentContext): Draft<'store-notice'> | null {
  const { input, traits, speech } = context;
  if (!traits.cart.open) return null;
  const found = offers(template, context);
  const [best, ...rest] = found;
  if (!best) return null;
  const withoutShipping = traits.cart.reason === 'shipping_cost';
  const named = [best, ...rest.slice(0, OTHER_SHOPS_MAX)].map((stock) => factsOf(stock, context));
  const [store, ...others] = named.map((facts) => offerOf(facts, speech, input.hoursAtMs));
  const [facts] = named;
  if (!store || !facts) return null;
  const benefits = template.benefits.flatMap((benefit) => plainOf(benefit, context) ?? []);
  const call = best.store.telephone ? { label: speech.words.call, url: `tel:${best.store.telephone.replace(/[^\d+]/g, '')}` } : undefined;
  const { stock } = facts;
  const draft: Drafts['store-notice'] = {
    title: stock.map(({ whole }) => (whole ? speech.words.wholeTitle : speech.words.partTitle)),
    text: sentence(facts, store, withoutShipping, speech, input.hoursAtMs),
    store,
    lines: best.lines.map((line) => lineOf(line, context)),
    benefits: withoutShipping ? [speech.words.noShippingBenefit, ...benefits] : benefits,
    others,
    othersLabel: speech.words.otherShops,
    asOfText: stock.map(() => asOfText(stock.asOfMs, best.store.timeZone, speech, input.nowMs)),
    asOf: stock.map(() => new Date(stock.asOfMs).toISOString()),
    action: actionOf(template.action, context) ?? { label: speech.words.directions, url: directionsUrl(best.store) },
    ...(call ? { call } : {}),
  };
  return { draft };
}

/** What is known of a shop: each with the end of it. */
interface ShopFacts {
  store: Store;
  distanceMeters: number | null;
  stock: Claim<StoreStock>;
  hours: Claim<OpeningState>;
}

/**
 * How long what is said of a shop is true: its stock until it is too old to be spoken of, its hours until it closes or opens and until its
 * midnight, as the texts speak of today and tomorrow. Hours are spoken of at `hoursAtMs`, which may be another moment than now.
 */
function factsOf(stock: StoreStock, { input }: ContentContext): ShopFacts {
  const { nowMs, hoursAtMs } = input;
  const { store, distanceMeters, lines } = stock;
  const hours = openingState(store, hoursAtMs);
  const turns = [hours.closesAt, hours.opensAt].flatMap((at) => (at === null ? [] : [nowMs + Date.parse(at) - hoursAtMs]));
  const untilMs = Math.min(...turns, endOfDay(store.timeZone, nowMs), nowMs + endOfDay(store.timeZone, hoursAtMs) - hoursAtMs);
  const told = lines.filter(({ asOf }) => asOf !== null).map((line) => stockClaim(line, input));
  return { store, distanceMeters, stock: joined(told, stock), hours: new Claim(hours, nowMs, untilMs) };
}

/** One line of a shop's stock. What a shop never said is said of now: that it is to be asked. */
function stockClaim(line: AvailableLine, { nowMs, site }: ContentContext['input']): Claim<AvailableLine> {
  const asOfMs = line.asOf === null ? nowMs : Date.parse(line.asOf);
  return new Claim(line, asOfMs, asOfMs + site.head.setup.stockMaxAgeMs);
}

/** Lines of which the shop has as many as wanted. */
const complete = ({ lines }: StoreStock): number => lines.filter((line) => line.inStock >= line.wanted).length;

/** Shops with something to offer, best first. */
function offers(template: TemplateOf<'store-notice'>, { input, traits }: ContentContext): StoreStock[] {
  const { site, visit, position, profile } = input;
  const chosen = visit.storeCode;
  const wanted = profile.cart.lines
    .filter((line) => traits.cart.items.includes(line.itemId))
    .map(({ itemId, quantity }) => ({ itemId, quantity }));
  const stock = freshStock(input.stock, input.nowMs - site.head.setup.stockMaxAgeMs);
  if (stock.size === 0) return [];
  const found = stockByStore({ stores: site.stores, stock, wanted, position }).filter((each) => {
    if (complete(each) === 0) return false;
    return each.store.storeCode === chosen || (each.distanceMeters !== null && each.distanceMeters <= template.withinMeters);
  });
  // sort is stable: among equals the nearest stays first
  const rank = (each: StoreStock): number => (each.store.storeCode === chosen ? Number.POSITIVE_INFINITY : complete(each));
  return found.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
}

function freshStock(stock: ReadonlyMap<string, readonly InventoryLine[]>, notBeforeMs: number): Map<string, InventoryLine[]> {
  const fresh = new Map<string, InventoryLine[]>();
  for (const [itemId, lines] of stock) {
    const kept = lines.filter((line) => line.asOfMs >= notBeforeMs);
    if (kept.length > 0) fresh.set(itemId, kept);
  }
  return fresh;
}

function offerOf({ store, distanceMeters, stock, hours }: ShopFacts, speech: Speech, nowMs: number): OfferDraft {
  const { words, locale } = speech;
  return {
    storeCode: store.storeCode,
    name: store.name,
    address: [store.address.streetAddress, [store.address.postalCode, store.address.addressLocality].filter(Boolean).join(' ')]
      .filter(Boolean)
      .join(', '),
    distanceMeters,
    distanceText: distanceMeters === null ? '' : distanceText(distanceMeters, locale),
    open: hours.map(({ open }) => open),
    hoursText: hours.map((state) => hoursText(state, store, speech, nowMs)),
    whole: stock.map(({ whole }) => whole),
    stockText: stock.map((found) => {
      const count = complete(found);
      return found.whole ? words.wholeStock : sayCount(words.partStock, count, speech, { count, total: found.lines.length });
    }),
    ...(store.telephone ? { telephone: store.telephone } : {}),
    url: store.url && /^https?:\/\//i.test(store.url) ? store.url : directionsUrl(store),
  };
}

function sentence(
  { store, stock, hours }: ShopFacts,
  offer: OfferDraft,
  withoutShipping: boolean,
  speech: Speech,
  nowMs: number,
): Claim<string> {
  const { words } = speech;
  return stock.with(hours, (found, state) => {
    const total = found.lines.length;
    const count = complete(found);
    return sayCount(found.whole ? words.wholeText : words.partText, found.whole ? total : count, speech, {
      store: offer.name,
      at: offer.distanceText ? say(words.at, { distance: offer.distanceText }) : '',
      hours: hoursText(state, store, speech, nowMs),
      shipping: withoutShipping ? words.noShipping : '',
      count,
      total,
    });
  });
}

function lineOf(line: AvailableLine, { input, speech }: ContentContext): LineDraft {
  const product = input.site.catalog.byId.get(line.item_id);
  const inCart = input.profile.cart.lines.find((each) => each.itemId === line.item_id);
  const stock = stockClaim(line, input);
  return {
    item_id: line.item_id,
    title: product ? productTitle(product, speech) : (inCart?.title ?? line.item_id),
    ...(product?.imageLink ? { imageUrl: product.imageLink } : {}),
    wanted: line.wanted,
    inStock: stock.map(({ inStock }) => inStock),
    text: stock.map((told) => stockWords(told, speech)),
  };
}

function stockWords({ asOf, inStock, wanted }: AvailableLine, speech: Speech): string {
  const { words } = speech;
  if (asOf === null) return words.unknownStock;
  if (inStock === 0) return words.notHere;
  if (inStock < wanted) return say(words.tooFew, { count: inStock, wanted });
  if (inStock > PIECES_TOLD_MAX) return words.plenty;
  return sayCount(words.pieces, inStock, speech, { count: inStock });
}

/** Google Maps URLs, "Get directions". */
function directionsUrl({ geo }: Store): string {
  return `https://www.google.com/maps/dir/?api=1&destination=${geo.latitude},${geo.longitude}`;
}
