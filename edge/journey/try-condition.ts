import { evalCondition } from '@growthbook/growthbook';
import { type ConditionProblem, checkCondition, escapePointer, isPlainObject } from './condition.ts';
import { regexSteps, SUBJECT_MAX_CHARS } from './safe-regex.ts';

/** Comparisons of one trial, at worst, with all the groups it leads to: some milliseconds. */
const TRIAL_MAX_PARTS = 20_000;
/** Conditions of other tools are nested deeper than people write them; evaluation is recursive. */
const TRIAL_MAX_DEPTH = 60;
/** Entries of a list that a trial may look through, all lists together. */
const LIST_MAX_ENTRIES = 50_000;

/** Steps of a search for a pattern that take as long as one comparison. */
const STEPS_PER_PART = 200;

/** The outcome of trying a condition by hand. */
export type ConditionTrial = { ok: true; matches: boolean } | { ok: false; problems: ConditionProblem[] };

/** Any condition, with what is asked whether it fits: pointers of problems are into this object. */
export interface TriedCondition {
  condition: unknown;
  attributes: unknown;
  /** GrowthBook's saved groups by id: a list of values, or `{type: 'list' | 'condition', …}` */
  savedGroups?: unknown;
}

/**
 * Tries any GrowthBook condition on any attributes, saved groups and bounded patterns included: answers as GrowthBook does
 * (an unknown operator or group matches nobody), and refuses only what could hurt: too deep, too large, patterns that could run away, groups
 * that lead to one another so often that looking through them would not end.
 */
export function tryCondition({ condition, attributes, savedGroups = {} }: TriedCondition): ConditionTrial {
  const limits = { regex: 'bounded', knownOperatorsOnly: false, maxDepth: TRIAL_MAX_DEPTH } as const;
  const problems = below('/condition', checkCondition(condition, limits));
  if (!isPlainObject(attributes)) problems.push({ pointer: '/attributes', message: 'must be an object' });
  if (!isPlainObject(savedGroups)) problems.push({ pointer: '/savedGroups', message: 'must be an object' });
  else {
    for (const [id, group] of Object.entries(savedGroups)) {
      if (!isPlainObject(group) || !isPlainObject(group.condition)) continue;
      problems.push(...below(`/savedGroups/${escapePointer(id)}/condition`, checkCondition(group.condition, limits)));
    }
    if (problems.length === 0) problems.push(...costProblems(condition, savedGroups, attributes));
  }
  if (problems.length > 0) return { ok: false, problems };
  const run = evalCondition as (attributes: unknown, condition: unknown, groups: unknown) => boolean;
  try {
    return { ok: true, matches: run(attributes, condition, savedGroups) };
  } catch {
    // GrowthBook stumbles over operators with an operand of another kind (`{"$not": null}`): such a condition holds for nobody.
    return { ok: true, matches: false };
  }
}

const below = (at: string, problems: readonly ConditionProblem[]): ConditionProblem[] =>
  problems.map(({ pointer, message }) => ({ pointer: at + pointer, message }));

const isPattern = (key: string, value: unknown): value is string => typeof value === 'string' && (key === '$regex' || key === '$regexi');

function hasPattern(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => isPattern(key, inner) || hasPattern(inner));
}

/** How many texts of each length a pattern may meet: what is asked of a list is asked of all its entries, and what is no text is tried as one. */
function textLengths(attributes: unknown): Map<number, number> {
  const lengths = new Map<number, number>();
  const visit = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) visit(inner);
    else lengths.set(String(value).length, (lengths.get(String(value).length) ?? 0) + 1);
  };
  visit(attributes);
  return lengths;
}

/** Groups that name groups multiply: each path through them is walked, and only a circle ends one. */
function costProblems(condition: unknown, groups: Record<string, unknown>, attributes: unknown): ConditionProblem[] {
  const hasPatterns = hasPattern([condition, groups]);
  const lengths = hasPatterns ? textLengths(attributes) : new Map<number, number>();
  if ([...lengths.keys()].some((length) => length > SUBJECT_MAX_CHARS))
    return [{ pointer: '/attributes', message: `must not hold texts over ${SUBJECT_MAX_CHARS} characters where a pattern is tried` }];
  const partsOfPattern = (pattern: string): number => {
    let steps = 0;
    for (const [length, count] of lengths) steps += count * regexSteps(pattern, length);
    return Math.ceil(steps / STEPS_PER_PART);
  };
  const costs = new Map<string, number>();
  const open = new Set<string>();
  let entries = 0;
  const costOf = (value: unknown): number => {
    if (Array.isArray(value)) entries += value.length;
    if (typeof value !== 'object' || value === null) return 1;
    let cost = 1;
    for (const [key, inner] of Object.entries(value)) {
      cost += costOf(inner);
      if (isPattern(key, inner)) cost += partsOfPattern(inner);
      const id = key === '$savedGroup' && isPlainObject(inner) ? inner.id : undefined;
      if (typeof id === 'string') cost += costOfGroup(id);
    }
    return Math.min(cost, TRIAL_MAX_PARTS + 1);
  };
  const costOfGroup = (id: string): number => {
    const known = costs.get(id);
    if (known !== undefined) return known;
    const group = Object.hasOwn(groups, id) ? groups[id] : undefined;
    if (!isPlainObject(group) || !isPlainObject(group.condition) || open.has(id)) return 0;
    open.add(id);
    const cost = costOf(group.condition);
    open.delete(id);
    costs.set(id, cost);
    return cost;
  };
  const cost = costOf(condition);
  for (const group of Object.values(groups)) entries += listOf(group)?.length ?? 0;
  if (cost > TRIAL_MAX_PARTS)
    return [
      {
        pointer: '/condition',
        message: `leads, with its groups, to more than ${TRIAL_MAX_PARTS} comparisons${hasPatterns ? ', or to patterns that could run as long: fewer repeats, options or choices, or shorter texts' : ''}`,
      },
    ];
  if (entries > LIST_MAX_ENTRIES) return [{ pointer: '/savedGroups', message: `hold more than ${LIST_MAX_ENTRIES} values` }];
  return [];
}

const listOf = (group: unknown): unknown[] | undefined =>
  Array.isArray(group) ? group : isPlainObject(group) && Array.isArray(group.values) ? group.values : undefined;
