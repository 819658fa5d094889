import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { fieldChanges, isSame } from './field-changes.ts';

/** Lists whose entries are told one by one, and what they are called. */
const LISTS: readonly { what: string; of: (setup: SiteSetup) => readonly Entry[]; ordered: boolean }[] = [
  { what: 'stage', of: ({ journey }) => journey.stages.map((stage) => ({ name: stage.id, value: stage })), ordered: true },
  { what: 'rule', of: ({ rules }) => rules.map((rule) => ({ name: rule.id, value: rule })), ordered: true },
  { what: 'segment', of: ({ segments = [] }) => segments.map((segment) => ({ name: segment.id, value: segment })), ordered: false },
  {
    what: 'merchandising rule',
    of: ({ merchandising = [] }) => merchandising.map((rule) => ({ name: rule.id, value: rule })),
    ordered: true,
  },
  { what: 'experiment', of: ({ experiments = [] }) => experiments.map((each) => ({ name: each.id, value: each })), ordered: false },
  { what: 'slot', of: ({ slots = {} }) => Object.entries(slots).map(([name, value]) => ({ name, value })), ordered: false },
  { what: 'fixture', of: ({ fixtures = [] }) => fixtures.map((fixture) => ({ name: fixture.name, value: fixture })), ordered: false },
];
const LISTED = new Set(['journey', 'rules', 'segments', 'merchandising', 'experiments', 'slots', 'fixtures']);

interface Entry {
  name: string;
  value: unknown;
}

/**
 * What changes from one set-up to another, a line each, in words. Empty where nothing does: what only stands in another order where order says
 * nothing is no change.
 */
export function setupChanges(before: SiteSetup, after: SiteSetup): string[] {
  const lists = LISTS.flatMap(({ what, of, ordered }) => listChanges(what, of(before), of(after), ordered));
  const names = new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => !LISTED.has(name)));
  const rest = [...names].flatMap((name) => {
    const words = fieldChanges(before[name as keyof SiteSetup], after[name as keyof SiteSetup]);
    return words === '' ? [] : [`changed  ${name}: ${words}`];
  });
  return [...lists, ...rest];
}

function listChanges(what: string, before: readonly Entry[], after: readonly Entry[], ordered: boolean): string[] {
  const old = new Map(before.map((entry) => [entry.name, entry]));
  const now = new Map(after.map((entry) => [entry.name, entry]));
  const added = after.flatMap(({ name }, index) =>
    old.has(name) ? [] : [`added    ${what} "${name}"${ordered ? placeWords(after, index) : ''}`],
  );
  const removed = before.flatMap(({ name }) => (now.has(name) ? [] : [`removed  ${what} "${name}"`]));
  const both = after.filter(({ name }) => old.has(name));
  const changed = both.flatMap(({ name, value }) => {
    const was = old.get(name)!.value;
    return isSame(was, value) ? [] : [`changed  ${what} "${name}": ${fieldChanges(was, value)}`];
  });
  return [...added, ...removed, ...(ordered ? moves(what, before, after, both) : []), ...changed];
}

/** Those that have left the longest run of entries that stand in the order they stood in: the fewest that somebody can have moved. */
function moves(what: string, before: readonly Entry[], after: readonly Entry[], both: readonly Entry[]): string[] {
  const placeBefore = new Map(before.map(({ name }, index) => [name, index]));
  const stayed = longestRise(both.map(({ name }) => placeBefore.get(name)!));
  return both.flatMap(({ name }, index) => {
    if (stayed.has(index)) return [];
    const place = after.findIndex((entry) => entry.name === name);
    return [`moved    ${what} "${name}" from place ${placeBefore.get(name)! + 1} to ${place + 1}${placeWords(after, place)}`];
  });
}

function placeWords(after: readonly Entry[], index: number): string {
  const next = after[index + 1];
  return next ? `, before "${next.name}"` : ', last';
}

/** Places of a longest rising run within numbers that are all different. Quadratic, and a set-up has a thousand rules at the most. */
function longestRise(numbers: readonly number[]): Set<number> {
  const length: number[] = [];
  const from: number[] = [];
  let best = -1;
  for (const [index, number] of numbers.entries()) {
    length[index] = 1;
    from[index] = -1;
    for (let earlier = 0; earlier < index; earlier++) {
      if (numbers[earlier]! < number && length[earlier]! >= length[index]!) {
        length[index] = length[earlier]! + 1;
        from[index] = earlier;
      }
    }
    if (best < 0 || length[index]! > length[best]!) best = index;
  }
  const places = new Set<number>();
  for (let place = best; place >= 0; place = from[place]!) places.add(place);
  return places;
}
