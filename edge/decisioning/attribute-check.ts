import { ATTRIBUTE_PATHS, ruleAskedBy } from '../journey/attribute-domains.ts';
import { CATEGORY_ATTRIBUTES, MOMENT_ATTRIBUTES } from '../journey/attribute-kinds.ts';
import { CONDITION_MAX_DEPTH, type ConditionProblem, escapePointer } from '../journey/condition.ts';

/** Whose condition it is: a rule's may ask for the page and the moment too. */
export type Asker = 'person' | 'rule';

const PROBLEMS_MAX = 20;
/** Below these stand others: whether there are any may be asked. */
const GROUPS: ReadonlySet<string> = new Set(ATTRIBUTE_PATHS.flatMap((path) => prefixes(path)));
const KNOWN: ReadonlySet<string> = new Set(ATTRIBUTE_PATHS);

function prefixes(path: string): string[] {
  const parts = path.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** Attributes that a condition asks for and that are not there: it would compare nothing. Pointers into the condition. */
export function unknownAttributes(condition: unknown, asker: Asker = 'person'): ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  const visit = (value: unknown, pointer: string, ofCategory: boolean, path: string | null, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > CONDITION_MAX_DEPTH) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = `${pointer}/${escapePointer(key)}`;
      if (key === '$savedGroup') continue;
      if (key === '$elemMatch') visit(inner, at, path?.endsWith('.categories') === true, path, depth + 1);
      else if (Array.isArray(value) || key.startsWith('$')) visit(inner, at, ofCategory, path, depth + 1);
      else {
        const message = ofCategory ? categoryProblem(key) : attributeProblem(key, asker);
        if (message !== null) problems.push({ pointer: at, message });
        visit(inner, at, ofCategory, key, depth + 1);
      }
    }
  };
  visit(condition, '', false, null, 0);
  return problems.slice(0, PROBLEMS_MAX);
}

/** Rules that a condition asks about by what was seen of them, and that the set-up does not have: nothing new is seen of these. */
export function unknownRules(condition: unknown, rules: ReadonlySet<string>, pointer = '', depth = 0): ConditionProblem[] {
  if (typeof condition !== 'object' || condition === null || depth > CONDITION_MAX_DEPTH) return [];
  return Object.entries(condition).flatMap(([key, inner]) => {
    const at = `${pointer}/${escapePointer(key)}`;
    const rule = ruleAskedBy(key);
    const found =
      rule === null || rules.has(rule) ? [] : [{ pointer: at, message: `there is no rule "${rule}"${meant(rule, [...rules])}` }];
    return [...found, ...unknownRules(inner, rules, at, depth + 1)];
  });
}

function attributeProblem(path: string, asker: Asker): string | null {
  if (asker === 'person' && MOMENT_ATTRIBUTES.test(path))
    return `"${path}" belongs to a page or a moment, not to a person: ask it in the rule`;
  // A place in a list, and how many it has.
  const list = /^(.+)\.(\d+|length)$/.exec(path)?.[1];
  if (KNOWN.has(path) || GROUPS.has(path) || path === 'seen' || ruleAskedBy(path) !== null || (list !== undefined && KNOWN.has(list)))
    return null;
  return `"${path}" is not a known attribute${meant(path, ATTRIBUTE_PATHS)}`;
}

function categoryProblem(path: string): string | null {
  return CATEGORY_ATTRIBUTES.has(path)
    ? null
    : `"${path}" is not a known attribute of a category${meant(path, [...CATEGORY_ATTRIBUTES.keys()])}`;
}

/** `: did you mean "cart.open"?`, where a name is near enough for a slip of the keyboard or of memory; else some of its neighbours. */
function meant(path: string, names: readonly string[]): string {
  const wanted = path.toLowerCase();
  const last = wanted.slice(wanted.lastIndexOf('.') + 1);
  let best: { name: string; distance: number } | null = null;
  for (const name of names) {
    const lower = name.toLowerCase();
    const whole = editDistance(wanted, lower);
    // The right name at the wrong place: `tier` of `customer` is that of `loyalty`.
    const tail = lower.endsWith(`.${last}`) && last.length > 3 ? 2 : Number.POSITIVE_INFINITY;
    const distance = Math.min(whole, tail);
    if (distance <= Math.max(2, Math.floor(path.length / 3)) && (best === null || distance < best.distance)) best = { name, distance };
  }
  if (best !== null) return `: did you mean "${best.name}"?`;
  const parent = path.slice(0, path.lastIndexOf('.') + 1);
  const near = names.filter((name) => parent !== '' && name.startsWith(parent)).slice(0, 5);
  return near.length > 0 ? `, such as ${near.join(', ')}` : '';
}

/** Letters put in, left out or changed (Levenshtein 1965). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
