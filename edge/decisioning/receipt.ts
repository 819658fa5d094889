import type { Decision, DecisionInput, RuleTrace } from './types.ts';

/** Raised when the members below change their meaning. */
export const RECEIPT_FORMAT = 1;

/** What a decision was, short enough to ride in every answer. The caller signs it. */
export interface ReceiptPayload {
  format: number;
  site: string;
  /** published version of the set-up, and revision of all published parts */
  version: number;
  revision: string;
  atMs: number;
  stage: string;
  /** codes of the stage's reasons */
  because: string[];
  /** rule, slot, variant */
  shown: [rule: string, slot: string, variant: string][];
  /** variants drawn just now, with the weights they were drawn by; absent where none was */
  drawn?: [experiment: string, variant: string, weights: string][];
  /** rule, why not; in the order they were tried */
  losers: [rule: string, reason: Exclude<RuleTrace['outcome'], 'shown'>][];
}

export function receiptPayload(input: DecisionInput, decision: Decision): ReceiptPayload {
  const { head } = input.site;
  return {
    format: RECEIPT_FORMAT,
    site: head.id,
    version: head.version,
    revision: head.revision,
    atMs: input.nowMs,
    stage: decision.journey.stage,
    because: decision.journey.because.map(({ code }) => code),
    shown: decision.blocks.map(({ rule, slot, variant }) => [rule, slot, variant]),
    ...(decision.assigned.length === 0
      ? {}
      : { drawn: decision.assigned.map(({ experiment, variant, period }) => [experiment, variant, period]) }),
    losers: decision.trace.flatMap(({ rule, outcome }): ReceiptPayload['losers'] => (outcome === 'shown' ? [] : [[rule, outcome]])),
  };
}
