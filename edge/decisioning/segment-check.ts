import type { Condition } from '../../shared/schemas/rule.ts';
import type { Segment, SiteSetup } from '../../shared/schemas/site-setup.ts';
import { type ConditionProblem, checkCondition, conditionPaths, escapePointer } from '../journey/condition.ts';
import { conditionOutcome } from '../journey/condition-outcome.ts';
import { segmentsNamed, withoutSegments } from '../journey/segments.ts';
import { unknownAttributes } from './attribute-check.ts';

/** Why a condition cannot be asked of people, pointers into the condition; empty = it can. Segments may be named. */
export function checkAskable(condition: Condition, segments: readonly Segment[]): ConditionProblem[] {
  const problems = [...checkCondition(condition), ...unknownAttributes(condition), ...unknownSegments(condition, segments)];
  if (problems.length > 0) return problems;
  const [tooLarge] = checkCondition(withoutSegments(condition, segments));
  return tooLarge ? [{ pointer: '', message: `with the segments it names, ${tooLarge.message}` }] : [];
}

/** What is wrong with one segment's condition: `checkAskable`, and that it tells nobody from anybody. */
function checkSegmentCondition(condition: Condition, segments: readonly Segment[]): ConditionProblem[] {
  const problems = checkAskable(condition, segments);
  if (problems.length > 0) return problems;
  const outcome = conditionOutcome(withoutSegments(condition, segments));
  if (outcome === 'never') return [{ pointer: '', message: 'can never hold: nobody would be of this segment' }];
  if (outcome === 'always') return [{ pointer: '', message: 'always holds: everybody would be of this segment' }];
  return [];
}

/** What is wrong with the segments of a set-up, and with how rules and stages name them. Pointers into the set-up. */
export function checkSegments({ segments = [], journey, rules, merchandising = [] }: SiteSetup): ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  segments.forEach((segment, index) => {
    const at = `/segments/${index}`;
    const circle = circleFrom(segment, segments);
    if (circle) {
      problems.push({ pointer: `${at}/condition`, message: `leads back to itself: ${circle.join(' → ')}` });
      return;
    }
    problems.push(...below(`${at}/condition`, checkSegmentCondition(segment.condition, segments)));
  });
  problems.push(...namesTwice(segments));
  journey.stages.forEach(({ when }, index) => {
    const pointer = `/journey/stages/${index}/when`;
    problems.push(...below(pointer, checkUse(when, segments)));
    if (segmentsNamed(when).length > 0 && conditionPaths(withoutSegments(when, segments)).has('stage'))
      problems.push({ pointer, message: 'names a segment that asks for the stage: a stage cannot rest on itself' });
  });
  rules.forEach(({ who }, index) => {
    problems.push(...below(`/rules/${index}/who`, checkUse(who, segments)));
  });
  merchandising.forEach(({ who }, index) => {
    problems.push(...below(`/merchandising/${index}/who`, checkUse(who, segments)));
  });
  return problems;
}

function checkUse(condition: Condition, segments: readonly Segment[]): ConditionProblem[] {
  const named = segmentsNamed(condition);
  if (named.length === 0) return [];
  const problems = unknownSegments(condition, segments);
  if (problems.length > 0) return problems;
  const [tooLarge] = checkCondition(withoutSegments(condition, segments));
  return tooLarge ? [{ pointer: '', message: `with the segments it names, ${tooLarge.message}` }] : [];
}

function unknownSegments(condition: Condition, segments: readonly Segment[]): ConditionProblem[] {
  return segmentsNamed(condition).flatMap(({ id, pointer }) => {
    if (id === null) return [{ pointer, message: 'must name a segment, such as {"id": "lamp-lovers"}' }];
    return segments.some((segment) => segment.id === id) ? [] : [{ pointer: `${pointer}/id`, message: `there is no segment "${id}"` }];
  });
}

/** The way from a segment back to itself; null where there is none. */
function circleFrom(start: Segment, segments: readonly Segment[]): string[] | null {
  const visit = (segment: Segment, way: readonly string[]): string[] | null => {
    for (const { id } of segmentsNamed(segment.condition)) {
      if (id === start.id) return [...way, id];
      const next = id === null || way.includes(id) ? undefined : segments.find((each) => each.id === id);
      const found = next ? visit(next, [...way, next.id]) : null;
      if (found) return found;
    }
    return null;
  };
  return visit(start, [start.id]);
}

function namesTwice(segments: readonly Segment[]): ConditionProblem[] {
  const seen = new Set<string>();
  return segments.flatMap(({ name }, index) =>
    Object.entries(name).flatMap(([language, text]) => {
      const key = `${language} ${text.trim().toLowerCase()}`;
      const isTwice = text.trim() !== '' && seen.has(key);
      seen.add(key);
      return isTwice ? [{ pointer: `/segments/${index}/name/${escapePointer(language)}`, message: `"${text}" is used twice` }] : [];
    }),
  );
}

function below(pointer: string, problems: readonly ConditionProblem[]): ConditionProblem[] {
  return problems.map((problem) => ({ pointer: pointer + problem.pointer, message: problem.message }));
}
