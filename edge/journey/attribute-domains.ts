import { FRICTION_KINDS } from '../../shared/schemas/event.ts';
import { ATTRIBUTE_LIST, type AttributeEntry } from './attribute-list.ts';

/** All values an attribute can have, or that they are too many. `null` among them: it may be missing. */
export type Domain =
  | { kind: 'finite'; values: readonly unknown[] }
  /** never below 0 */
  | { kind: 'number'; nullable: boolean }
  | { kind: 'text'; nullable: boolean }
  | { kind: 'open' };

const SEEN = /^seen\.(.+)\.(impressions|clicks|dismissals|daysSinceShown|daysSinceDismissed)$/;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

const BY_PATH: ReadonlyMap<string, AttributeEntry> = new Map(
  ATTRIBUTE_LIST.flatMap((entry) =>
    entry.path.endsWith('{kind}')
      ? FRICTION_KINDS.map((kind): [string, AttributeEntry] => [entry.path.replace('{kind}', kind), entry])
      : [[entry.path, entry]],
  ),
);

/** Names of all attributes, those of rules already shown left out. */
export const ATTRIBUTE_PATHS: readonly string[] = [...BY_PATH.keys()].filter((path) => !path.startsWith('seen.'));

/** What was seen of which rule an attribute asks; null where it asks something else. */
export function ruleAskedBy(path: string): string | null {
  return SEEN.exec(path)?.[1] ?? null;
}

/** What an attribute can be; of one that nobody knows, or that holds others, anything. */
export function domainOf(path: string): Domain {
  const seen = SEEN.exec(path);
  const entry = BY_PATH.get(seen ? `seen.{rule}.${seen[2]}` : path);
  if (!entry) return { kind: 'open' };
  const { type, nullable } = entry;
  const orMissing = (values: readonly unknown[]): Domain => ({ kind: 'finite', values: nullable ? [...values, null] : values });
  if (path === 'time.hour') return orMissing(HOURS);
  if (type === 'boolean') return orMissing([true, false]);
  if (type === 'number') return { kind: 'number', nullable };
  if (type === 'text' || type === 'date') return entry.values ? orMissing(entry.values) : { kind: 'text', nullable };
  return { kind: 'open' };
}
