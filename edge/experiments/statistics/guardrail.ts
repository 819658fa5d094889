import type { Comparison } from './compare.ts';

/** What a guardrail says of a variant. */
export type GuardrailVerdict =
  /** it loses more than allowed, with certainty: to be stopped now */
  | 'broken'
  /** it loses no more than allowed, with certainty */
  | 'holds'
  /** not known (yet) */
  | 'open';

/**
 * Whether a variant harms a metric that must not be harmed.
 * @param allowedLoss share of the control's value it may lose, 0..1
 */
export function guardrailVerdict({ relative }: Comparison, allowedLoss: number): GuardrailVerdict {
  if (relative === null || relative.low === relative.high) return 'open';
  if (relative.high < -allowedLoss) return 'broken';
  return relative.low >= -allowedLoss ? 'holds' : 'open';
}
