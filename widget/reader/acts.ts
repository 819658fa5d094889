import { asFields } from '../fields.ts';
import type { Act, ActItem, SourceName } from '../sources/act.ts';
import { cleanAct } from '../sources/clean-act.ts';
import { typeByActs } from '../sources/page-type.ts';
import { type CartMemory, cartAfter, cartNews, EMPTY_CART } from '../tracking/cart.ts';
import { createOnceFilter } from '../tracking/once.ts';
import type { PageFacts } from '../tracking/page-facts.ts';
import { asPageType } from './page-type.ts';
import type { PageReader, ReaderMeans } from './seam.ts';

/** Someone tapping "+" three times asks once. */
const CART_ASK_MS = 300;
/** Acts of a page remembered for parts that come later. */
const ACTS_KEPT = 50;
/** Orders remembered, so that a confirmation page seen again is not a second purchase. */
const ORDERS_KEPT = 20;
/** Acts after which the page asks again at once: the answer is likely to be another. */
const TURNING_POINT = /purchase|login|sign/;

/** Longest list of lines told in full, in characters of JSON, each of which may take three bytes: an event must fit into a body. */
const FULL_ITEMS_MAX_LENGTH = 10_000;

/** Of very many lines each says only which product it is, what it costs and how many there are: the edge knows the rest from the catalog. */
const fitting = (act: Act): Act =>
  JSON.stringify(act.items ?? 0).length > FULL_ITEMS_MAX_LENGTH
    ? { ...act, items: act.items!.map(({ item_id, price, quantity }) => ({ item_id, price, quantity }) as ActItem) }
    : act;

const asText = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

export type Acts = Pick<PageReader, 'hear' | 'describe' | 'sumUp' | 'unsayCart' | 'addActsToCart' | 'cart'>;

/** Acts of a document: cleaned, counted once, remembered, sent, and added up to a cart. */
export function createActs({ life, record, currency, sources, acts, actHearers, add, askSoon, tellSoon, notify }: ReaderMeans): Acts {
  const onceByPage = new WeakMap<PageFacts, ReturnType<typeof createOnceFilter>>();
  const isNews = (act: Act, source: SourceName, page: PageFacts, atMs: number): boolean => {
    const filter = onceByPage.get(page) ?? createOnceFilter();
    onceByPage.set(page, filter);
    return filter(act, source, atMs);
  };
  const isCountedOrder = ({ type, transaction_id: order }: Act): boolean => {
    if (type !== 'purchase' || !order) return false;
    const orders = record.read().orders ?? [];
    if (!orders.includes(order)) record.write({ orders: [...orders, order].slice(-ORDERS_KEPT) });
    return orders.includes(order);
  };
  const cartNow = (): CartMemory => {
    const { cart } = record.read();
    return Array.isArray(cart?.lines) ? cart : EMPTY_CART;
  };

  /** what the dataLayer said last under `ecommerce` */
  let ecommerce: unknown;
  /** As a tag manager's data model has it: `ecommerce` holds for events that come without, until another takes its place; what an event says goes first. */
  const inModel = (params: unknown): unknown => {
    const said = asFields(params);
    if ('ecommerce' in said) ecommerce = said.ecommerce;
    return { ...asFields(ecommerce), ...said, ...asFields(said.ecommerce) };
  };

  const hear: PageReader['hear'] = (source, name, told, page, atMs) => {
    const params = source === 'data-layer' ? inModel(told) : told;
    // Our own `cart` may be anything on a page's dataLayer.
    const act = cleanAct(name, params, currency, !/layer|gtag/.test(source));
    if (!act) {
      if (source === 'command') notify(name);
      return;
    }
    const { type } = act;
    sources.add(source);
    // The second number of one order is noted, too: its page may be seen again.
    if (type === 'page_view' || isCountedOrder(act) || !isNews(act, source, page, atMs)) return;
    page.events.add(type);
    page.typeByActs = typeByActs(page.events);
    if (type === 'view_item') page.product ??= act.items?.[0]?.item_id;
    acts.push([act, source]);
    acts.splice(0, acts.length - ACTS_KEPT);
    const before = cartNow();
    const cart = cartAfter(before, act);
    if (cart !== before) record.write({ cart });
    // The cart itself is told as a whole, when it changed (`sumUp`).
    if (type !== 'cart') add(fitting(act), atMs);
    for (const hearer of actHearers) life.safely(() => hearer(act, source));
    if (TURNING_POINT.test(type)) askSoon();
    else if (cartNews(cart)) askSoon(CART_ASK_MS);
    else tellSoon();
  };

  return {
    hear,
    describe(said, page, atMs) {
      const { type, locale, product, search_term } = asFields(said);
      if (product)
        hear(
          'command',
          'view_item',
          { ...asFields(said), items: [typeof product === 'object' ? product : { item_id: product }] },
          page,
          atMs,
        );
      if (search_term) hear('command', 'search', said, page, atMs);
      page.type = asPageType(asText(type)) ?? page.type;
      page.locale = asText(locale) ?? page.locale;
      askSoon();
    },
    sumUp() {
      const news = cartNews(cartNow());
      if (!news) return;
      record.write({ cart: news.cart });
      add(fitting(news.act));
    },
    unsayCart: () => record.write({ cart: { ...cartNow(), said: '' } }),
    addActsToCart() {
      let cart = cartNow();
      for (const [act] of acts) cart = cartAfter(cart, act);
      record.write({ cart });
    },
    cart: () => cartNow().lines,
  };
}
