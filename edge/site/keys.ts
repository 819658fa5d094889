/** Names in KV. Parts are immutable: a new revision is a new key. Only the head is ever overwritten. */

export function headKey(siteId: string): string {
  return `site:${siteId}`;
}

export function catalogKey(siteId: string, revision: string, chunk: number): string {
  return `site:${siteId}:catalog:${revision}:${chunk}`;
}

export function storesKey(siteId: string, revision: string, chunk: number): string {
  return `site:${siteId}:stores:${revision}:${chunk}`;
}

export function stockKey(siteId: string, revision: string, shard: number): string {
  return `site:${siteId}:stock:${revision}:${shard}`;
}

export function recommendationsKey(siteId: string, revision: string): string {
  return `site:${siteId}:recommendations:${revision}`;
}

/** One key a site, apart from the parts, so that the list of sites is one listing of short keys. */
export const TENANT_PREFIX = 'tenant:';

export function tenantKey(siteId: string): string {
  return `${TENANT_PREFIX}${siteId}`;
}

/**
 * Revision of a part that may need several values: `…~3` says three chunks. KV takes 25 MiB a value;
 * a revision that names its chunks needs no index beside it.
 */
export function chunkedRevision(revision: string, chunks: number): string {
  return `${revision}~${chunks}`;
}

/** How many chunks a revision has; 0 for a revision of another form. */
export function chunksOf(revision: string): number {
  const count = Number(/~(\d{1,4})$/.exec(revision)?.[1] ?? 0);
  return Number.isSafeInteger(count) ? count : 0;
}
