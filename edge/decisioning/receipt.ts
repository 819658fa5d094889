import type { Decision, DecisionInput, RuleTrace } from './types.ts';

/** Raised when the members below change their meaning. */
export const RECEIPT_FORMAT = 2;

/** Why a decision cannot be made again: its visitor does not agree to be remembered, or what it came from is more than a message may carry. */
export type NoRecord = 'no-consent' | 'too-large';

/** What a decision was, short enough to ride in every answer. The caller signs it. */
export interface ReceiptPayload {
  format: number;
  /** by which it is found: a UUID of version 7 */
  id: string;
  site: string;
  /** published version of the set-up, and revision of all published parts */
  version: number;
  revision: string;
  atMs: number;
  /** SHA-256 (base64url) of the record of all it came from, or why none is kept */
  record: { sha256: string } | { none: NoRecord };
  stage: string;
  /** codes of the stage's reasons */
  because: string[];
  /** rule, slot, variant */
  shown: [rule: string, slot: string, variant: string][];
  /** rule, why not; in the order they were tried */
  losers: [rule: string, reason: Exclude<RuleTrace['outcome'], 'shown'>][];
  /** rules whose condition was asked and held, whether they were shown or not */
  met: string[];
  /** what chance had a part in: an experiment and its buckets are the seed by which this person's variant is found again */
  drawn: [experiment: string, bucketVersion: number, variant: string, why: string][];
  /** by which weights a variant was drawn just now; absent where none was */
  weights?: [experiment: string, weights: string][];
}

/** What is asked of a rule before its condition. */
const UNASKED: ReadonlySet<RuleTrace['outcome']> = new Set([
  'disabled',
  'page',
  'schedule',
  'slot-missing',
  'slot-taken',
  'cool-down',
  'less-like-this',
  'condition',
]);

export function receiptPayload(
  input: DecisionInput,
  decision: Decision,
  { id, record }: Pick<ReceiptPayload, 'id' | 'record'>,
): ReceiptPayload {
  const { head } = input.site;
  const { trace } = decision;
  return {
    format: RECEIPT_FORMAT,
    id,
    site: head.id,
    version: head.version,
    revision: head.revision,
    atMs: input.nowMs,
    record,
    stage: decision.journey.stage,
    because: decision.journey.because.map(({ code }) => code),
    shown: decision.blocks.map(({ rule, slot, variant }) => [rule, slot, variant]),
    losers: trace.flatMap(({ rule, outcome }): ReceiptPayload['losers'] => (outcome === 'shown' ? [] : [[rule, outcome]])),
    met: trace.filter(({ outcome }) => !UNASKED.has(outcome)).map(({ rule }) => rule),
    drawn: trace.flatMap(({ experiment }): ReceiptPayload['drawn'] => {
      const set = head.setup.experiments?.find(({ id: known }) => known === experiment?.id);
      return set && experiment?.variant ? [[set.id, set.bucketVersion, experiment.variant, experiment.why]] : [];
    }),
    ...(decision.assigned.length === 0 ? {} : { weights: decision.assigned.map(({ experiment, period }) => [experiment, period]) }),
  };
}
