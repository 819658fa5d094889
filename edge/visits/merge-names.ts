import type { PublishedSite } from '../../shared/published-site.ts';
import { journeyBasisOf } from '../journey/basis.ts';
import type { Env } from '../platform/env.ts';
import { inspectPerson, type PersonRef } from '../visitor/client.ts';
import type { MergeOutcome, mergePeople } from '../visitor/merge.ts';
import { bringReceipts } from './bring-receipts.ts';
import { restage } from './restage.ts';

/**
 * Makes two names of one person one, or two again, with their receipts, and the stage that follows.
 * @param run `mergePeople` or `unmergePeople`
 */
export async function mergeNames(
  env: Env,
  site: PublishedSite,
  keep: PersonRef,
  take: PersonRef,
  run: typeof mergePeople,
): Promise<MergeOutcome> {
  const { id, settings } = site.head;
  // A customer may be known by receipts alone.
  for (const ref of [keep, take]) if ('customerId' in ref) await bringReceipts(env, site, ref.customerId);
  const outcome = await run(env, { siteId: id, currency: settings.currency, keep, take });
  if (!outcome.ok) return outcome;
  // The stage, and since when, follow from the facts as they are now.
  const basis = { id, ...journeyBasisOf(site.head) };
  for (const ref of [outcome.keep, outcome.take]) {
    const person = (await inspectPerson(env, id, ref))?.person ?? ref;
    const customer = 'customerId' in person ? await bringReceipts(env, site, person.customerId) : null;
    await restage(env, basis, person, customer, Date.now());
  }
  return outcome;
}
