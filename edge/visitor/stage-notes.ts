import type { Customer } from '../../shared/schemas/customer.ts';
import type { StageId } from '../../shared/stages.ts';
import type { JourneyBasis } from '../journey/basis.ts';
import { type ProfilePoint, stageHistory } from '../journey/stage-history.ts';
import { stageOf } from '../journey/stages.ts';
import { traitsOf } from '../journey/traits.ts';
import { mayBeKnown } from './device-consent.ts';
import { compareFacts, type Fact } from './facts.ts';
import type { Profile, StageNote } from './profile.ts';
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
 * The note of the stage after a batch. It follows from the facts: what came in order goes on from the profile before it, and what came late makes the
 * past be gone through again. While the stage lasts the note stays as it is. Of somebody who did nothing, and who may not be known, nothing is noted.
 */
export function stageFinding(ask: StageAsk, batch: Batch): StageFinding {
  const { before, after, isAnew } = batch;
  const kept = { note: after.stageNote, isUnsure: false };
  if (after.last === null || !mayBeKnown(after.profile, ask.deviceId)) return kept;
  const basis = basisOf(ask.basis);
  const { nowMs } = ask;
  const named = (profile: Profile): Profile => (ask.customerId === null ? profile : { ...profile, customerId: ask.customerId });
  const stage = stageOf(traitsOf(named(after.profile), ask.customer, basis, nowMs), basis.stages);
  const isNew = before.last === null;
  if (!isAnew && !isNew && kept.note?.stage === stage) return kept;

  function* withName(points: Iterable<ProfilePoint>): Generator<ProfilePoint> {
    for (const { atMs, profile } of points) yield { atMs, profile: named(profile) };
  }
  const began = (points: Iterable<ProfilePoint>): { sinceMs: number; isSeen: boolean } => {
    const history = stageHistory(withName(points), basis, ask.customer, nowMs);
    const last = history.at(-1);
    return last?.stage === stage ? { sinceMs: last.sinceMs, isSeen: history.length > 1 } : { sinceMs: nowMs, isSeen: true };
  };
  if (!isAnew && !isNew && kept.note !== null) {
    const since = began(pointsFrom(batch));
    // It stood like this before the batch already: the stages are others than when it was noted.
    if (since.isSeen) return noted(kept.note, stage, since.sinceMs);
  }
  const facts = batch.all();
  if (facts.length <= REREAD_MAX) return noted(kept.note, stage, began(profilesOf(facts, batch)).sinceMs);
  if (kept.note?.stage === stage) return { ...kept, isUnsure: true };
  return { ...noted(kept.note, stage, began(pointsFrom(batch)).sinceMs), isUnsure: true };
}

function noted(before: StageNote | null, stage: StageId, sinceMs: number): StageFinding {
  const isSame = before?.stage === stage && before.sinceMs === sinceMs;
  return { note: isSame ? before : { stage, sinceMs }, isUnsure: false };
}

/** The profile as it stood, then after each fact of the batch. After a past made anew, only as it is now. */
function* pointsFrom({ before, after, fresh, isAnew, currency }: Batch): Generator<ProfilePoint> {
  if (isAnew || before.last === null) {
    yield { atMs: after.last!.atMs, profile: after.profile };
    return;
  }
  let { profile } = before;
  yield { atMs: before.last.atMs, profile };
  for (const fact of [...fresh].sort(compareFacts)) {
    profile = reduce(profile, [fact], { currency });
    yield { atMs: fact.atMs, profile };
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
