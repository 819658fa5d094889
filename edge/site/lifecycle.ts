import { headKey, TENANT_PREFIX, tenantKey } from './keys.ts';
import { SECRET_BYTES, secretText } from './secrets.ts';
import type { SiteStore } from './site-store.ts';
import type { CreateSite, PatchSite, SiteRecord } from './types.ts';

/** Identity keys valid at once: the new one, and the one tokens in flight were signed with. */
const IDENTITY_SECRETS_KEPT = 2;

/** Keys one KV listing answers. */
const LIST_PAGE = 1_000;

/** Writes a new site with its first version. @returns the key that verifies `identify` */
export function createRecord(store: SiteStore, input: CreateSite, nowMs: number, actor: string): string {
  const identitySecret = input.identitySecret ?? madeSecret();
  store.settings.insert({
    siteId: input.id,
    settings: input.settings,
    createdAtMs: nowMs,
    identitySecrets: [identitySecret],
    receiptKey: madeSecret(),
  });
  store.setup.writeDraft(input.setup);
  store.setup.addVersion(input.setup, nowMs, actor, null);
  store.audit.add(nowMs, actor, 'site.create', { id: input.id });
  return identitySecret;
}

export function changeSettings(store: SiteStore, patch: PatchSite, nowMs: number, actor: string): null {
  const site = store.settings.read()!;
  const secrets = patch.identitySecret === undefined ? [] : [patch.identitySecret];
  const identitySecrets = [...new Set([...secrets, ...site.identitySecrets])].slice(0, IDENTITY_SECRETS_KEPT);
  store.settings.update({ ...site.settings, ...patch.settings }, identitySecrets);
  const rotated = patch.identitySecret === undefined ? {} : { identitySecret: 'rotated' };
  store.audit.add(nowMs, actor, 'site.change', { ...patch.settings, ...rotated });
  return null;
}

export function siteRecord(store: SiteStore): SiteRecord {
  const { siteId, settings, createdAtMs } = store.settings.read()!;
  return {
    id: siteId,
    settings,
    createdAtMs,
    version: store.setup.currentVersion(),
    revision: store.settings.readHead()?.revision ?? '',
    counts: store.counts(),
  };
}

/** What the list of sites shows of each, kept with its key so that the list is one read. */
export interface TenantMetadata {
  name: string;
  createdAtMs: number;
}

/** In order of id. @param cursor as the page before gave it */
export async function listTenants(
  kv: KVNamespace,
  cursor: string | null,
  limit: number,
): Promise<{ items: ({ id: string } & TenantMetadata)[]; next: string | null }> {
  const page = await kv.list<TenantMetadata>({ prefix: TENANT_PREFIX, limit, cursor });
  const items = page.keys.map((key) => ({
    id: key.name.slice(TENANT_PREFIX.length),
    name: key.metadata?.name ?? '',
    createdAtMs: key.metadata?.createdAtMs ?? 0,
  }));
  return { items, next: page.list_complete ? null : page.cursor };
}

/** Takes a site out of KV: first the head, so that nobody reads half of it. */
export async function removeFromKv(kv: KVNamespace, siteId: string): Promise<void> {
  await kv.delete(headKey(siteId));
  await kv.delete(tenantKey(siteId));
  let cursor: string | null = null;
  do {
    const page: KVNamespaceListResult<unknown> = await kv.list({ prefix: `${headKey(siteId)}:`, limit: LIST_PAGE, cursor });
    await Promise.all(page.keys.map((key) => kv.delete(key.name)));
    cursor = page.list_complete ? null : page.cursor;
  } while (cursor !== null);
}

function madeSecret(): string {
  return secretText(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}
