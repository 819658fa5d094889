import { toMinor } from '../../../shared/money.ts';
import type { Store } from '../../../shared/schemas/store.ts';
import { isMember } from '../../journey/traits.ts';
import { stockByStore } from '../../stores/availability.ts';
import { distanceMeters } from '../../stores/distance.ts';
import { openingState } from '../../stores/opening-hours.ts';
import { countText, dateText, distanceText, moneyText, timeText } from '../format.ts';
import type { Value } from '../text-pattern.ts';
import { textOf } from '../texts.ts';
import { balanceClaims, standingOf } from './balance.ts';
import { Claim } from './claim.ts';
import { type ContentContext, productTitle } from './context.ts';
import { priceClaims } from './prices.ts';
import { SAID_AGAIN_MAX_MS } from './validity.ts';

/** What a text that names a variable speaks of, where that needs a datum. */
export type ClaimKind = 'stock' | 'points' | 'price' | 'hours';

interface PlainVariable {
  of(context: ContentContext): Value | null;
  /** plurals may go by it */
  counts?: true;
}
interface ClaimVariable {
  of(context: ContentContext): Claim<Value> | null;
  counts?: true;
  claims: ClaimKind;
}
export type Variable = PlainVariable | ClaimVariable;

/** What marketers' texts may name. Nobody's name is among them: none is kept. */
export const VARIABLES: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ['products', { counts: true, of: ({ traits, speech }) => counted(traits.cart.open ? traits.cart.lines : null, speech.locale) }],
  ['purchases', { counts: true, of: ({ traits, speech }) => counted(traits.purchases.count, speech.locale) }],
  ['visits', { counts: true, of: ({ traits, speech }) => counted(traits.visits.count, speech.locale) }],
  ['program', { of: ({ input, speech }) => worded(input.site.head.setup.loyalty && textOf(input.site.head.setup.loyalty.name, speech)) }],
  ['tier', { of: tierName }],
  ['memberSince', { of: (context) => dated(context.input.customer?.joinedAtMs, context) }],
  ['lastPurchaseOn', { of: (context) => dated(context.input.profile.purchases.at(-1)?.atMs, context) }],
  ['lastProduct', { of: lastProduct }],
  ['store', { of: ({ input }) => worded(shopOf(input)?.name) }],
  ['storeCity', { of: ({ input }) => worded(shopOf(input)?.address.addressLocality) }],
  ['distance', { of: shopDistance }],
  ['points', { counts: true, claims: 'points', of: (context) => balance('points', context) }],
  ['pendingPoints', { counts: true, claims: 'points', of: (context) => balance('pending', context) }],
  ['cartValue', { claims: 'price', of: cartValue }],
  ['price', { claims: 'price', of: price }],
  ['stock', { counts: true, claims: 'stock', of: stock }],
  ['openUntil', { claims: 'hours', of: openUntil }],
]);

/** What a variable speaks of that needs a datum; null for those that need none. */
export const claimKind = (name: string): ClaimKind | null => {
  const variable = VARIABLES.get(name);
  return variable && 'claims' in variable ? variable.claims : null;
};

const worded = (text: string | null | undefined): Value | null => (text ? { text } : null);
const counted = (count: number | null, locale: string): Value | null => (count === null ? null : { text: countText(count, locale), count });
const dated = (atMs: number | undefined, { input, speech }: ContentContext): Value | null =>
  atMs === undefined ? null : { text: dateText(atMs, input.site.head.settings.timeZone, speech.locale) };

/** The shop the person chose, else the nearest where the place is known. */
function shopOf({ site, visit, position }: ContentContext['input']): Store | undefined {
  const chosen = site.stores.find(({ storeCode }) => storeCode === visit.storeCode);
  if (chosen || !position) return chosen;
  let nearest: { store: Store; meters: number } | undefined;
  for (const store of site.stores) {
    const meters = distanceMeters(position, store.geo);
    if (!nearest || meters < nearest.meters) nearest = { store, meters };
  }
  return nearest?.store;
}

function shopDistance({ input, speech }: ContentContext): Value | null {
  const shop = shopOf(input);
  return shop && input.position ? { text: distanceText(distanceMeters(input.position, shop.geo), speech.locale) } : null;
}

function tierName({ input, speech }: ContentContext): Value | null {
  const { customer, site } = input;
  const program = site.head.setup.loyalty;
  if (!customer || !program || !isMember(customer)) return null;
  const { tier } = standingOf(customer, program, input);
  return worded(tier && textOf(tier.name, speech));
}

/** The product looked at last, before the one of the page. */
function lastProduct({ input, traits, speech }: ContentContext): Value | null {
  const id = traits.recentItems.find((itemId) => itemId !== input.visit.page.product);
  const product = id === undefined ? undefined : input.site.catalog.byId.get(id);
  return product ? { text: productTitle(product, speech) } : null;
}

/** Only what may be said plainly: a balance that needs its date beside it is no number for a sentence. */
function balance(field: 'points' | 'pending', { input, speech }: ContentContext): Claim<Value> | null {
  const { customer, site } = input;
  const program = site.head.setup.loyalty;
  if (!customer || !program || !isMember(customer)) return null;
  const standing = standingOf(customer, program, input);
  const count = standing[field];
  return count === null || standing.certainty !== 'now'
    ? null
    : balanceClaims(standing, input.nowMs)({ text: countText(count, speech.locale), count });
}

/** The cart by its prices as the page last told them. */
function cartValue({ input, traits, speech }: ContentContext): Claim<Value> | null {
  const { open, value, currency } = traits.cart;
  const asOfMs = input.profile.cart.updatedAtMs;
  if (!open || value === null || currency === null || asOfMs === null) return null;
  return new Claim({ text: moneyText({ minor: toMinor(value, currency), currency }, speech.locale) }, asOfMs, asOfMs + SAID_AGAIN_MAX_MS);
}

/** Of the page's product, else of the one looked at last. */
function price(context: ContentContext): Claim<Value> | null {
  const { input, traits } = context;
  const product = input.site.catalog.byId.get(input.visit.page.product ?? traits.recentItems[0] ?? '');
  return product ? priceClaims(product, context).priceText.map((text) => ({ text })) : null;
}

/** Pieces that the shop has of the product put in the cart last. */
function stock({ input, traits, speech }: ContentContext): Claim<Value> | null {
  const shop = shopOf(input);
  const itemId = traits.cart.open ? traits.cart.items.at(-1) : undefined;
  if (!shop || itemId === undefined) return null;
  const [found] = stockByStore({ stores: [shop], stock: input.stock, wanted: [{ itemId, quantity: 1 }], position: input.position });
  const line = found?.lines[0];
  if (!line || line.asOf === null) return null;
  const asOfMs = Date.parse(line.asOf);
  return new Claim(
    { text: countText(line.inStock, speech.locale), count: line.inStock },
    asOfMs,
    asOfMs + input.site.head.setup.stockMaxAgeMs,
  );
}

/** When the shop closes, while it is open. */
function openUntil({ input, speech }: ContentContext): Claim<Value> | null {
  const shop = shopOf(input);
  if (!shop) return null;
  const state = openingState(shop, input.hoursAtMs);
  if (!state.open || state.closesAt === null) return null;
  const closesMs = Date.parse(state.closesAt);
  return new Claim({ text: timeText(closesMs, shop.timeZone, speech.locale) }, input.nowMs, input.nowMs + closesMs - input.hoursAtMs);
}
