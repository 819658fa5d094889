import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { inForce } from './in-force.ts';
import { done, refused, type SiteResult } from './result.ts';
import type { SiteStore } from './site-store.ts';
import type { Comparison, Draft, Standing } from './types.ts';

/** ETag of a draft, without quotes. Its edition is enough: drafts are only ever replaced. */
function etagOf(edition: number): string {
  return `d${edition}`;
}

export function readDraft(store: SiteStore): Draft {
  const { setup, edition } = store.setup.readDraft();
  return { setup, etag: etagOf(edition), changed: store.setup.draftChanged() };
}

/** The draft beside what is published; null where both still stand as they are known to. */
export function comparison(store: SiteStore, known: Standing | null): Comparison | null {
  const { edition, setup: draft } = store.setup.readDraft();
  const version = store.setup.currentVersion();
  if (known?.etag === etagOf(edition) && known.version === version) return null;
  const { settings } = store.settings.read()!;
  const published = inForce(store.setup.readVersion(version)!.setup, []);
  return { etag: etagOf(edition), version, draft: inForce(draft, []), published, blastRadius: settings.blastRadius ?? null };
}

/** Replaces the draft, unless it is not the one the caller read. @param ifMatch null = whatever it is */
export function writeDraft(store: SiteStore, setup: SiteSetup, ifMatch: string | null): SiteResult<Draft> {
  const changed = ifMatch === null ? null : changedSince(store, ifMatch);
  if (changed) return changed;
  store.setup.writeDraft(setup);
  return done(readDraft(store));
}

/**
 * Makes the draft the newest version, unless it is not the one the caller read.
 * @returns the version in force, and whether it is a new one
 */
export function versionOfDraft(
  store: SiteStore,
  ifMatch: string,
  nowMs: number,
  actor: string,
): SiteResult<{ version: number; changed: boolean }> {
  const changed = changedSince(store, ifMatch);
  if (changed) return changed;
  if (!store.setup.draftChanged()) return done({ version: store.setup.currentVersion(), changed: false });
  return done({ version: store.setup.addVersion(store.setup.readDraft().setup, nowMs, actor, null), changed: true });
}

function changedSince(store: SiteStore, ifMatch: string): SiteResult<never> | null {
  const { etag } = readDraft(store);
  return etag === ifMatch ? null : refused('changed', `The draft is now "${etag}", not "${ifMatch}". Read it again.`);
}

/**
 * Brings an old version back, as a new one: history is never rewritten. A draft that held no work of its own follows;
 * one that does stays as it is.
 */
export function versionOfOld(
  store: SiteStore,
  version: number,
  nowMs: number,
  actor: string,
): SiteResult<{ version: number; changed: boolean }> {
  const old = store.setup.readVersion(version);
  if (!old) return refused('not-found', `There is no version ${version}.`);
  const current = store.setup.currentVersion();
  if (version === current) return done({ version, changed: false });
  const draftFollows = !store.setup.draftChanged();
  const added = store.setup.addVersion(old.setup, nowMs, actor, version);
  if (draftFollows) store.setup.writeDraft(old.setup);
  return done({ version: added, changed: true });
}
