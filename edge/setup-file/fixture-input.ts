import type { Customer } from '../../shared/schemas/customer.ts';
import type { Fixture } from '../../shared/schemas/fixture.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import type { InventoryLine } from '../../shared/schemas/store.ts';
import type { DecisionInput } from '../decisioning/types.ts';
import type { ImportSite } from '../imports/fields.ts';
import { parseCustomer } from '../imports/parse-customer.ts';
import { parsePurchase } from '../imports/parse-purchase.ts';
import { type Fact, factOfPurchase } from '../visitor/facts.ts';
import type { Profile } from '../visitor/profile.ts';
import { profileOf } from '../visitor/reduce.ts';
import { withCategories } from '../visits/categories.ts';
import type { Finding } from './finding.ts';
import { factsOf } from './fixture-facts.ts';
import { readRows } from './fixture-rows.ts';
import { type Shop, siteOf } from './fixture-shop.ts';

const PAGE_URL = 'https://shop.example/';
const GRANTED = { analytics: 'granted', personalization: 'granted' } as const;

export interface FixtureInput {
  input: DecisionInput;
  /** what of the situation cannot be used: the decision says nothing then */
  errors: Finding[];
  warnings: Finding[];
}

/**
 * What a decision needs, of the situation of a fixture. Consent counts as it does for a visit (`edge/visits/take-visit.ts`): without it the
 * past is not looked at, nor whose it is.
 *
 * @param pointer of the fixture in the file
 */
export function inputOf({ given }: Fixture, setup: SiteSetup, shop: Shop, pointer: string): FixtureInput {
  const nowMs = Date.parse(given.at);
  const { settings, catalog, stores, stock } = shop;
  const { type = 'home', url = PAGE_URL, locale = settings.locale, product } = given.page ?? {};
  const consent = given.consent ?? GRANTED;
  const mayStore = consent.analytics === 'granted';
  const mayKnow = mayStore && consent.personalization === 'granted';
  const facts = factsOf(given, type, `${pointer}/given`);
  const known = customerOf(given.customer, `${pointer}/given/customer`, settings, nowMs);
  const site = siteOf(shop, setup);
  const customer = mayKnow ? known.customer : null;
  const profile: Profile = {
    ...profileOf(
      (mayKnow ? [...facts.past, ...known.receipts, ...facts.now] : facts.now).map((fact) => withCategories(fact, site.catalog)),
      { currency: settings.currency },
    ),
    customerId: customer?.customerId ?? null,
  };
  return {
    input: {
      nowMs,
      hoursAtMs: nowMs,
      site,
      profile,
      stageNote: null,
      offers: [],
      personId: null,
      visit: {
        page: { url, type, locale, ...(product === undefined ? {} : { product }) },
        sessionId: facts.sessionId,
        slots: given.slots ?? [],
        storeCode: given.store ?? null,
        kept: mayStore,
        isNewPage: facts.now.some(({ type }) => type === 'page_view'),
      },
      customer,
      position: given.position ?? null,
      stock: stockOf(profile, stock.values),
    },
    errors: [...facts.errors, ...known.errors, ...catalog.errors, ...stores.errors, ...stock.errors],
    warnings: [...known.warnings, ...catalog.warnings, ...stores.warnings, ...stock.warnings],
  };
}

interface Known {
  customer: Customer | null;
  receipts: Fact[];
  errors: Finding[];
  warnings: Finding[];
}

function customerOf(given: Fixture['given']['customer'], pointer: string, site: ImportSite, nowMs: number): Known {
  if (!given) return { customer: null, receipts: [], errors: [], warnings: [] };
  const { purchases = [], ...row } = given;
  const member = readRows([row], parseCustomer, '', site, nowMs);
  const receipts = readRows(purchases, parsePurchase, `${pointer}/purchases`, site, nowMs);
  // The member is no list in the file: its pointers have no number in them.
  const own = (found: readonly Finding[]): Finding[] =>
    found.map((each) => ({ ...each, pointer: pointer + each.pointer.slice('/0'.length) }));
  return {
    customer: member.values[0] ?? null,
    receipts: receipts.values.map(factOfPurchase),
    errors: [...own(member.errors), ...receipts.errors],
    warnings: [...own(member.warnings), ...receipts.warnings],
  };
}

/** Of the cart's products only, by product: so much the edge reads for a visit. */
function stockOf({ cart }: Profile, lines: readonly InventoryLine[]): Map<string, InventoryLine[]> {
  const inCart = new Set(cart.lines.map(({ itemId }) => itemId));
  const stock = new Map<string, InventoryLine[]>();
  for (const line of lines) {
    if (inCart.has(line.productId)) stock.set(line.productId, [...(stock.get(line.productId) ?? []), line]);
  }
  return stock;
}
