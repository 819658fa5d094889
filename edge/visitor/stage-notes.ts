import type { Customer } from '../../shared/schemas/customer.ts';
import type { JourneyBasis } from '../journey/basis.ts';
import { type ProfilePoint, stageHistory } from '../journey/stage-history.ts';
import { mayBeKnown } from './device-consent.ts';
import { compareFacts, type Fact } from './facts.ts';
import type { StageNote } from './profile.ts';
import { profilesOf, reduce } from './reduce.ts';
import type { VisitorState } from './visitor-store.ts';

/**
 * Facts that are read again while a page waits for its answer; a past this long takes some milliseconds. What is longer keeps the note it has, and is
 * gone through afterwards.
 */
export const REREAD_MAX = 200;

/** What a person's object needs, besides the person, to find their stage: it is told with each visit. */
export interface StageAsk {
  /** `JourneyBasis` as JSON. The same set-up is the same text, which is read once. */
  basis: string;
  /** who the visit has shown to be */
  customerId: string | null;
  customer: Customer | null;
  /** the device that speaks; what another of the person's denied holds for all */
  deviceId: string;
  nowMs: number;
}

/** What was found of the stage in one batch. */
export interface StageFinding {
  note: StageNote | null;
  /** the past is too long to be read again at once: the stage may have begun at another moment than is noted */
  isUnsure: boolean;
}

interface Batch {
  before: VisitorState;
  after: VisitorState;
  fresh: readonly Fact[];
  /** the past is another than it was known */
  isAnew: boolean;
  currency: string;
  /** all facts, oldest first */
  all: () => readonly Fact[];
}

/** Set-ups read, by their text. Few are in force at once; when they become many, all are read again. */
const bases = new Map<string, JourneyBasis>();
const BASES_MAX = 100;

/**
 * The note of the stage after a batch. It follows from the facts alone: what came in order goes on from the profile before it, through what silence
 * changed since, and what came late makes the past be gone through again. Of somebody who did nothing, and who may not be known, nothing is noted.
 */
export function stageFinding(ask: StageAsk, batch: Batch): StageFinding {
  const { before, after, isAnew } = batch;
  const { stageNote } = after;
  const kept = { note: stageNote, isUnsure: false };
  if (after.last === null || !mayBeKnown(after.profile, ask.deviceId)) return kept;
  const basis = basisOf(ask.basis);
  if (!isAnew && before.last !== null && stageNote !== null) {
    const history = historyOf(pointsFrom(before, batch), ask, basis);
    const last = history.at(-1);
    if (last && history.length > 1) return noted(stageNote, last);
    if (last?.stage === stageNote.stage) return kept;
    // It stood like this before the batch already: the stages are others than when it was noted.
  }
  const facts = batch.all();
  if (facts.length <= REREAD_MAX) return noted(stageNote, historyOf(profilesOf(facts, batch), ask, basis).at(-1));
  const now = historyOf([{ atMs: after.last.atMs, profile: after.profile }], ask, basis).at(-1);
  return { note: stageNote && stageNote.stage === now?.stage ? stageNote : (now ?? null), isUnsure: true };
}

function historyOf(points: Iterable<ProfilePoint>, { customerId, customer, nowMs }: StageAsk, basis: JourneyBasis): StageNote[] {
  return stageHistory(customerId === null ? points : withName(points, customerId), basis, customer, nowMs);
}

function* withName(points: Iterable<ProfilePoint>, customerId: string): Generator<ProfilePoint> {
  for (const { atMs, profile } of points) yield { atMs, profile: { ...profile, customerId } };
}

/** The same note is the same object: nothing is to be written then. Without a history (all of it lies ahead, by a till's clock) it stays. */
function noted(before: StageNote | null, last: StageNote | undefined): StageFinding {
  const isSame = last === undefined || (before?.stage === last.stage && before.sinceMs === last.sinceMs);
  return { note: isSame ? before : last, isUnsure: false };
}

/** The profile as it stood, then as it is after each instant of the batch. */
function* pointsFrom(before: VisitorState, { after, fresh, currency }: Batch): Generator<ProfilePoint> {
  let { profile } = before;
  yield { atMs: before.last!.atMs, profile };
  const sorted = [...fresh].sort(compareFacts);
  for (let start = 0; start < sorted.length; ) {
    const { atMs } = sorted[start]!;
    let end = start + 1;
    while (sorted[end]?.atMs === atMs) end += 1;
    profile = end === sorted.length ? after.profile : reduce(profile, sorted.slice(start, end), { currency });
    yield { atMs, profile };
    start = end;
  }
}

function basisOf(text: string): JourneyBasis {
  let basis = bases.get(text);
  if (!basis) {
    basis = JSON.parse(text) as JourneyBasis;
    if (bases.size >= BASES_MAX) bases.clear();
    bases.set(text, basis);
  }
  return basis;
}
