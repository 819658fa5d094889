import type { Catalog } from '../../shared/published-site.ts';
import type { Product } from '../../shared/schemas/product.ts';
import type { Store } from '../../shared/schemas/store.ts';
import type { Env } from '../platform/env.ts';
import { errorText, log } from '../platform/log.ts';
import { decodeIndex } from '../recommendations/codec.ts';
import type { RecommendationIndex } from '../recommendations/session-index.ts';
import { catalogKey, chunksOf, recommendationsKey, storesKey } from './keys.ts';

/** The published parts of one revision each, from KV. All answer undefined where KV does not have it (yet, or any more). */
type Source = Pick<Env, 'SNAPSHOTS'>;

export const EMPTY_CATALOG: Catalog = { products: [], byId: new Map() };

export async function loadCatalog(env: Source, siteId: string, revision: string): Promise<Catalog | undefined> {
  const products = await loadChunks<Product>(env, revision, (chunk) => catalogKey(siteId, revision, chunk));
  return products && { products, byId: new Map(products.map((product) => [product.id, product])) };
}

export function loadStores(env: Source, siteId: string, revision: string): Promise<Store[] | undefined> {
  return loadChunks<Store>(env, revision, (chunk) => storesKey(siteId, revision, chunk));
}

async function loadChunks<T>(env: Source, revision: string, keyOf: (chunk: number) => string): Promise<T[] | undefined> {
  const all: T[] = [];
  for (let chunk = 0; chunk < chunksOf(revision); chunk++) {
    const some = await env.SNAPSHOTS.get<T[]>(keyOf(chunk), 'json');
    if (!some) return undefined;
    for (const item of some) all.push(item);
  }
  return all;
}

/** null: there is one, and it cannot be read */
export async function loadIndex(env: Source, siteId: string, revision: string): Promise<RecommendationIndex | null | undefined> {
  const bytes = await env.SNAPSHOTS.get(recommendationsKey(siteId, revision), 'arrayBuffer');
  if (!bytes) return undefined;
  try {
    return decodeIndex(new Uint8Array(bytes));
  } catch (error) {
    log('error', 'recommendation index cannot be read', { site: siteId, revision, error: errorText(error) });
    return null;
  }
}
