import type { SiteHead } from '../../shared/published-site.ts';
import { inForce } from './in-force.ts';
import type { SiteStore } from './site-store.ts';
import type { PastHead } from './store/past-heads.ts';

/** What was in force under a revision, with the set-up of its version; null where it is not kept (any more). */
export function pastHead(store: SiteStore, revision: string): (PastHead & Pick<SiteHead, 'setup'>) | null {
  const head = store.pastHeads.read(revision);
  const version = head && store.setup.readVersion(head.version);
  return head && version ? { ...head, setup: inForce(version.setup, head.steeredWeights ?? []) } : null;
}
