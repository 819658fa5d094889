import { evalCondition } from '@growthbook/growthbook';
import type { Condition } from '../../shared/schemas/rule.ts';
import { type Domain, domainOf } from './attribute-domains.ts';
import { isPlainObject } from './condition.ts';

/** What can be told of a condition without asking it of anybody. */
export type Outcome = 'always' | 'never' | 'sometimes';

const NOT: Readonly<Record<Outcome, Outcome>> = { always: 'never', never: 'always', sometimes: 'sometimes' };

/** Operators whose answer changes at the values they are compared to and nowhere else. */
const STEPWISE = new Set(['$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$in', '$nin', '$not', '$exists']);
/** Compares texts; a number is none. */
const OF_TEXTS = new Set(['$ini', '$nini']);

/** Ask for a list: what is none does not fit them, whatever it is. */
const OF_LISTS = new Set(['$all', '$alli', '$size', '$elemMatch']);

/** A set-up is looked over while somebody waits for it to be saved. */
const COMPARED_MAX = 50;

/** What is asked of each attribute, all of which has to hold. */
type Asked = ReadonlyMap<string, readonly unknown[]>;

/**
 * Whether a condition can hold for nobody, or holds for everybody: `at least 5 and less than 3`, a value that the attribute never has, `not` of what always
 * holds. Of each attribute it tries, by GrowthBook's own evaluation, every value there is, or one of each stretch between the values it is compared to. What is
 * not certain is `sometimes`: so is all that depends on two attributes at once.
 *
 * @param domains what attributes can be here, where that is known better: `stage` of a site, `page.type` of a rule
 */
export function conditionOutcome(condition: Condition, domains: Readonly<Record<string, Domain>> = {}): Outcome {
  return outcomeWithin(condition, new Map(), domains);
}

/** @param context what is asked beside it, and holds too */
function outcomeWithin(condition: Condition, context: Asked, domains: Readonly<Record<string, Domain>>): Outcome {
  const own = new Map<string, unknown[]>();
  const others: [operator: string, value: unknown][] = [];
  gather(condition, own, others);
  const asked = new Map(context);
  for (const [path, list] of own) asked.set(path, [...(context.get(path) ?? []), ...list]);
  const parts = others.map(([operator, value]) => compound(operator, value, asked, domains));
  for (const [path, list] of own) {
    if (outcomeOf(path, asked.get(path)!, domains) === 'never') return 'never';
    parts.push(outcomeOf(path, list, domains));
  }
  return parts.includes('never') ? 'never' : parts.every((part) => part === 'always') ? 'always' : 'sometimes';
}

function gather(condition: Condition, own: Map<string, unknown[]>, others: [string, unknown][]): void {
  for (const [key, value] of Object.entries(condition)) {
    if (key === '$and' && Array.isArray(value)) for (const part of value) gather(part as Condition, own, others);
    else if (key.startsWith('$')) others.push([key, value]);
    else own.set(key, [...(own.get(key) ?? []), value]);
  }
}

function compound(operator: string, value: unknown, context: Asked, domains: Readonly<Record<string, Domain>>): Outcome {
  if (operator === '$or' && Array.isArray(value)) return anyOf(value as Condition[], context, domains);
  // What is false of everybody who fits the rest is not false of everybody: negations are judged alone.
  if (operator === '$nor' && Array.isArray(value)) return NOT[anyOf(value as Condition[], new Map(), domains)];
  if (operator === '$not' && isPlainObject(value)) return NOT[outcomeWithin(value, new Map(), domains)];
  return 'sometimes';
}

function anyOf(parts: readonly Condition[], context: Asked, domains: Readonly<Record<string, Domain>>): Outcome {
  const outcomes = parts.map((part) => outcomeWithin(part, context, domains));
  if (outcomes.length > 0 && outcomes.every((each) => each === 'never')) return 'never';
  return outcomes.includes('always') ? 'always' : 'sometimes';
}

function outcomeOf(path: string, asked: readonly unknown[], domains: Readonly<Record<string, Domain>>): Outcome {
  // Whatever it is compared to, nothing is in an empty list.
  if (asked.some((each) => isPlainObject(each) && [each.$in, each.$ini].some((list) => Array.isArray(list) && list.length === 0)))
    return 'never';
  const values = valuesToTry(Object.hasOwn(domains, path) ? domains[path]! : domainOf(path), asked);
  if (values === null) return 'sometimes';
  const condition = { $and: asked.map((each) => ({ [path]: each })) } as Parameters<typeof evalCondition>[1];
  const held = values.filter((value) => evalCondition(nested(path, value), condition)).length;
  return held === 0 ? 'never' : held === values.length ? 'always' : 'sometimes';
}

/** All values an attribute can have, or one for each answer the questions could give; null where that cannot be told. */
function valuesToTry(domain: Domain, asked: readonly unknown[]): readonly unknown[] | null {
  if (domain.kind === 'finite') return domain.values;
  if (domain.kind === 'open') return null;
  const known: unknown[] = [];
  const isText = domain.kind === 'text';
  if (!asked.every((each) => collect(each, known, isText)) || known.length > COMPARED_MAX) return null;
  const missing = domain.nullable ? [null] : [];
  if (isText) {
    const texts = [...new Set(['', ...known.map(String), 'null', 'true', 'false'])].sort();
    // The empty text is the first; right after each comes what begins with it.
    return [...missing, ...texts, ...texts.map((text) => `${text}\u0000`), '\uffff'.repeat(9)];
  }
  const limits = [...new Set([0, ...known.map(Number).filter((limit) => Number.isFinite(limit) && limit > 0)])].sort((a, b) => a - b);
  const between = limits.slice(1).map((limit, index) => (limit + limits[index]!) / 2);
  return [...missing, ...limits, ...between, limits.at(-1)! * 2 + 1];
}

/** Gathers what an attribute is compared to. @returns whether its answer changes there and nowhere else */
function collect(asked: unknown, known: unknown[], isText: boolean): boolean {
  if (!isPlainObject(asked)) {
    if (typeof asked === 'object' && asked !== null) return false;
    known.push(asked);
    return true;
  }
  return Object.entries(asked).every(([operator, value]) => {
    if (OF_LISTS.has(operator)) return true;
    if (!STEPWISE.has(operator) && !(isText && OF_TEXTS.has(operator))) return false;
    if (operator === '$exists') return true;
    if (operator === '$not') return collect(value, known, isText);
    const list = Array.isArray(value) ? value : [value];
    if (list.some((one) => typeof one === 'object' && one !== null)) return false;
    // Whether text and number are the same is GrowthBook's to say: only of like kinds its answer is stepwise.
    if (/^\$[lg]te?$/.test(operator) && list.some((one) => typeof one !== (isText ? 'string' : 'number'))) return false;
    known.push(...list);
    return true;
  });
}

function nested(path: string, value: unknown): Record<string, unknown> {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>;
}
