import type { Customer } from '../../shared/schemas/customer.ts';
import type { JourneyBasis } from '../journey/basis.ts';
import { type Followed, followStages, type ProfilePoint } from '../journey/stage-history.ts';
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

/** Where a person stood in the instant of a fact: from there what came in order is followed. */
export interface StageAtFact {
  /** id of the fact, the last of the profile then */
  id: string;
  standing: StageNote;
}

/** What was found of the stage in one batch. */
export interface StageFinding {
  note: StageNote | null;
  atLast: StageAtFact | null;
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
  const { before, after } = batch;
  const { stageNote, stageAtLast = null } = after;
  if (after.last === null || !mayBeKnown(after.profile, ask.deviceId)) return { note: stageNote, atLast: stageAtLast, isUnsure: false };
  const basis = basisOf(ask.basis);
  const follow = (points: Iterable<ProfilePoint>, from: StageNote | null = null): Followed =>
    followStages(ask.customerId === null ? points : withName(points, ask.customerId), basis, ask.customer, ask.nowMs, from);
  const found = ({ standings, atLast }: Followed): StageFinding => ({
    // Without a history, which lies ahead by a till's clock, the note stays.
    note: same(stageNote, standings.at(-1) ?? stageNote),
    atLast: same(stageAtLast, atLast && { id: after.last!.id, standing: atLast }),
    isUnsure: false,
  });
  if (stageNote !== null && stageAtLast !== null && stageAtLast.id === before.last?.id && isAfterwards(batch)) {
    const { standing } = stageAtLast;
    const first = { atMs: before.last.atMs, profile: before.profile };
    // Where it would not stand like that now, stages or customer are others than they were.
    if (follow([first], standing).standings[1]?.sinceMs !== first.atMs) return found(follow(pointsFrom(batch), standing));
  }
  const facts = batch.all();
  if (facts.length <= REREAD_MAX) return found(follow(profilesOf(facts, batch)));
  const now = found(follow([{ atMs: after.last.atMs, profile: after.profile }]));
  return { ...now, note: stageNote?.stage === now.note?.stage ? stageNote : now.note, isUnsure: true };
}

/** The state with what was found; itself where that is what it knew. */
export function withStage(state: VisitorState, { note, atLast }: StageFinding): VisitorState {
  const isKnown = note === state.stageNote && atLast === (state.stageAtLast ?? null);
  return isKnown ? state : { ...state, stageNote: note, stageAtLast: atLast };
}

/** Nothing of the batch lies before what was known, or in the same instant. */
function isAfterwards({ before, fresh, isAnew }: Batch): boolean {
  return !isAnew && before.last !== null && fresh.every(({ atMs }) => atMs > before.last!.atMs);
}

function* withName(points: Iterable<ProfilePoint>, customerId: string): Generator<ProfilePoint> {
  for (const { atMs, profile } of points) yield { atMs, profile: { ...profile, customerId } };
}

/** What is the same stays the same object: nothing is to be written then. */
function same<T>(before: T, now: T): T {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

/** The profile as it stood, then as it is after each instant of the batch. */
function* pointsFrom({ before, after, fresh, currency }: Batch): Generator<ProfilePoint> {
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
