import { SLUG_PATTERN } from '../../shared/ids.ts';
import type { Catalog, PublishedSite, SiteHead } from '../../shared/published-site.ts';
import type { Store } from '../../shared/schemas/store.ts';
import type { Env } from '../platform/env.ts';
import { errorText, log } from '../platform/log.ts';
import type { RecommendationIndex } from '../recommendations/session-index.ts';
import { headKey } from './keys.ts';
import { EMPTY_CATALOG, loadCatalog, loadIndex, loadStores } from './load-parts.ts';
import { forgetStock } from './stock.ts';

export { loadStock } from './stock.ts';

/** How long an isolate goes on with the head it has. */
export const SNAPSHOT_TTL_MS = 5_000;

/**
 * After a change made here, the head is read anew with each request for so long: a change that came within a second of another is
 * published a second later, and who made it should not have to wait for the end of SNAPSHOT_TTL_MS on top.
 */
const CHANGING_MS = 3_000;

/** Sites an isolate holds; the one not asked for longest goes first. */
const SITES_MAX = 16;

/** Unknown ids remembered: who guesses ids must not cost a KV read each time, nor fill the memory. */
const UNKNOWN_MAX = 1_000;

/** A part and the revision it is of. */
interface Held<T> {
  revision: string | null;
  value: T;
}

interface Entry {
  checkedAtMs: number;
  head: SiteHead;
  catalog: Held<Catalog>;
  stores: Held<readonly Store[]>;
  recommendations: Held<RecommendationIndex | null>;
  site: PublishedSite<RecommendationIndex>;
}

const entries = new Map<string, Entry>();
const unknown = new Map<string, number>();
/** sites changed here of late, and until when that counts */
const changing = new Map<string, number>();

type Source = Pick<Env, 'SNAPSHOTS'>;

/**
 * A site as it is published, from this isolate's memory where it is fresh, else from KV. Parts that are of the revision asked for stay as
 * they are. A part that KV does not have (yet) is replaced by the one before, and asked for again; an index that cannot be read counts
 * as none. When KV fails, what is in memory goes on serving.
 *
 * @returns null for a site that is not there
 */
export async function loadPublishedSite(env: Source, siteId: string, nowMs: number): Promise<PublishedSite<RecommendationIndex> | null> {
  const entry = entries.get(siteId);
  if (entry && isFresh(entry.checkedAtMs, nowMs) && !isChanging(siteId, nowMs)) return entry.site;
  if (!entry && (!SLUG_PATTERN.test(siteId) || isFresh(unknown.get(siteId), nowMs))) return null;
  // Whoever comes while this one asks KV goes on with what is there: promises must not be shared between requests.
  if (entry) entry.checkedAtMs = nowMs;
  try {
    const head = await env.SNAPSHOTS.get<SiteHead>(headKey(siteId), 'json');
    if (!head) return rememberUnknown(siteId, nowMs);
    return await refresh(env, siteId, head, nowMs);
  } catch (error) {
    if (!entry) throw error;
    log('warn', 'published site not refreshed', { site: siteId, error: errorText(error) });
    return entry.site;
  }
}

/** Drops this isolate's copy, so that who changed a site sees the change with the next request, or as soon as it is published. */
export function forgetSite(siteId: string, nowMs = Date.now()): void {
  entries.delete(siteId);
  unknown.delete(siteId);
  changing.set(siteId, nowMs + CHANGING_MS);
  forgetStock(siteId);
}

function isChanging(siteId: string, nowMs: number): boolean {
  const untilMs = changing.get(siteId);
  if (untilMs === undefined) return false;
  if (nowMs < untilMs && nowMs > untilMs - 2 * CHANGING_MS) return true;
  changing.delete(siteId);
  return false;
}

function isFresh(checkedAtMs: number | undefined, nowMs: number): boolean {
  return checkedAtMs !== undefined && Math.abs(nowMs - checkedAtMs) < SNAPSHOT_TTL_MS;
}

function rememberUnknown(siteId: string, nowMs: number): null {
  entries.delete(siteId);
  unknown.delete(siteId);
  unknown.set(siteId, nowMs);
  if (unknown.size > UNKNOWN_MAX) unknown.delete(unknown.keys().next().value!);
  return null;
}

async function refresh(env: Source, siteId: string, head: SiteHead, nowMs: number): Promise<PublishedSite<RecommendationIndex>> {
  const before = entries.get(siteId);
  const [catalog, stores, recommendations] = await Promise.all([
    held(before?.catalog, head.parts.catalog, EMPTY_CATALOG, (revision) => loadCatalog(env, siteId, revision)),
    held(before?.stores, head.parts.stores, [], (revision) => loadStores(env, siteId, revision)),
    held(before?.recommendations, head.parts.recommendations, null, (revision) => loadIndex(env, siteId, revision)),
  ]);
  const same =
    before?.head.revision === head.revision &&
    before.catalog === catalog &&
    before.stores === stores &&
    before.recommendations === recommendations;
  const site = same
    ? before.site
    : {
        head: { ...head, parts: { ...head.parts, ...revisionsOf({ catalog, stores, recommendations }) } },
        catalog: catalog.value,
        stores: stores.value,
        recommendations: recommendations.value,
      };
  entries.delete(siteId);
  entries.set(siteId, { checkedAtMs: nowMs, head: site.head, catalog, stores, recommendations, site });
  unknown.delete(siteId);
  if (entries.size > SITES_MAX) entries.delete(entries.keys().next().value!);
  return site;
}

/** Which parts decisions are made on here: where KV does not have the newest yet, not those that the head names. */
function revisionsOf(parts: Pick<Entry, 'catalog' | 'stores' | 'recommendations'>): Omit<SiteHead['parts'], 'stock'> {
  return { catalog: parts.catalog.revision, stores: parts.stores.revision, recommendations: parts.recommendations.revision };
}

/** The part of the revision wanted, or what there is. `load` answers undefined when KV does not have it. */
async function held<T>(
  before: Held<T> | undefined,
  revision: string | null,
  none: T,
  load: (revision: string) => Promise<T | undefined>,
): Promise<Held<T>> {
  if (before && before.revision === revision) return before;
  if (revision === null) return { revision, value: none };
  const value = await load(revision);
  return value === undefined ? (before ?? { revision: null, value: none }) : { revision, value };
}
