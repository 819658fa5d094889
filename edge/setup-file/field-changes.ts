/** Texts longer than this are cut: enough to recognise one. */
const SHOWN_MAX = 60;
/** Of more changes than these, only the names of the fields are told. */
const CHANGES_MAX = 6;

/** What differs between two values, in words: `often.perSession 1 → 2, what.title.it "Da scoprire" → "Novità"`. Empty where nothing does. */
export function fieldChanges(before: unknown, after: unknown): string {
  const changes = changesOf(before, after, '');
  if (changes.length <= CHANGES_MAX) return changes.map(({ path, words }) => (path === '' ? words : `${path} ${words}`)).join(', ');
  return [...new Set(changes.map(({ path }) => path.split('.')[0] ?? ''))].join(', ');
}

/** Whether two JSON values say the same. The order of the fields of an object says nothing, that of a list does. */
export function isSame(before: unknown, after: unknown): boolean {
  return changesOf(before, after, '').length === 0;
}

interface Change {
  path: string;
  words: string;
}

function changesOf(before: unknown, after: unknown, path: string): Change[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => changesOf(own(before, name), own(after, name), path === '' ? name : `${path}.${name}`));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const same = before.length === after.length && before.every((entry, index) => isSame(entry, after[index]));
    return same ? [] : [{ path, words: `${shown(before)} → ${shown(after)}` }];
  }
  if (before === after) return [];
  if (before === undefined) return [{ path, words: `${shown(after)} added` }];
  if (after === undefined) return [{ path, words: 'removed' }];
  return [{ path, words: `${shown(before)} → ${shown(after)}` }];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > SHOWN_MAX ? `${[...text].slice(0, SHOWN_MAX).join('')}…` : text;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Languages and conditions may be called anything, `toString` too. */
const own = (record: Record<string, unknown>, name: string): unknown => (Object.hasOwn(record, name) ? record[name] : undefined);
