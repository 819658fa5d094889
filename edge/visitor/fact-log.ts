import { type Cursor, compareFacts, type Fact } from './facts.ts';
import { fingerprint } from './fingerprint.ts';
import { emptyProfile } from './profile.ts';
import { REDUCER_VERSION, reduce } from './reduce.ts';
import type { MergedNews } from './visitor-records.ts';
import type { Checkpoint, VisitorState, VisitorStore } from './visitor-store.ts';

/** Facts from one checkpoint to the next: what a late fact makes the profile anew from, at the most, on a person seen every few days. */
export const CHECKPOINT_EVERY = 500;

/** Ids that wait in the state's row before they get one of their own. */
const IDS_A_ROW = 128;

/**
 * The facts of a person, and the profile that follows from them. Whatever order they come in, the profile is the one that `profileOf` gives
 * of all of them: what is newer than everything known is added to it, and before what is late it is made anew from the last checkpoint.
 * Methods write what they change but for the state itself, which they give back.
 */
export class FactLog {
  readonly #store: VisitorStore;
  #counted: Set<number> | undefined;
  #merged: Set<number> | undefined;

  constructor(store: VisitorStore) {
    this.#store = store;
  }

  /** All facts, receipts and those of merged persons among them, oldest first, each id once. */
  all(): Fact[] {
    return distinct([...this.#store.readFacts(), ...this.#store.readReceipts(), ...this.#store.readMerged()]);
  }

  /** Those that were told under this very name, oldest first. */
  own(): Fact[] {
    return this.#store.readFacts().sort(compareFacts);
  }

  /**
   * All facts of a person who was found to be this one, as they are known now; null = they are somebody else after all.
   * @param edition of those facts, `editionOf` of their owner
   */
  stateMerged(before: VisitorState, name: string, facts: readonly Fact[] | null, edition: number, currency: string): VisitorState {
    if (facts !== null && before.merged[name] === edition) return before;
    this.#store.dropMerged(name);
    this.#merged = undefined;
    const { [name]: _, ...others } = before.merged;
    const isTold = facts !== null && this.#isToldHere(before, facts);
    const overlaps = Object.keys(others).length > 0 && before.overlaps !== false ? true : isTold;
    this.#store.addMerged(name, facts ?? []);
    this.#merged = undefined;
    const merged = facts === null ? others : { ...others, [name]: edition };
    return this.#remake({ ...before, merged, overlaps }, null, currency);
  }

  /** What is new of the facts of a person who was found to be this one. null where there may be more that is new. */
  addMerged(before: VisitorState, name: string, news: MergedNews, currency: string): VisitorState | null {
    const known = before.merged[name];
    if (known === news.edition) return before;
    if (known !== news.editionBefore) return null;
    const sorted = [...news.facts].sort(compareFacts);
    const overlaps = before.overlaps !== false || this.#isToldHere(before, sorted);
    this.#store.addMerged(name, sorted);
    for (const { id } of sorted) this.#merged?.add(fingerprint(id));
    const state = { ...before, overlaps, merged: { ...before.merged, [name]: news.edition } };
    const [first] = sorted;
    if (first === undefined) return state;
    const isLate = state.last !== null && compareFacts(first, state.last) < 0;
    return isLate || overlaps ? this.#remake(state, first, currency) : this.#append(state, sorted, currency);
  }

  /** Whether any of these facts was told here too, under this name or another. */
  #isToldHere(state: VisitorState, facts: readonly Fact[]): boolean {
    const counted = this.#readCounted(state);
    const merged = this.#readMergedIds();
    const receipts = new Set(this.#store.readReceipts().map(({ id }) => fingerprint(id)));
    return facts.some(({ id }) => {
      const mark = fingerprint(id);
      return counted.has(mark) || merged.has(mark) || receipts.has(mark);
    });
  }

  /** Fingerprint of all that is told under this name: another as soon as anything of it is. */
  editionOf({ rows, receipts, merged, last }: VisitorState): number {
    return fingerprint(JSON.stringify([rows, receipts, merged, last]));
  }

  /**
   * Keeps the facts whose ids are new, each once.
   * @param alongWith a fact that follows from what is new, kept in the same row
   */
  add(
    before: VisitorState,
    facts: readonly Fact[],
    currency: string,
    alongWith: (fresh: readonly Fact[]) => Fact | null = () => null,
  ): { state: VisitorState; fresh: Fact[]; along: Fact | null; isLate: boolean } {
    const counted = this.#readCounted(before);
    const newestIds = [...before.newestIds];
    const fresh: Fact[] = [];
    const isNew = (fact: Fact): boolean => {
      const id = fingerprint(fact.id);
      if (counted.has(id)) return false;
      counted.add(id);
      newestIds.push(id);
      return true;
    };
    for (const fact of facts) if (isNew(fact)) fresh.push(fact);
    if (fresh.length === 0) return { state: before, fresh, along: null, isLate: false };
    const following = alongWith(fresh);
    const along = following !== null && isNew(following) ? following : null;
    while (newestIds.length > IDS_A_ROW) this.#store.addCounted(newestIds.splice(0, IDS_A_ROW));
    const sorted = (along === null ? [...fresh] : [...fresh, along]).sort(compareFacts);
    const rows = this.#store.addFacts(sorted, before.rows);
    const state = { ...before, rows, newestIds, ...this.#overlapWith(before, sorted) };
    const isLate = state.last !== null && compareFacts(sorted[0]!, state.last) < 0;
    return {
      state: isLate || isTangled(state) ? this.#remake(state, sorted[0]!, currency) : this.#append(state, sorted, currency),
      fresh,
      along,
      isLate,
    };
  }

  /**
   * The merchant's receipts of this person, as they are known now: what is no longer among them, or reads otherwise, is replaced.
   * The same statement again costs nothing.
   */
  stateReceipts(before: VisitorState, facts: readonly Fact[], currency: string): VisitorState {
    const receipts = facts.length === 0 ? null : fingerprint(JSON.stringify(facts));
    if (receipts === before.receipts) return before;
    const kept = [...facts].sort(compareFacts);
    const known = this.#store.readReceipts();
    this.#store.writeReceipts(kept);
    const state = { ...before, receipts, ...this.#overlapWith(before, kept) };
    const textsBefore = new Set(known.map((fact) => JSON.stringify(fact)));
    const textsNow = new Set(kept.map((fact) => JSON.stringify(fact)));
    const added = kept.filter((fact) => !textsBefore.has(JSON.stringify(fact)));
    const changed = [...added, ...known.filter((fact) => !textsNow.has(JSON.stringify(fact)))].sort(compareFacts);
    const [first] = changed;
    if (first === undefined) return state;
    const isLate = state.last !== null && compareFacts(first, state.last) <= 0;
    return isLate || isTangled(state) ? this.#remake(state, first, currency) : this.#append(state, added, currency);
  }

  /** Takes out the facts of the log that are not to be kept. Their ids stay counted. */
  keepOnly(before: VisitorState, isKept: (fact: Fact) => boolean, currency: string): VisitorState {
    const kept = this.#store.readFacts().filter(isKept).sort(compareFacts);
    this.#store.clearFacts();
    // One more than there are: where nothing is left, it is another edition too.
    const rows = this.#store.addFacts(kept, before.rows) + 1;
    return this.#remake({ ...before, rows }, null, currency);
  }

  /** The profile made by an older reducer is made anew. */
  renew(state: VisitorState, currency: string): VisitorState {
    return state.madeBy === REDUCER_VERSION ? state : this.#remake({ ...state, madeBy: REDUCER_VERSION }, null, currency);
  }

  /** What whoever this person was found to be is told of what was added; null where more is another. */
  newsOf(before: VisitorState, state: VisitorState, facts: Fact[]): MergedNews | null {
    if (before.receipts !== state.receipts) return null;
    return { editionBefore: this.editionOf(before), edition: this.editionOf(state), facts };
  }

  #readCounted(state: VisitorState): Set<number> {
    this.#counted ??= new Set([...this.#store.readCounted(), ...state.newestIds]);
    return this.#counted;
  }

  #readMergedIds(): Set<number> {
    this.#merged ??= new Set(this.#store.readMergedIds());
    return this.#merged;
  }

  #overlapWith(state: VisitorState, facts: readonly Fact[]): { overlaps?: boolean } {
    if (Object.keys(state.merged).length === 0 || state.overlaps !== false) return {};
    const merged = this.#readMergedIds();
    return { overlaps: facts.some(({ id }) => merged.has(fingerprint(id))) };
  }

  #append(state: VisitorState, sorted: readonly Fact[], currency: string): VisitorState {
    const profile = reduce(state.profile, sorted, { currency });
    const last = cursorOf(sorted.at(-1)!);
    const sinceCheckpoint = state.sinceCheckpoint + sorted.length;
    if (sinceCheckpoint < CHECKPOINT_EVERY || isTangled(state)) return { ...state, profile, last, sinceCheckpoint };
    this.#store.addCheckpoint({ profile, last });
    return { ...state, profile, last, sinceCheckpoint: 0 };
  }

