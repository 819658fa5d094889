import type { Condition } from '../../shared/schemas/rule.ts';
import type { Segment, SiteSetup, StageDefinition } from '../../shared/schemas/site-setup.ts';
import { CONDITION_MAX_DEPTH } from './condition.ts';

/** Asks whether a person is of a segment, as GrowthBook names a saved group. */
export const IN_SEGMENT = '$savedGroup';

/** Holds for nobody: what a segment that is not there, or that leads back to itself, stands for. GrowthBook does the same. */
const NOBODY: Condition = { $nor: [{}] };

/** A condition as one that names no segment: each name is replaced by what it stands for. Whoever reads a condition then sees all that it asks. */
export function withoutSegments(condition: Condition, segments: readonly Segment[]): Condition {
  if (!JSON.stringify(condition).includes(`"${IN_SEGMENT}"`)) return condition;
  const byId = new Map(segments.map((segment) => [segment.id, segment.condition]));
  return resolved(condition, byId, [], 0) as Condition;
}

function resolved(value: unknown, byId: ReadonlyMap<string, Condition>, within: readonly string[], depth: number): unknown {
  if (depth > 2 * CONDITION_MAX_DEPTH) return NOBODY;
  if (Array.isArray(value)) return value.map((entry) => resolved(entry, byId, within, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  const own: [string, unknown][] = [];
  const named: unknown[] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (key !== IN_SEGMENT) {
      own.push([key, resolved(inner, byId, within, depth + 1)]);
      continue;
    }
    const id = segmentNamed(inner);
    const condition = id === null || within.includes(id) ? undefined : byId.get(id);
    named.push(condition ? resolved(condition, byId, [...within, id!], depth + 1) : NOBODY);
  }
  const rest = Object.fromEntries(own);
  return named.length === 0 ? rest : own.length === 0 && named.length === 1 ? named[0] : { $and: [...named, rest] };
}

/** The id in `{"id": "lamp-lovers"}`; null where it is written otherwise. */
export function segmentNamed(reference: unknown): string | null {
  const id = typeof reference === 'object' && reference !== null && 'id' in reference ? reference.id : null;
  return typeof id === 'string' ? id : null;
}

/** Ids of the segments a condition names itself, each with its JSON pointer into the condition. */
export function segmentsNamed(condition: unknown, pointer = '', depth = 0): { id: string | null; pointer: string }[] {
  if (typeof condition !== 'object' || condition === null || depth > CONDITION_MAX_DEPTH) return [];
  return Object.entries(condition).flatMap(([key, inner]) => {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return key === IN_SEGMENT ? [{ id: segmentNamed(inner), pointer: at }] : segmentsNamed(inner, at, depth + 1);
  });
}

type Resolved = Pick<SiteSetup, 'rules' | 'merchandising'> & { stages: readonly StageDefinition[] };

const resolvedSetups = new WeakMap<object, Resolved>();

/** Rules, stages and merchandising of a published set-up, their segments replaced: once a set-up, however many visits ask. */
export function resolvedSetup(setup: Pick<SiteSetup, 'rules' | 'journey' | 'segments' | 'merchandising'>): Resolved {
  const { rules, journey, segments, merchandising } = setup;
  if (!segments || segments.length === 0) return { rules, stages: journey.stages, merchandising };
  let known = resolvedSetups.get(setup);
  if (!known) {
    known = {
      rules: rules.map((rule) => changed(rule, 'who', withoutSegments(rule.who, segments))),
      merchandising: merchandising?.map((rule) => changed(rule, 'who', withoutSegments(rule.who, segments))),
      stages: journey.stages.map((stage) => changed(stage, 'when', withoutSegments(stage.when, segments))),
    };
    resolvedSetups.set(setup, known);
  }
  return known;
}

function changed<K extends string, T extends Record<K, Condition>>(entry: T, key: K, condition: Condition): T {
  return entry[key] === condition ? entry : { ...entry, [key]: condition };
}
