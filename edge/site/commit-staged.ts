import { commitImport } from './commit-import.ts';
import { done, refused } from './result.ts';
import type { Change } from './single-changes.ts';
import type { SiteStore } from './site-store.ts';

/**
 * Brings in what was staged under an id, and notes who did.
 * @param kept keys a full import must not remove; null = remove nothing
 */
export function commitStaged(store: SiteStore, importId: string, kept: string[] | null, { actor, nowMs }: Change) {
  const staged = store.staging.read(importId);
  if (!staged) return refused('not-found', 'This import was dropped. Send the file again.');
  const { timeZone } = store.settings.read()!.settings;
  const commit = commitImport({ store, staged, kept, nowMs, timeZone });
  store.staging.drop(importId);
  store.audit.add(nowMs, actor, `import.${staged.kind}`, {
    mode: staged.mode,
    accepted: commit.accepted,
    refused: commit.errors.length,
  });
  return done({ ...commit, kind: staged.kind });
}
