import { CATEGORIES } from './categories.ts';
import { DAY_MS, type EventRow, endOfHistoryMs, type HistoryItem, type HistoryOptions } from './history-types.ts';
import { BRAND, DEFAULT_BASE_URL } from './products.ts';
import { type Random, random } from './random.ts';
import { nextCategory, nextProduct, seasonalCategory } from './taste.ts';
import { type CategoryId, currentPriceMinor, type ShopProduct } from './types.ts';

/** Web visitors of a 90-day history, in proportion for other lengths. */
const VISITORS_PER_DAY = 1_500 / 90;

/** Shipping the shop asks for, in EUR; standard is what most leave at. */
const SHIPPING = { standard: 6.9, express: 12.9, collect: 0 } as const;

/** Chances along the way, of those who got there. Roughly what Italian home and fashion shops report. */
const CHANCE = {
  bounce: 0.28,
  search: 0.16,
  addToCart: 0.14,
  viewCart: 0.75,
  checkout: 0.62,
  seeShipping: 0.92,
  acceptStandard: 0.55,
  acceptCollect: 0.88,
  pay: 0.93,
  return: 0.34,
};

const ARRIVALS = [
  { channel: 'organic-search', referrer: 'https://www.google.com/', query: '', weight: 34 },
  { channel: 'direct', referrer: '', query: '', weight: 24 },
  {
    channel: 'paid-social',
    referrer: 'https://l.instagram.com/',
    query: '?utm_source=instagram&utm_medium=paid_social&utm_campaign=autunno',
    weight: 16,
  },
  { channel: 'email', referrer: '', query: '?utm_source=newsletter&utm_medium=email', weight: 12 },
  { channel: 'paid-search', referrer: 'https://www.google.com/', query: '?utm_source=google&utm_medium=cpc', weight: 10 },
  { channel: 'referral', referrer: 'https://www.lacasainordine.example/', query: '', weight: 4 },
] as const;

/** A web order a visit ended in; members' orders come from the till's books too. */
export interface WebOrder {
  orderId: string;
  atMs: number;
  totalMinor: number;
  lines: { product: ShopProduct; quantity: number }[];
}

/**
 * The visits of one visitor after another, in a fixed order; each visitor's events oldest first, sessions more than half an hour apart.
 * @param onOrder is told of each web order
 */
export function* visits(
  { nowMs, days, seed, baseUrl = DEFAULT_BASE_URL }: HistoryOptions,
  onOrder: (order: WebOrder) => void,
): Generator<EventRow> {
  const endMs = endOfHistoryMs(nowMs);
  const count = Math.round(VISITORS_PER_DAY * days);
  for (let index = 0; index < count; index++) {
    const visitorId = `past-${String(index + 1).padStart(5, '0')}`;
    const chance = random(`visitor ${seed} ${index}`);
    const startMs = endMs - Math.ceil((1 - chance.next() ** 1.15) * days * DAY_MS);
    yield* new Visitor({ visitorId, chance, baseUrl, endMs, onOrder }).walk(startMs);
  }
}

interface VisitorOptions {
  visitorId: string;
  chance: Random;
  baseUrl: string;
  endMs: number;
  onOrder: (order: WebOrder) => void;
}

/** One person at the web shop: taste and cart are carried from session to session. */
class Visitor {
  private readonly options: VisitorOptions;
  private category: CategoryId = 'lighting';
  private last: ShopProduct | null = null;
  private cart: ShopProduct[] = [];
  private number = 0;
  private orders = 0;
  private atMs = 0;

  constructor(options: VisitorOptions) {
    this.options = options;
  }

  *walk(startMs: number): Generator<EventRow> {
    const { chance, endMs } = this.options;
    this.category = seasonalCategory(chance, new Date(startMs).getUTCMonth());
    this.atMs = atShoppingHour(chance, startMs);
    do {
      yield* this.session();
      this.atMs = atShoppingHour(chance, this.atMs + DAY_MS * (0.6 + chance.exponential(6)));
    } while (this.atMs < endMs - DAY_MS / 4 && chance.chance(CHANCE.return));
  }

  private *session(): Generator<EventRow> {
    const { chance, endMs } = this.options;
    if (this.atMs >= endMs) return;
    const seen: ShopProduct[] = [];
    yield* this.arrive();
    if (this.number < 3 && chance.chance(CHANCE.bounce)) return;
    if (chance.chance(CHANCE.search)) yield this.say('search', { search_term: searchFor(chance, this.category) });
    const views = 1 + Math.floor(chance.exponential(2.1));
    for (let view = 0; view < views && this.atMs < endMs - 3_600_000; view++) {
      this.category = nextCategory(chance, this.category);
      const product = nextProduct(chance, this.category, this.last, seen);
      this.last = product;
      seen.push(product);
      yield this.page(`/shop/prodotto/${product.id}`, 'product');
      yield this.say('view_item', money([product]));
      if (chance.chance(CHANCE.addToCart)) {
        this.cart.push(product);
        yield this.say('add_to_cart', money([product]));
      }
    }
    if (this.cart.length && chance.chance(CHANCE.viewCart)) yield* this.buy();
  }

