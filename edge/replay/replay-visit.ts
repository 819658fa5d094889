import { decide } from '../decisioning/decide.ts';
import type { Decision, DecisionInput } from '../decisioning/types.ts';

/** A visit as it is under what is published, and as it would be under the draft. */
export interface ReplayedVisit {
  input: DecisionInput;
  /** name of the receipt the visitor has; null where they were given none */
  receipt: string | null;
  before: Decision;
  after: Decision;
}

/** A decision as replays look at it: its trace says which rules only the order kept out. */
export const decided = (input: DecisionInput): Decision => decide(input, { contenders: true });
