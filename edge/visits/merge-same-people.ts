import type { Env } from '../platform/env.ts';
import { siteClient } from '../site/client.ts';
import { loadPublishedSite } from '../site/snapshot.ts';
import type { SamePair } from '../site/types.ts';
import { mergePeople, unmergePeople } from '../visitor/merge.ts';
import { mergeNames } from './merge-names.ts';

/** Pairs of one message: each costs some twenty calls, and an invocation may make a thousand. */
const PAIRS_AT_ONCE = 25;

/** Who merges what nobody asked for, in the audit log. */
const ACTOR = 'system';

/**
 * Merges member records that are evidently one person (`edge/site/same-person.ts` has the rule), as a merge by hand does: audited, to be undone exactly,
 * and never made again after that. Twice is the same as once; one that broke off is made again.
 * @returns whether more are left
 */
export async function mergeSamePeople(env: Env, siteId: string): Promise<boolean> {
  const site = await loadPublishedSite(env, siteId, Date.now());
  if (!site) return false;
  const client = siteClient(env, siteId);
  const pairs = await client.findSamePeople(PAIRS_AT_ONCE);
  for (const pair of pairs.ok ? pairs.value : []) {
    const [keep, take] = [{ customerId: pair.keep }, { customerId: pair.take }];
    const outcome = await mergeNames(env, site, keep, take, mergePeople);
    const noted = await client.noteSamePeople(pair, outcome.ok || outcome.why === 'same' ? 'merged' : 'refused', auditOf(pair));
    // Somebody parted them meanwhile.
    if (noted.ok && !noted.value && outcome.ok) await mergeNames(env, site, keep, take, unmergePeople);
  }
  return pairs.ok && pairs.value.length > 0;
}

const auditOf = ({ keep, take, by }: SamePair) => ({
  actor: ACTOR,
  detail: { keep: { customerId: keep }, take: { customerId: take }, sharedBy: by },
});