  private *arrive(): Generator<EventRow> {
    const { chance } = this.options;
    const arrival = chance.weighted(ARRIVALS, ({ weight }) => weight);
    const isHome = chance.chance(0.5);
    const category = CATEGORIES.find(({ id }) => id === this.category)!;
    const path = isHome ? '/shop/' : `/shop/c/${category.slug.it}`;
    yield this.page(path + arrival.query, isHome ? 'home' : 'list', {
      channel: arrival.channel,
      ...(arrival.referrer ? { page_referrer: arrival.referrer } : {}),
    });
  }

  private *buy(): Generator<EventRow> {
    const { chance, onOrder } = this.options;
    yield this.page('/shop/carrello', 'cart');
    yield this.say('view_cart', money(this.cart));
    if (this.cart.length > 1 && chance.chance(0.1)) yield this.say('remove_from_cart', money([this.cart.pop()!]));
    if (!chance.chance(CHANCE.checkout)) return;
    yield this.page('/shop/cassa/indirizzo', 'checkout');
    yield this.say('begin_checkout', money(this.cart));
    if (!chance.chance(CHANCE.seeShipping)) return;
    const tier = chance.weighted(['standard', 'express', 'collect'] as const, (one) => ({ standard: 72, express: 8, collect: 20 })[one]);
    yield this.say('add_shipping_info', { ...money(this.cart), shipping: SHIPPING[tier] });
    if (!chance.chance(tier === 'collect' ? CHANCE.acceptCollect : CHANCE.acceptStandard)) return;
    yield this.say('add_payment_info', money(this.cart));
    if (!chance.chance(CHANCE.pay)) return;
    const orderId = `WEB-${this.options.visitorId.slice(5)}-${++this.orders}`;
    const totalMinor = this.cart.reduce((sum, product) => sum + currentPriceMinor(product), 0);
    yield this.say('purchase', { ...money(this.cart), transaction_id: orderId, shipping: SHIPPING[tier] });
    onOrder({ orderId, atMs: this.atMs, totalMinor, lines: this.cart.map((product) => ({ product, quantity: 1 })) });
    this.cart = [];
  }

  private page(path: string, pageType: string, more: Partial<EventRow> = {}): EventRow {
    return this.say('page_view', { page_location: this.options.baseUrl + path, page_type: pageType, ...more });
  }

  /** One event; time passes as people read: seconds to a few minutes, always less than a session's silence. */
  private say(type: string, more: Partial<EventRow>): EventRow {
    const { visitorId, chance } = this.options;
    const at = new Date(this.atMs).toISOString();
    this.atMs += type === 'page_view' ? 400 : Math.round(4_000 + Math.min(chance.exponential(45_000), 1_200_000));
    return { visitorId, id: `${visitorId}-${++this.number}`, type, at, ...more };
  }
}

/** Moves a moment to an hour people shop at, by Italian clocks: late morning, lunch, above all the evening. Never to an earlier day. */
function atShoppingHour(chance: Random, atMs: number): number {
  const hour = chance.weighted([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21], (one) =>
    one >= 18 ? 3 : one >= 11 && one <= 13 ? 2 : 1,
  );
  return Math.floor(atMs / DAY_MS) * DAY_MS + hour * 3_600_000 + chance.int(0, 3_599) * 1_000;
}

function searchFor(chance: Random, category: CategoryId): string {
  const info = CATEGORIES.find(({ id }) => id === category)!;
  return chance.chance(0.5) ? info.slug.it : info.name.it.toLowerCase().split(' ')[0]!;
}

function money(products: readonly ShopProduct[]): Pick<EventRow, 'currency' | 'value' | 'items'> {
  const value = products.reduce((sum, product) => sum + currentPriceMinor(product), 0) / 100;
  return { currency: 'EUR', value, items: products.map(historyItem) };
}

function historyItem(product: ShopProduct): HistoryItem {
  return {
    item_id: product.id,
    item_name: product.title.it,
    item_brand: BRAND,
    item_category: CATEGORIES.find(({ id }) => id === product.category)!.name.it,
    ...(product.sizes.length ? { item_variant: product.sizes[Math.floor(product.sizes.length / 2)]! } : {}),
    price: currentPriceMinor(product) / 100,
    quantity: 1,
  };
}
