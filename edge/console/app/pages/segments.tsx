import { useState } from 'preact/hooks';
import type { Segment, SiteSetup } from '../../../../shared/schemas/site-setup.ts';
import { useLanguage, useTexts } from '../context.ts';
import { Icon } from '../ui/icons.tsx';
import { useSize } from '../use-size.ts';
import { conditionWords, type Teller } from '../words/condition-words.ts';
import { textOf } from '../words/rule-words.ts';
import { sizeWords } from '../words/size-words.ts';
import { fill } from '../words/texts.ts';
import { SegmentEditor } from './segment-editor.tsx';

const SEEN_WITHIN_DAYS = 30;

interface Props {
  setup: SiteSetup;
  teller: Teller;
  onChange: (segments: Segment[]) => void;
}

/** Segments of the draft: read in words, with how many people are in each. */
export function Segments({ setup, teller, onChange }: Props) {
  const words = useTexts().segments;
  const segments = setup.segments ?? [];
  const [editing, setEditing] = useState<string | null>(null);
  const edited = editing === null ? null : (segments.find(({ id }) => id === editing) ?? 'new');
  return (
    <section class="card" aria-labelledby="segments-title">
      <h2 id="segments-title">{words.title}</h2>
      <p class="soft">{words.lead}</p>
      {segments.length === 0 && <p>{words.empty}</p>}
      <ul class="segments">
        {segments.map((segment) => (
          <SegmentRow
            key={segment.id}
            segment={segment}
            segments={segments}
            teller={teller}
            isUsed={isUsed(segment.id, setup)}
            onEdit={() => setEditing(segment.id)}
            onRemove={() => onChange(segments.filter((one) => one !== segment))}
          />
        ))}
      </ul>
      <button type="button" onClick={() => setEditing('')}>
        <Icon name="plus" />
        {words.add}
      </button>
      {edited && (
        <SegmentEditor
          segment={edited === 'new' ? null : edited}
          setup={setup}
          teller={teller}
          onClose={() => setEditing(null)}
          onApply={(segment) => {
            onChange(edited === 'new' ? [...segments, segment] : segments.map((one) => (one === edited ? segment : one)));
            setEditing(null);
          }}
        />
      )}
    </section>
  );
}

interface RowProps {
  segment: Segment;
  segments: readonly Segment[];
  teller: Teller;
  isUsed: boolean;
  onEdit: () => void;
  onRemove: () => void;
}

function SegmentRow({ segment, segments, teller, isUsed, onEdit, onRemove }: RowProps) {
  const words = useTexts().segments;
  const language = useLanguage();
  const size = useSize(segment.condition, segments, SEEN_WITHIN_DAYS);
  const name = textOf(segment.name, language) || segment.id;
  return (
    <li id={`segment-${segment.id}`}>
      <div>
        <h3>{name}</h3>
        <p>{conditionWords(segment.condition, teller)}</p>
        <p class="soft">{size.value ? sizeWords(size.value, language) : size.problem ? words.sizeUnknown : words.counting}</p>
      </div>
      <div class="buttons">
        <button type="button" class="quiet" aria-label={fill(words.editOf, { name })} onClick={onEdit}>
          <Icon name="edit" />
          <span class="wide-only">{words.edit}</span>
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={fill(words.removeOf, { name })}
          disabled={isUsed}
          title={isUsed ? words.used : undefined}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      </div>
    </li>
  );
}

/** Whether a rule, a stage or another segment names it. */
function isUsed(id: string, { rules, journey, segments = [] }: SiteSetup): boolean {
  const named = JSON.stringify({ $savedGroup: { id } }).slice(1, -1);
  const conditions = [
    ...rules.map(({ who }) => who),
    ...journey.stages.map(({ when }) => when),
    ...segments.map(({ condition }) => condition),
  ];
  return conditions.some((condition) => JSON.stringify(condition).includes(named));
}
