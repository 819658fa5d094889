import type { PublishedSite, SiteHead } from '../../shared/published-site.ts';
import type { Env } from '../platform/env.ts';
import type { RecommendationIndex } from '../recommendations/session-index.ts';
import { siteClient } from './client.ts';
import { EMPTY_CATALOG, loadCatalog, loadIndex, loadStores } from './load-parts.ts';

/** What of a past revision is not there any more. */
export type MissingPart = 'revision' | 'catalog' | 'stores' | 'recommendations';

/**
 * A site as it was published under a revision, for decisions that were made on it: all of it but the stock. Secrets are today's.
 * @param now the head in force
 * @param revision of the head, and which `parts` it was made on
 * @returns what is missing, where anything is: half a site would decide otherwise
 */
export async function loadPastSite(
  env: Pick<Env, 'SITES' | 'SNAPSHOTS'>,
  now: SiteHead,
  { revision, parts }: { revision: string; parts: Omit<SiteHead['parts'], 'stock'> },
): Promise<{ site: PublishedSite<RecommendationIndex> } | { missing: MissingPart }> {
  const past = await siteClient(env, now.id).readPastHead(revision);
  if (!past.ok) return { missing: 'revision' };
  const { identitySecrets, receiptKey } = now;
  const head: SiteHead = { ...past.value, revision, parts: { ...parts, stock: null }, identitySecrets, receiptKey };
  const [catalog, stores, recommendations] = await Promise.all([
    parts.catalog === null ? EMPTY_CATALOG : loadCatalog(env, now.id, parts.catalog),
    parts.stores === null ? [] : loadStores(env, now.id, parts.stores),
    parts.recommendations === null ? null : loadIndex(env, now.id, parts.recommendations),
  ]);
  if (catalog === undefined) return { missing: 'catalog' };
  if (stores === undefined) return { missing: 'stores' };
  if (recommendations === undefined) return { missing: 'recommendations' };
  return { site: { head, catalog, stores, recommendations } };
}