  /** @param from first fact that was not there before, or is no longer; null = everything is read again */
  #remake(state: VisitorState, from: Cursor | null, currency: string): VisitorState {
    // Where a fact was told under two names, it is sure to count once only from the beginning.
    const start = this.#startBefore(isTangled(state) ? null : from);
    const { last } = start;
    const isAfter = (fact: Fact): boolean => last === null || compareFacts(fact, last) > 0;
    const facts = distinct(
      [...this.#store.readFacts(last?.atMs), ...this.#store.readReceipts(), ...this.#store.readMerged(last?.atMs)].filter(isAfter),
    );
    let next: VisitorState = { ...state, ...start, sinceCheckpoint: 0 };
    for (let index = 0; index < facts.length; index += CHECKPOINT_EVERY) {
      next = this.#append(next, facts.slice(index, index + CHECKPOINT_EVERY), currency);
    }
    return next;
  }

  #startBefore(from: Cursor | null): Checkpoint {
    const nothing: Checkpoint = { profile: emptyProfile(), last: null };
    if (from !== null) return this.#store.rewindTo(from.atMs, (last) => compareFacts(last, from) < 0) ?? nothing;
    this.#store.clearCheckpoints();
    return nothing;
  }
}

/** Whether a fact may have been told under two names of the person. */
function isTangled({ merged, overlaps }: VisitorState): boolean {
  return Object.keys(merged).length > 0 && overlaps !== false;
}

/** Oldest first; of facts with the same id the oldest. */
function distinct(facts: readonly Fact[]): Fact[] {
  const seen = new Set<string>();
  return [...facts].sort(compareFacts).filter(({ id }) => !seen.has(id) && seen.add(id));
}

function cursorOf({ atMs, type, id }: Fact): Cursor {
  return { atMs, type, id };
}
