import { evalCondition } from '@growthbook/growthbook';
import type { Condition } from '../../shared/schemas/rule.ts';
import { regexProblem } from './safe-regex.ts';

/** Deeper than a person can read; it also keeps the recursive evaluation off the end of the stack. */
export const CONDITION_MAX_DEPTH = 12;
/** Keys and list entries altogether. A condition runs on every visit: 500 comparisons stay under 50 µs. */
export const CONDITION_MAX_NODES = 500;

/** What is wrong with a condition, and where: `pointer` is a JSON pointer (RFC 6901) into the condition. */
export interface ConditionProblem {
  pointer: string;
  message: string;
}

export interface ConditionCheckOptions {
  /** `refuse` (what is saved in a set-up) or `bounded`: only patterns that cannot run away (trying a condition by hand) */
  regex?: 'refuse' | 'bounded';
  /** levels of nesting; what is saved in a set-up may have `CONDITION_MAX_DEPTH` */
  maxDepth?: number;
  /** an operator nobody knows never matches; `false` lets it stand, as GrowthBook itself does */
  knownOperatorsOnly?: boolean;
}

type Expects = 'list' | 'number-or-text' | 'condition' | 'conditions' | 'text' | 'boolean' | 'anything';

const OPERATORS: Readonly<Record<string, Expects>> = {
  $or: 'conditions',
  $and: 'conditions',
  $nor: 'conditions',
  $not: 'condition',
  $savedGroup: 'condition',
  $eq: 'anything',
  $ne: 'anything',
  $size: 'anything',
  $elemMatch: 'condition',
  $lt: 'number-or-text',
  $lte: 'number-or-text',
  $gt: 'number-or-text',
  $gte: 'number-or-text',
  $in: 'list',
  $nin: 'list',
  $ini: 'list',
  $nini: 'list',
  $all: 'list',
  $alli: 'list',
  $exists: 'boolean',
  $type: 'text',
  $regex: 'text',
  $regexi: 'text',
  $inGroup: 'text',
  $notInGroup: 'text',
  $veq: 'number-or-text',
  $vne: 'number-or-text',
  $vlt: 'number-or-text',
  $vlte: 'number-or-text',
  $vgt: 'number-or-text',
  $vgte: 'number-or-text',
};

const EXPECTATIONS: Readonly<Record<Expects, { holds: (value: unknown) => boolean; message: string }>> = {
  list: { holds: Array.isArray, message: 'needs a list of values' },
  'number-or-text': { holds: (value) => typeof value === 'number' || typeof value === 'string', message: 'needs a number or a text' },
  condition: { holds: (value) => value !== null && value !== undefined, message: 'needs a condition' },
  conditions: { holds: (value) => Array.isArray(value) && value.length > 0, message: 'needs a list of at least one condition' },
  text: { holds: (value) => typeof value === 'string', message: 'needs a text' },
  boolean: { holds: (value) => typeof value === 'boolean', message: 'needs true or false' },
  anything: { holds: () => true, message: '' },
};

/** A key as part of a JSON pointer (RFC 6901). */
export const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Looks a condition over before it is saved or run: shape, depth, size, operators.
 * @returns nothing wrong = an empty list; at most 20 problems, in reading order
 */
export function checkCondition(condition: unknown, options: ConditionCheckOptions = {}): ConditionProblem[] {
  const { maxDepth = CONDITION_MAX_DEPTH } = options;
  const problems: ConditionProblem[] = [];
  let nodes = 0;
  const report = (pointer: string, message: string): void => {
    if (problems.length < 20) problems.push({ pointer, message });
  };
  const visit = (value: unknown, pointer: string, depth: number): void => {
    if (++nodes > CONDITION_MAX_NODES) return;
    if (depth > maxDepth) {
      report(pointer, `is nested deeper than ${maxDepth} levels`);
      return;
    }
    if (Array.isArray(value)) for (const [index, entry] of value.entries()) visit(entry, `${pointer}/${index}`, depth + 1);
    if (!isPlainObject(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = `${pointer}/${escapePointer(key)}`;
      if (key.startsWith('$')) {
        const message = operatorProblem(key, inner, options);
        if (message) report(at, message);
      }
      visit(inner, at, depth + 1);
    }
  };
  if (!isPlainObject(condition)) return [{ pointer: '', message: 'must be an object such as {"cart.lines": {"$gte": 1}}' }];
  visit(condition, '', 0);
  if (nodes > CONDITION_MAX_NODES) report('', `has more than ${CONDITION_MAX_NODES} parts`);
  return problems;
}

function operatorProblem(
  operator: string,
  value: unknown,
  { regex = 'refuse', knownOperatorsOnly = true }: ConditionCheckOptions,
): string | null {
  if (operator === '$regex' || operator === '$regexi') {
    if (regex === 'refuse') return 'is not allowed: patterns can run without end. Use $in, $ini or $eq';
    return typeof value === 'string' ? regexProblem(value) : null;
  }
  if (!knownOperatorsOnly) return null;
  const expects = OPERATORS[operator];
  if (!expects) return 'is not a known operator';
  const expectation = EXPECTATIONS[expects];
  return expectation.holds(value) ? null : expectation.message;
}

const checked = new WeakMap<object, boolean>();

/**
 * Whether a condition of the published set-up holds. One that would not pass `checkCondition` holds for nobody.
 * GrowthBook's own evaluation; mind that there a missing value counts as 0 in `$lt` and `$lte`: ask `$exists` as well.
 */
export function conditionHolds(condition: Condition, attributes: object): boolean {
  let sound = checked.get(condition);
  if (sound === undefined) {
    sound = checkCondition(condition).length === 0;
    checked.set(condition, sound);
  }
  return sound && evalCondition(attributes, condition as Parameters<typeof evalCondition>[1]);
}

const askedPaths = new WeakMap<Condition, ReadonlyMap<string, readonly number[]>>();

/** Trait paths a condition asks for, with the numbers it compares them to: `{"cart.lines": {"$gte": 2}}` → `cart.lines → [2]`. */
export function conditionPaths(condition: Condition): ReadonlyMap<string, readonly number[]> {
  let paths = askedPaths.get(condition);
  if (!paths) {
    paths = readPaths(condition);
    askedPaths.set(condition, paths);
  }
  return paths;
}

function readPaths(condition: Condition): Map<string, number[]> {
  const paths = new Map<string, number[]>();
  const visit = (value: unknown, path: string | null, depth: number): void => {
    if (depth > CONDITION_MAX_DEPTH) return;
    if (typeof value === 'number' && path !== null) paths.get(path)?.push(value);
    if (Array.isArray(value)) for (const entry of value) visit(entry, path, depth + 1);
    else if (isPlainObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        const next = key.startsWith('$') ? path : key;
        if (next !== null && !paths.has(next)) paths.set(next, []);
        visit(inner, next, depth + 1);
      }
    }
  };
  visit(condition, null, 0);
  return paths;
}
