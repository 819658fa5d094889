import type { Segment, SiteSetup } from '../../../../shared/schemas/site-setup.ts';
import { useLanguage, useTexts } from '../context.ts';
import type { Language } from '../kept.ts';
import { type Relation, type Row, type SubjectKind, WINDOWS } from '../segment-rows.ts';
import { AGES, ATTRIBUTE_NAMES, CATEGORY_COUNTS, COUNTS, FACTS, PAST_COUNTS } from '../words/condition-names.ts';
import { textOf } from '../words/rule-words.ts';
import { fill } from '../words/texts.ts';

export const NEW_ROW: Row = { subject: 'past:productViews', relation: 'gte', value: '', days: 30, category: '' };

/** Attributes offered one by one, beside the counts of a window: what is of a page or a moment is for rules. */
const SINGLE_COUNTS = ['visits.count', 'purchases.count', 'refunds.count', 'cart.lines', 'loyalty.points'] as const;
const AMOUNTS = ['purchases.total', 'cart.value', 'lifetime.value365Days', 'lifetime.pAlive', 'feedback.nps'] as const;
const AGED = ['visits.daysSinceFirst', 'visits.daysSinceLast', 'purchases.daysSinceLast', 'cart.daysSinceChange'] as const;
const TRUE_OR_NOT = ['cart.open', 'cart.abandoned', 'loyalty.member', 'customer.known', 'visits.returning'] as const;

/** What may be said of a subject; null where rows do not know it. */
export function subjectKind(subject: string): SubjectKind | null {
  if (subject === 'segment' || subject === 'stage') return subject;
  if (/^(past|category):/.test(subject) || subject in COUNTS) return 'count';
  if ((AMOUNTS as readonly string[]).includes(subject)) return 'count';
  if (subject in AGES) return 'age';
  return subject in FACTS ? 'fact' : null;
}

interface Props {
  row: Row;
  number: number;
  setup: SiteSetup;
  others: readonly Segment[];
  onChange: (row: Row) => void;
}

/** One row: of what, how it compares, to what; and of a window, over how many days. */
export function SegmentRowFields({ row, number, setup, others, onChange }: Props) {
  const words = useTexts().segments;
  const language = useLanguage();
  const kind = subjectKind(row.subject);
  const isWindow = /^(past|category):/.test(row.subject);
  const choose = (subject: string) => {
    const next = subjectKind(subject);
    const relation: Relation = next === 'fact' ? 'yes' : next === 'stage' || next === 'segment' ? 'is' : 'gte';
    onChange({ ...row, subject, relation, value: next === kind ? row.value : '' });
  };
  const relations: readonly Relation[] =
    kind === 'fact' ? ['yes', 'no'] : kind === 'stage' || kind === 'segment' ? ['is', 'isNot'] : ['gte', 'lte', 'eq'];
  const options: readonly (readonly [string, string])[] =
    kind === 'stage'
      ? setup.journey.stages.map(({ id, name }) => [id, textOf(name, language) || id] as const)
      : others.map(({ id, name }) => [id, textOf(name, language) || id] as const);
  return (
    <div class="condition-row">
      <select aria-label={`${words.subject} ${number}`} value={row.subject} onChange={(event) => choose(event.currentTarget.value)}>
        {subjectGroups(row.subject, language, words, others.length > 0).map(([label, subjects]) => (
          <optgroup key={label} label={label}>
            {subjects.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {row.subject.startsWith('category:') && (
        <input
          aria-label={`${words.category} ${number}`}
          placeholder={words.category}
          maxLength={60}
          value={row.category}
          onInput={(event) => onChange({ ...row, category: event.currentTarget.value })}
        />
      )}
      <select
        aria-label={`${words.relation} ${number}`}
        value={row.relation}
        onChange={(event) => onChange({ ...row, relation: event.currentTarget.value as Relation })}
      >
        {relations.map((relation) => (
          <option key={relation} value={relation}>
            {words.relations[relation]}
          </option>
        ))}
      </select>
      {(kind === 'count' || kind === 'age') && (
        <span class="with-unit">
          <input
            inputMode="decimal"
            aria-label={`${words.value} ${number}`}
            placeholder="0"
            value={row.value}
            onInput={(event) => onChange({ ...row, value: event.currentTarget.value })}
          />
          {kind === 'age' && <span>{words.daysAgo}</span>}
        </span>
      )}
      {(kind === 'stage' || kind === 'segment') && (
        <select
          aria-label={`${words.value} ${number}`}
          value={row.value}
          onChange={(event) => onChange({ ...row, value: event.currentTarget.value })}
        >
          <option value="">{words.choose}</option>
          {options.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
      {isWindow && (
        <select
          aria-label={`${words.window} ${number}`}
          value={row.days}
          onChange={(event) => onChange({ ...row, days: Number(event.currentTarget.value) })}
        >
          {WINDOWS.map((days) => (
            <option key={days} value={days}>
              {days === 1 ? words.today : fill(words.lastDays, { days })}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

type Groups = readonly (readonly [string, readonly (readonly [string, string])[]])[];

function subjectGroups(current: string, language: Language, words: ReturnType<typeof useTexts>['segments'], hasOthers: boolean): Groups {
  const plural = (names: typeof COUNTS, key: string) => names[key]![language][1];
  const numbers = [...SINGLE_COUNTS].map((key) => [key, plural(COUNTS, key)] as const);
  const amounts = [...AMOUNTS].map((key) => [key, ATTRIBUTE_NAMES[key]![language]] as const);
  const groups: Groups = [
    [words.groups.past, Object.keys(PAST_COUNTS).map((key) => [`past:${key}`, plural(PAST_COUNTS, key)] as const)],
    [
      words.groups.category,
      Object.keys(CATEGORY_COUNTS).map((key) => [`category:${key}`, `${plural(CATEGORY_COUNTS, key)} ${words.ofCategory}`] as const),
    ],
    [words.groups.ever, [...numbers, ...amounts]],
    [words.groups.age, [...AGED].map((key) => [key, AGES[key]![language]] as const)],
    [
      words.groups.person,
      [
        ['stage', ATTRIBUTE_NAMES.stage![language]],
        ...(hasOthers || current === 'segment' ? [['segment', words.segment] as const] : []),
        ...[...TRUE_OR_NOT].map((key) => [key, FACTS[key]![language][0]] as const),
      ],
    ],
  ];
  if (groups.some(([, subjects]) => subjects.some(([value]) => value === current))) return groups;
  const name = COUNTS[current]?.[language][1] ?? AGES[current]?.[language] ?? FACTS[current]?.[language][0] ?? current;
  return [...groups, [words.groups.other, [[current, name]]]];
}
