import type { Env } from '../platform/env.ts';
import { personStub, type RecordResult, tellMerged, type VisitorView } from './client.ts';
import { nameOf, type PersonRef, refOf } from './person-ref.ts';

type Visitors = Pick<Env, 'VISITORS'>;

export interface Merge {
  siteId: string;
  currency: string;
  /** whose profile holds both from then on: a customer, or a device that is one's */
  keep: PersonRef;
  take: PersonRef;
}

/** How it went, or why nothing was changed. */
export type MergeOutcome =
  | { ok: true; keep: PersonRef; take: PersonRef; changed: boolean }
  | { ok: false; why: 'unknown-keep' | 'unknown-take' | 'same' | 'anonymous' | 'loop' | 'not-merged' }
  | { ok: false; why: 'taken'; by: PersonRef };

/**
 * Makes two names lead to one profile. Each fact stays under the name it was told under, also those to come, and `keep` reads along: so it can be
 * undone exactly. Twice is the same as once; one that broke off can be made again.
 */
export async function mergePeople(env: Visitors, merge: Merge): Promise<MergeOutcome> {
  const { siteId, currency } = merge;
  const [keep, take] = [await resolve(env, siteId, merge.keep), await resolve(env, siteId, merge.take)];
  if (!keep.view) return { ok: false, why: 'unknown-keep' };
  if (!take.view) return { ok: false, why: 'unknown-take' };
  if (keep.name === take.name) return { ok: false, why: 'same' };
  // A device is whoever signs in on it next: no name to keep anything under.
  if ('deviceId' in keep.ref) return { ok: false, why: 'anonymous' };
  const { mergedInto } = take.view;
  if (mergedInto !== null && mergedInto !== keep.name) return { ok: false, why: 'taken', by: refOf(mergedInto) };
  if (await leadsTo(env, siteId, keep.view, take.name)) return { ok: false, why: 'loop' };
  await personStub(env, siteId, keep.ref).admit(take.name);
  const found: string = (await personStub(env, siteId, take.ref).setMergedInto(keep.name))!;
  // Of merges made at once neither saw the other before: whoever sees it now takes its own back.
  const now = (await personStub(env, siteId, keep.ref).inspect()) as VisitorView | null;
  const isLoop = now !== null && (await leadsTo(env, siteId, now, take.name));
  if (found !== keep.name || isLoop) {
    if (found === keep.name) await personStub(env, siteId, take.ref).setMergedInto(null);
    await personStub(env, siteId, keep.ref).dismiss(take.name, currency);
    return isLoop ? { ok: false, why: 'loop' } : { ok: false, why: 'taken', by: refOf(found) };
  }
  await tellAgain(env, siteId, currency, take.ref);
  return { ok: true, keep: keep.ref, take: take.ref, changed: mergedInto === null };
}

/** Undoes a merge: everyone has what was told under their own name, before it and after. */
export async function unmergePeople(env: Visitors, merge: Merge): Promise<MergeOutcome> {
  const { siteId, currency } = merge;
  const [keep, take] = [await resolve(env, siteId, merge.keep), await resolve(env, siteId, merge.take)];
  const isTold = take.view?.mergedInto === keep.name;
  const isHeld = keep.view?.merged.includes(take.name) === true;
  if (!isTold && !isHeld) return { ok: false, why: 'not-merged' };
  if (isTold) await personStub(env, siteId, take.ref).setMergedInto(null);
  if (isHeld) {
    await personStub(env, siteId, keep.ref).dismiss(take.name, currency);
    await tellAgain(env, siteId, currency, keep.ref);
  }
  return { ok: true, keep: keep.ref, take: take.ref, changed: true };
}

/** Brings whoever a person was found to be up to date, after something was taken from that person. */
export async function tellAgain(env: Visitors, siteId: string, currency: string, person: PersonRef): Promise<void> {
  const result: RecordResult = await personStub(env, siteId, person).record({ facts: [], currency });
  await tellMerged(env, { siteId, currency }, person, result);
}

interface Named {
  ref: PersonRef;
  name: string;
  view: VisitorView | null;
}

/** A person as named; a device that is a customer's names the customer. */
async function resolve(env: Visitors, siteId: string, asked: PersonRef): Promise<Named> {
  const view = (await personStub(env, siteId, asked).inspect()) as VisitorView | null;
  if (!view || view.linkedTo === null) return { ref: asked, name: nameOf(asked), view };
  const ref = { customerId: view.linkedTo };
  return { ref, name: nameOf(ref), view: (await personStub(env, siteId, ref).inspect()) as VisitorView | null };
}

/** Whether the one found to be the other, and so on, ends or passes at a name. */
async function leadsTo(env: Visitors, siteId: string, from: VisitorView, name: string): Promise<boolean> {
  const passed = new Set<string>();
  for (let view: VisitorView | null = from; view?.mergedInto != null && !passed.has(view.mergedInto); ) {
    if (view.mergedInto === name) return true;
    passed.add(view.mergedInto);
    view = (await personStub(env, siteId, refOf(view.mergedInto)).inspect()) as VisitorView | null;
  }
  return false;
}
