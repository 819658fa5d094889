import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { parseProduct } from '../../edge/catalog/parse-product.ts';
import { decide } from '../../edge/decisioning/decide.ts';
import { defaultSetup } from '../../edge/decisioning/default-setup.ts';
import type { DecisionInput } from '../../edge/decisioning/types.ts';
import { demoHistory } from '../../edge/demo-shop/data/history.ts';
import { demoInventory } from '../../edge/demo-shop/data/inventory.ts';
import { demoProducts } from '../../edge/demo-shop/data/products.ts';
import { demoStores } from '../../edge/demo-shop/data/stores.ts';
import { demoStory } from '../../edge/demo-shop/data/story.ts';
import { randomFrom } from '../../edge/experiments/statistics/random.ts';
import { parseInventory } from '../../edge/imports/parse-inventory.ts';
import { parseStore } from '../../edge/imports/parse-store.ts';
import type { RawRow, RowResult } from '../../edge/imports/types.ts';
import { buildIndex, type RecommendationIndex } from '../../edge/recommendations/session-index.ts';
import { personKeys } from '../../edge/traffic/person-keys.ts';
import { answeredText, recordOf } from '../../edge/traffic/visit-record.ts';
import type { Fact } from '../../edge/visitor/facts.ts';
import { profileOf } from '../../edge/visitor/reduce.ts';
import type { PublishedSite } from '../../shared/published-site.ts';
import { type Rule, RuleSchema } from '../../shared/schemas/rule.ts';
import type { InventoryLine } from '../../shared/schemas/store.ts';
import { PAGE_TYPES } from '../../shared/schemas/visit.ts';

