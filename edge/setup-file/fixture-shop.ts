import type { PublishedSite } from '../../shared/published-site.ts';
import type { FixtureData } from '../../shared/schemas/fixture.ts';
import type { Product } from '../../shared/schemas/product.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import type { InventoryLine, Store } from '../../shared/schemas/store.ts';
import { parseProduct } from '../catalog/parse-product.ts';
import type { ImportSite } from '../imports/fields.ts';
import { parseInventory } from '../imports/parse-inventory.ts';
import { parseStore } from '../imports/parse-store.ts';
import type { RecommendationIndex } from '../recommendations/session-index.ts';
import { type ReadRows, readRows } from './fixture-rows.ts';

/** An Italian shop, where a file does not say otherwise. */
const SETTINGS = { currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' };

/** Products, shops and stock of a fixture, its own or those that all share. */
export interface Shop {
  settings: typeof SETTINGS;
  catalog: ReadRows<Product>;
  stores: ReadRows<Store>;
  stock: ReadRows<InventoryLine>;
}

type Lists = Pick<FixtureData, 'catalog' | 'stores' | 'stock'>;

/** Settings of the shop in which all fixtures of a set-up happen. */
export function settingsOf({ fixtureData }: Pick<SiteSetup, 'fixtureData'>): typeof SETTINGS {
  const { currency, locale, timeZone } = { ...SETTINGS, ...fixtureData?.settings };
  return { currency: currency ?? SETTINGS.currency, locale: locale ?? SETTINGS.locale, timeZone: timeZone ?? SETTINGS.timeZone };
}

/**
 * The shop at moments, for the fixtures of one set-up. What all share is read once a moment: stock without a date is of that moment, and so
 * are sales.
 */
export function shopsOf(setup: SiteSetup): (own: Lists, ownPointer: string, nowMs: number) => Shop {
  const settings = settingsOf(setup);
  const shared = new Map<number, Omit<Shop, 'settings'>>();
  return (own, ownPointer, nowMs) => {
    let common = shared.get(nowMs);
    if (!common) {
      common = read(setup.fixtureData ?? {}, '/fixtureData', settings, nowMs);
      shared.set(nowMs, common);
    }
    const { catalog, stores, stock } = read(own, ownPointer, settings, nowMs);
    return {
      settings,
      catalog: own.catalog ? catalog : common.catalog,
      stores: own.stores ? stores : common.stores,
      stock: own.stock ? stock : common.stock,
    };
  };
}

function read({ catalog = [], stores = [], stock = [] }: Lists, pointer: string, site: ImportSite, nowMs: number): Omit<Shop, 'settings'> {
  return {
    catalog: readRows(catalog, parseProduct, `${pointer}/catalog`, site, nowMs),
    stores: readRows(stores, parseStore, `${pointer}/stores`, site, nowMs),
    stock: readRows(stock, parseInventory, `${pointer}/stock`, site, nowMs),
  };
}

/** The shop with a set-up in force. It has learnt nothing yet, so that a file alone says what is decided. */
export function siteOf({ settings, catalog, stores }: Shop, setup: SiteSetup): PublishedSite<RecommendationIndex> {
  return {
    head: {
      id: 'fixture',
      version: 0,
      revision: '',
      settings: { name: 'Fixture', origins: [], ...settings },
      setup,
      parts: { catalog: null, stores: null, stock: null, recommendations: null },
      identitySecrets: [],
      receiptKey: '',
    },
    catalog: { products: catalog.values, byId: new Map(catalog.values.map((product) => [product.id, product])) },
    stores: stores.values,
    recommendations: null,
  };
}
