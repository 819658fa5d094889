import { type Cursor, compareFacts, type Fact } from './facts.ts';
import { fingerprint } from './fingerprint.ts';
import { emptyProfile } from './profile.ts';
import { REDUCER_VERSION, reduce } from './reduce.ts';
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

  /** All facts of a person who was found to be this one, as they are known now; null = they are somebody else after all. */
  stateMerged(before: VisitorState, name: string, facts: readonly Fact[] | null, currency: string): VisitorState {
    const mark = facts === null ? null : fingerprint(JSON.stringify(facts));
    if (mark !== null && before.merged[name] === mark) return before;
    this.#store.writeMerged(name, facts ?? []);
    const { [name]: _, ...others } = before.merged;
    return this.#remake({ ...before, merged: mark === null ? others : { ...others, [name]: mark } }, null, currency);
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
    const state = { ...before, rows, newestIds };
    const isLate = state.last !== null && compareFacts(sorted[0]!, state.last) < 0;
    return {
      state: isLate || isMerged(state) ? this.#remake(state, sorted[0]!, currency) : this.#append(state, sorted, currency),
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
    const state = { ...before, receipts };
    const textsBefore = new Set(known.map((fact) => JSON.stringify(fact)));
    const textsNow = new Set(kept.map((fact) => JSON.stringify(fact)));
    const added = kept.filter((fact) => !textsBefore.has(JSON.stringify(fact)));
    const changed = [...added, ...known.filter((fact) => !textsNow.has(JSON.stringify(fact)))].sort(compareFacts);
    const [first] = changed;
    if (first === undefined) return state;
    const isLate = state.last !== null && compareFacts(first, state.last) <= 0;
    return isLate || isMerged(state) ? this.#remake(state, first, currency) : this.#append(state, added, currency);
  }

  /** Takes out the facts of the log that are not to be kept. Their ids stay counted. */
  keepOnly(before: VisitorState, isKept: (fact: Fact) => boolean, currency: string): VisitorState {
    const kept = this.#store.readFacts().filter(isKept).sort(compareFacts);
    this.#store.clearFacts();
    const rows = this.#store.addFacts(kept, before.rows);
    return this.#remake({ ...before, rows }, null, currency);
  }

  /** The profile made by an older reducer is made anew. */
  renew(state: VisitorState, currency: string): VisitorState {
    return state.madeBy === REDUCER_VERSION ? state : this.#remake({ ...state, madeBy: REDUCER_VERSION }, null, currency);
  }

  #readCounted(state: VisitorState): Set<number> {
    this.#counted ??= new Set([...this.#store.readCounted(), ...state.newestIds]);
    return this.#counted;
  }

  #append(state: VisitorState, sorted: readonly Fact[], currency: string): VisitorState {
    const profile = reduce(state.profile, sorted, { currency });
    const last = cursorOf(sorted.at(-1)!);
    const sinceCheckpoint = state.sinceCheckpoint + sorted.length;
    if (sinceCheckpoint < CHECKPOINT_EVERY || isMerged(state)) return { ...state, profile, last, sinceCheckpoint };
    this.#store.addCheckpoint({ profile, last });
    return { ...state, profile, last, sinceCheckpoint: 0 };
  }

  /** @param from first fact that was not there before, or is no longer; null = everything is read again */
  #remake(state: VisitorState, from: Cursor | null, currency: string): VisitorState {
    // A fact may have been told under two names: only from the beginning it is sure to count once.
    const start = this.#startBefore(isMerged(state) ? null : from);
    const { last } = start;
    const isAfter = (fact: Fact): boolean => last === null || compareFacts(fact, last) > 0;
    const facts = distinct(
      [...this.#store.readFacts(last?.atMs), ...this.#store.readReceipts(), ...this.#store.readMerged()].filter(isAfter),
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

function isMerged({ merged }: VisitorState): boolean {
  return Object.keys(merged).length > 0;
}

/** Oldest first; of facts with the same id the oldest. */
function distinct(facts: readonly Fact[]): Fact[] {
  const seen = new Set<string>();
  return [...facts].sort(compareFacts).filter(({ id }) => !seen.has(id) && seen.add(id));
}

function cursorOf({ atMs, type, id }: Fact): Cursor {
  return { atMs, type, id };
}