const RUNS = 2_000;
const WARM_UP_RUNS = 500;
const RECORD_ID = '0190a0a0-0000-7000-8000-000000000000';
const RECEIPT_KEY = 'a-key-as-long-as-those-that-sites-are-given';
const SETTINGS = { name: 'Bench', origins: ['https://shop.example'], currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' };
const MINUTE_MS = 60_000;

export interface DecisionFigures {
  name: string;
  p50Us: number;
  p99Us: number;
  /** the decision with its record and the digests of both, as a visit makes them for who agreed to be remembered */
  recordedP50Us: number;
  /** of the record's text, before it is packed with others */
  recordBytes: number;
  blocks: number;
}

export interface ManyRulesFigures {
  name: string;
  rules: number;
  p50Us: number;
  p99Us: number;
  blocks: number;
}

/** Slots that a page of the large set-up has, and those of all its pages. */
const SLOTS_ON_PAGE = 6;
const SLOTS_OF_SITE = 20;
const RULES_MANY = 1_000;

/**
 * One decision over a thousand rules, as a large shop may have them over the years: a part switched off, most for some page types, twenty slots, conditions over
 * what is known of the person. `floor`: the same visit with no rules, which is all that a decision costs besides them.
 */
export function measureManyRules(nowMs: number): ManyRulesFigures[] {
  const site = demoSite(nowMs);
  const facts = looks(site, nowMs);
  const at = (rules: Rule[], slots: readonly string[]): DecisionInput => {
    const head = { ...site.head, setup: { ...site.head.setup, rules } };
    return inputFor({ ...site, head }, stockOf(nowMs), facts, slots, nowMs);
  };
  const six = slotNames(SLOTS_ON_PAGE);
  const all = slotNames(SLOTS_OF_SITE);
  const rules = manyRules(RULES_MANY);
  const nobody = rules.map((rule) => ({
    ...rule,
    enabled: true,
    pages: [],
    who: { $and: [rule.who, { 'purchases.count': { $gte: 99 } }] },
  }));
  const cases: [string, Rule[], readonly string[]][] = [
    ['floor: no rules', [], six],
    ['a page with 6 of 20 slots', rules, six],
    ['a page with all 20 slots', rules, all],
    ['every rule asked, and none holds', nobody, all],
  ];
  return cases.map(([name, list, slots]) => ({ ...measure(name, at(list, slots)), rules: list.length }));
}

const slotNames = (count: number): string[] => Array.from({ length: count }, (_, index) => `slot-${index}`);

function manyRules(count: number): Rule[] {
  const random = randomFrom(7);
  const below = (most: number): number => Math.floor(random() * most);
  const conditions = [
    (n: number) => ({ stage: ['acquisition', 'experimentation', 'loyalty', 'retention', 'recovery'][n % 5] }),
    (n: number) => ({ 'cart.open': true, 'cart.value': { $gte: n } }),
    (n: number) => ({ productViews: { $gte: n % 40 }, 'purchases.count': { $lt: 1 + (n % 3) } }),
    (n: number) => ({ $or: [{ 'session.channel': { $in: ['email', 'paid'] } }, { 'visits.count': { $gte: 2 + (n % 9) } }] }),
    (n: number) => ({ 'page.language': { $in: ['it', 'en'] }, 'time.hour': { $gte: n % 24 }, 'loyalty.member': n % 2 === 0 }),
    (n: number) => ({ recentItems: { $elemMatch: { $eq: `none-${n}` } } }),
  ];
  return Array.from({ length: count }, (_, index) =>
    v.parse(RuleSchema, {
      id: `rule-${index}`,
      name: {},
      enabled: below(5) > 0,
      pages: below(3) === 0 ? [] : [PAGE_TYPES[below(PAGE_TYPES.length)]!, PAGE_TYPES[below(PAGE_TYPES.length)]!],
      slots: [`slot-${below(SLOTS_OF_SITE)}`, `slot-${below(SLOTS_OF_SITE)}`],
      who: conditions[below(conditions.length)]!(below(200)),
      what: { kind: 'message', title: { it: 'Ciao' }, text: { it: `Regola ${index}` } },
      reason: { it: 'Perché sì' },
    }),
  );
}

/** How long one decision takes on the demo shop's data, for visitors in different stages, and what its record adds. One thread, microseconds. */
export function measureDecisions(nowMs: number): DecisionFigures[] {
  return demoVisits(nowMs).map(([name, input]) => measure(name, input));
}

/** Visits to the demo shop by people in different stages, by what they are; made once for a moment. */
export function demoVisits(nowMs: number): readonly [name: string, input: DecisionInput][] {
  if (made?.nowMs !== nowMs) made = { nowMs, visits: madeVisits(nowMs) };
  return made.visits;
}

let made: { nowMs: number; visits: [string, DecisionInput][] } | null = null;

function madeVisits(nowMs: number): [string, DecisionInput][] {
  const site = demoSite(nowMs);
  const stock = stockOf(nowMs);
  const visits: [string, Fact[], readonly string[]][] = [
    ['a first visit to the home page', [], ['home-picks']],
    ['a product page after five products', looks(site, nowMs), ['product-picks']],
    ['a cart left at the shipping cost', abandonedCart(site, nowMs), ['home-picks', 'store-notice']],
  ];
  return visits.map(([name, facts, slots]) => [name, inputFor(site, stock, facts, slots, nowMs)]);
}

function measure(name: string, input: DecisionInput): DecisionFigures {
  const [plain, whole]: [number[], number[]] = [[], []];
  // In turns: what slows the machine slows both.
  for (let run = 0; run < WARM_UP_RUNS + RUNS; run += 1) {
    const start = performance.now();
    decide(input);
    const between = performance.now();
    recorded(input);
    const end = performance.now();
    if (run < WARM_UP_RUNS) continue;
    plain.push((between - start) * 1_000);
    whole.push((end - between) * 1_000);
  }
  plain.sort((a, b) => a - b);
  whole.sort((a, b) => a - b);
  return {
    name,
    p50Us: plain[RUNS / 2]!,
    p99Us: plain[Math.floor(RUNS * 0.99)]!,
    recordedP50Us: whole[RUNS / 2]!,
    recordBytes: recorded(input),
    blocks: decide(input).blocks.length,
  };
}

/** Decides, and makes what the receipt and the queue are given: the digest of the answer, the record, its digest, and its text within a message. */
function recorded(input: DecisionInput): number {
  const answered = digest(answeredText(decide(input)));
  const who = personKeys([{ deviceId: 'device' }], RECEIPT_KEY);
  const text = JSON.stringify(recordOf(input, { id: RECORD_ID, who, answered }));
  digest(text);
  JSON.stringify({ decision: { id: RECORD_ID, who, text } });
  return Buffer.byteLength(text);
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

function inputFor(
  site: PublishedSite<RecommendationIndex>,
  stock: ReadonlyMap<string, readonly InventoryLine[]>,
  facts: Fact[],
  slots: readonly string[],
  nowMs: number,
): DecisionInput {
  const type = slots.includes('product-picks') ? 'product' : 'home';
  const product = facts.findLast((fact) => fact.type === 'view_item')?.items?.[0]?.item_id;
  return {
    nowMs,
    hoursAtMs: nowMs,
    site,
    stock,
    profile: profileOf(facts, { currency: SETTINGS.currency }),
    stageNote: null,
    offers: [],
    personId: 'somebody',
    visit: {
      page: { url: 'https://shop.example/', type, locale: 'it-IT', ...(type === 'product' && product ? { product } : {}) },
      sessionId: 'now',
      slots,
      storeCode: null,
      kept: true,
      isNewPage: true,
    },
    customer: null,
    position: { latitude: 45.4642, longitude: 9.1895 },
  };
}

function demoSite(nowMs: number): PublishedSite<RecommendationIndex> {
  const products = kept(demoProducts('https://shop.example'), (row) => parseProduct(row, SETTINGS, nowMs));
  const bySession = new Map<string, { items: string[]; endedAtMs: number }>();
  for (const { visitorId, at, type, items } of demoHistory({ nowMs, days: 30, seed: 'bench', baseUrl: 'https://shop.example' }).events) {
    if (type !== 'view_item') continue;
    const session = bySession.get(visitorId) ?? { items: [], endedAtMs: 0 };
    session.items.push(...(items ?? []).map(({ item_id }) => item_id));
    session.endedAtMs = Date.parse(at);
    bySession.set(visitorId, session);
  }
  return {
    head: {
      id: 'bench',
      version: 1,
      revision: 'r1',
      settings: SETTINGS,
      setup: defaultSetup(),
      parts: { catalog: 'c1', stores: 's1', stock: { revision: 'i1', shards: 1 }, recommendations: 'm1' },
      identitySecrets: [],
      receiptKey: '',
    },
    catalog: { products, byId: new Map(products.map((product) => [product.id, product])) },
    stores: kept(demoStores(nowMs, 'https://shop.example'), (row) => parseStore(row, SETTINGS, nowMs)),
    recommendations: buildIndex({ sessions: bySession.values(), baskets: [], nowMs }),
  };
}

function stockOf(nowMs: number): Map<string, InventoryLine[]> {
  const wanted = new Set<string>(demoStory.products);
  const lines = kept(demoInventory(nowMs), (row) => parseInventory(row, SETTINGS, nowMs)).filter(({ productId }) => wanted.has(productId));
  return new Map([...wanted].map((id) => [id, lines.filter(({ productId }) => productId === id)]));
}

function kept<T>(rows: readonly object[], parse: (row: RawRow) => RowResult<T>): T[] {
  return rows.map((fields, index) => {
    const result = parse({ row: index + 1, fields: { ...fields } });
    if (!result.ok) throw new Error(`Row ${index + 1} of the demo data: ${JSON.stringify(result.errors)}`);
    return result.value;
  });
}

function looks(site: PublishedSite<unknown>, nowMs: number): Fact[] {
  return site.catalog.products
    .slice(0, 5)
    .map(({ id }, index) => fact('view_item', `v${index}`, nowMs - (5 - index) * MINUTE_MS, { items: [{ item_id: id, quantity: 1 }] }));
}

function abandonedCart(site: PublishedSite<unknown>, nowMs: number): Fact[] {
  const items = demoStory.products.map((item_id) => ({ item_id, quantity: 1, price: 89.9 }));
  const then = nowMs - 24 * 60 * MINUTE_MS;
  return [
    ...looks(site, then),
    fact('cart', 'c1', then, { currency: 'EUR', value: 179.8, items }),
    fact('begin_checkout', 'c2', then + MINUTE_MS, { currency: 'EUR', value: 179.8, items }),
    fact('add_shipping_info', 'c3', then + 2 * MINUTE_MS, { currency: 'EUR', value: 179.8, shipping: 6.9, items }),
    fact('friction', 'c4', then + 3 * MINUTE_MS, { friction: 'shipping_cost' }),
    fact('page_view', 'p1', nowMs, {}, 'now'),
  ];
}

function fact(type: Fact['type'], id: string, atMs: number, more: Partial<Fact>, sessionId = 'before'): Fact {
  return { id, type, atMs, sessionId, deviceId: 'device', ...more };
}
