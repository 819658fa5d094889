/** A condition as a list of rows, as the editor shows it, and back. */
export interface Row {
  /** an attribute's path; `past:NAME` and `category:NAME` of a window; `segment` */
  subject: string;
  relation: Relation;
  /** a number, a text or an id, as typed */
  value: string;
  days: number;
  category: string;
}

export type Relation = 'gte' | 'lte' | 'eq' | 'yes' | 'no' | 'is' | 'isNot';

/** What can be said of a subject. */
export type SubjectKind = 'count' | 'age' | 'fact' | 'stage' | 'segment';

export const WINDOWS = [1, 7, 14, 30, 60, 90] as const;

const NUMBERED: Readonly<Record<string, Relation>> = { $gte: 'gte', $lte: 'lte', $eq: 'eq' };

type Condition = Readonly<Record<string, unknown>>;

export interface RowsOf {
  /** whether all rows must hold, or any */
  joint: 'all' | 'any';
  rows: Row[];
}

/** @returns null for a condition that says more than rows can */
export function rowsOf(condition: Condition, kindOf: (subject: string) => SubjectKind | null): RowsOf | null {
  const isAny = Object.keys(condition).length === 1 && Array.isArray(condition.$or);
  const parts = isAny ? (condition.$or as unknown[]) : partsOf(condition);
  const rows = parts.map((part) => (isObject(part) && Object.keys(part).length === 1 ? rowOf(part, kindOf) : null));
  return rows.includes(null) ? null : { joint: isAny ? 'any' : 'all', rows: rows as Row[] };
}

function partsOf(condition: Condition): unknown[] {
  return Object.entries(condition).flatMap(([key, value]) =>
    key === '$and' && Array.isArray(value) ? value.flatMap((part) => (isObject(part) ? partsOf(part) : [part])) : [{ [key]: value }],
  );
}

function rowOf(part: Condition, kindOf: (subject: string) => SubjectKind | null): Row | null {
  const [[key, value]] = Object.entries(part) as [[string, unknown]];
  const row = { days: 30, category: '' };
  if (key === '$savedGroup')
    return isObject(value) && typeof value.id === 'string' ? { ...row, subject: 'segment', relation: 'is', value: value.id } : null;
  if (key === '$not' && isObject(value)) {
    const inner = Object.keys(value).length === 1 ? rowOf(value, kindOf) : null;
    return inner?.subject === 'segment' && inner.relation === 'is' ? { ...inner, relation: 'isNot' } : null;
  }
  const past = /^past\.days(\d+)\.(\w+)$/.exec(key);
  if (past) {
    const days = Number(past[1]);
    if (past[2] !== 'categories') return numbered({ ...row, days, subject: `past:${past[2]}` }, value);
    const element = isObject(value) && isObject(value.$elemMatch) ? value.$elemMatch : {};
    const { category, ...counts } = element;
    const [counted, ...others] = Object.entries(counts);
    return typeof category === 'string' && counted && others.length === 0
      ? numbered({ ...row, days, category, subject: `category:${counted[0]}` }, counted[1])
      : null;
  }
  const kind = kindOf(key);
  if (kind === 'fact') return typeof value === 'boolean' ? { ...row, subject: key, relation: value ? 'yes' : 'no', value: '' } : null;
  if (kind === 'stage') {
    if (typeof value === 'string') return { ...row, subject: key, relation: 'is', value };
    return isObject(value) && typeof value.$ne === 'string' && Object.keys(value).length === 1
      ? { ...row, subject: key, relation: 'isNot', value: value.$ne }
      : null;
  }
  return kind === null ? null : numbered({ ...row, subject: key }, value);
}

function numbered(row: Omit<Row, 'relation' | 'value'>, value: unknown): Row | null {
  if (typeof value === 'number') return { ...row, relation: 'eq', value: String(value) };
  if (!isObject(value)) return null;
  const [entry, ...others] = Object.entries(value).filter(([operator, operand]) => operator !== '$exists' || operand !== true);
  const relation = entry && NUMBERED[entry[0]];
  return relation && others.length === 0 && typeof entry[1] === 'number' ? { ...row, relation, value: String(entry[1]) } : null;
}

/** The condition of the rows; those not filled in yet are left out. */
export function conditionOf({ joint, rows }: RowsOf, kindOf: (subject: string) => SubjectKind | null): Condition {
  const parts = rows.map((row) => partOf(row, kindOf)).filter((part) => part !== null);
  if (joint === 'any' && parts.length > 1) return { $or: parts };
  const keys = parts.flatMap((part) => Object.keys(part));
  return new Set(keys).size === keys.length ? Object.fromEntries(parts.flatMap((part) => Object.entries(part))) : { $and: parts };
}

function partOf(row: Row, kindOf: (subject: string) => SubjectKind | null): Condition | null {
  const { subject, relation, value, days, category } = row;
  if (subject === 'segment') {
    if (value === '') return null;
    const named = { $savedGroup: { id: value } };
    return relation === 'isNot' ? { $not: named } : named;
  }
  const kind = kindOf(subject);
  if (kind === 'fact') return { [subject]: relation !== 'no' };
  if (kind === 'stage') return value === '' ? null : { [subject]: relation === 'isNot' ? { $ne: value } : value };
  const number = Number(value.replace(',', '.'));
  if (value.trim() === '' || !Number.isFinite(number)) return null;
  const operator = relation === 'lte' ? '$lte' : relation === 'eq' ? '$eq' : '$gte';
  // What never was counts as 0 days ago, so that it was is asked as well.
  const asked = kind === 'age' && operator === '$lte' ? { $exists: true, $lte: number } : { [operator]: number };
  if (subject.startsWith('past:')) return { [`past.days${days}.${subject.slice(5)}`]: asked };
  if (!subject.startsWith('category:')) return { [subject]: asked };
  return category.trim() === ''
    ? null
    : { [`past.days${days}.categories`]: { $elemMatch: { category: category.trim(), [subject.slice(9)]: asked } } };
}

/** An id from a name: `Amanti delle lampade` → `amanti-delle-lampade`; not one of those taken. */
export function idFrom(name: string, taken: readonly string[]): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const base =
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'segment';
  let id = base;
  for (let number = 2; taken.includes(id); number += 1) id = `${base}-${number}`;
  return id;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
