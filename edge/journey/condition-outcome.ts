import type { Condition } from '../../shared/schemas/rule.ts';
import { PERSON_ATTRIBUTES } from './attribute-kinds.ts';

/** What can be told of a condition without asking it of anybody. */
export type Outcome = 'always' | 'never' | 'sometimes';

const NOT: Readonly<Record<Outcome, Outcome>> = { always: 'never', never: 'always', sometimes: 'sometimes' };

/** Values of an attribute that are left after all that was asked of it. */
interface Range {
  /** smallest and largest; numbers of people are never below 0 */
  low: number;
  high: number;
  isLowIn: boolean;
  isHighIn: boolean;
  /** of a list of values: those still possible; null = any */
  values: readonly unknown[] | null;
  isEverything: boolean;
}

/**
 * Whether a condition can hold for nobody, or holds for everybody, by its numbers and lists alone: `at least 5 and less than 3`, `at least 0`.
 * Careful: what is not certain is `sometimes`. A missing number counts as 0, as GrowthBook has it.
 */
export function conditionOutcome(condition: Condition): Outcome {
  const ranges = new Map<string, Range>();
  const others: Outcome[] = [];
  gather(condition, ranges, others);
  const parts = [...others, ...[...ranges].map(([path, range]) => outcomeOf(path, range))];
  return parts.includes('never') ? 'never' : parts.every((part) => part === 'always') ? 'always' : 'sometimes';
}

/** Parts that must all hold: what each attribute may be is narrowed down, the rest is judged by itself. */
function gather(condition: Condition, ranges: Map<string, Range>, others: Outcome[]): void {
  for (const [key, value] of Object.entries(condition)) {
    if (key === '$and' && Array.isArray(value)) for (const part of value) gather(part as Condition, ranges, others);
    else if (key === '$or' && Array.isArray(value)) others.push(anyOf(value as Condition[]));
    else if (key === '$nor' && Array.isArray(value)) others.push(NOT[anyOf(value as Condition[])]);
    else if (key === '$not') others.push(NOT[conditionOutcome(value as Condition)]);
    else if (key.startsWith('$')) others.push('sometimes');
    else narrow(ranges, key, value);
  }
}

function anyOf(parts: readonly Condition[]): Outcome {
  const outcomes = parts.map(conditionOutcome);
  return outcomes.includes('always') ? 'always' : outcomes.every((each) => each === 'never') ? 'never' : 'sometimes';
}

function narrow(ranges: Map<string, Range>, path: string, asked: unknown): void {
  const range: Range = ranges.get(path) ?? {
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    isLowIn: true,
    isHighIn: true,
    values: null,
    isEverything: true,
  };
  ranges.set(path, range);
  const operators: [string, unknown][] =
    typeof asked === 'object' && asked !== null && !Array.isArray(asked) ? Object.entries(asked) : [['$eq', asked]];
  for (const [operator, value] of operators) {
    if ((operator === '$gte' || operator === '$gt') && typeof value === 'number') {
      const isIn = operator === '$gte';
      if (value > range.low || (value === range.low && !isIn)) Object.assign(range, { low: value, isLowIn: isIn });
    } else if ((operator === '$lte' || operator === '$lt') && typeof value === 'number') {
      const isIn = operator === '$lte';
      if (value < range.high || (value === range.high && !isIn)) Object.assign(range, { high: value, isHighIn: isIn });
    } else {
      range.isEverything = false;
      if (operator === '$eq' || operator === '$in') {
        const values = operator === '$in' && Array.isArray(value) ? value : [value];
        // a list attribute may hold both: only of single values does one rule out the other
        if (PERSON_ATTRIBUTES.get(path) !== 'list' || values.length === 0)
          range.values = range.values === null ? values : range.values.filter((one) => values.includes(one));
      }
    }
  }
}

function outcomeOf(path: string, { low, high, isLowIn, isHighIn, values, isEverything }: Range): Outcome {
  const isNumber = PERSON_ATTRIBUTES.get(path) === 'number';
  const isWithin = (value: number): boolean => (isLowIn ? value >= low : value > low) && (isHighIn ? value <= high : value < high);
  if (low > high || (low === high && !(isLowIn && isHighIn))) return 'never';
  if (isNumber && !isWithin(0) && (high < 0 || (high === 0 && !isHighIn))) return 'never';
  if (values !== null && values.filter((value) => typeof value !== 'number' || isWithin(value)).length === 0) return 'never';
  return isEverything && isNumber && isWithin(0) && high === Number.POSITIVE_INFINITY ? 'always' : 'sometimes';
}
