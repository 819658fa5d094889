import { useId, useState } from 'preact/hooks';
import type { Segment, SiteSetup } from '../../../../shared/schemas/site-setup.ts';
import { useLanguage, useTexts } from '../context.ts';
import { conditionOf, idFrom, type Row, type RowsOf, rowsOf } from '../segment-rows.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icons.tsx';
import { useSettled, useSize } from '../use-size.ts';
import type { Teller } from '../words/condition-words.ts';
import { messageWords } from '../words/message-words.ts';
import { textOf } from '../words/rule-words.ts';
import { sizeWords } from '../words/size-words.ts';
import { fill } from '../words/texts.ts';
import { NEW_ROW, SegmentRowFields, subjectKind } from './segment-row-fields.tsx';

const PERIODS = [30, 90, 365] as const;

interface Props {
  /** null = a new one */
  segment: Segment | null;
  setup: SiteSetup;
  teller: Teller;
  onApply: (segment: Segment) => void;
  onClose: () => void;
}

/** A segment's names and condition, with how many people it holds for as it is being changed. */
export function SegmentEditor({ segment, setup, teller, onApply, onClose }: Props) {
  const texts = useTexts();
  const words = texts.segments;
  const language = useLanguage();
  const id = useId();
  const others = (setup.segments ?? []).filter((one) => one !== segment);
  const [names, setNames] = useState(segment?.name ?? {});
  const [rows, setRows] = useState<RowsOf | null>(
    segment === null ? { joint: 'all', rows: [NEW_ROW] } : rowsOf(segment.condition, subjectKind),
  );
  const condition = rows ? conditionOf(rows, subjectKind) : segment!.condition;
  const [periodDays, setPeriodDays] = useState<number>(PERIODS[0]);
  const settled = useSettled({ condition, periodDays });
  const size = useSize(settled.condition, others, settled.periodDays);
  const isComplete = Object.keys(condition).length > 0 && Object.values(names).some((name) => name.trim() !== '');
  const change = (index: number, row: Row) => rows && setRows({ ...rows, rows: rows.rows.map((one, at) => (at === index ? row : one)) });
  return (
    <Dialog
      title={segment === null ? words.add : fill(words.editOf, { name: textOf(segment.name, language) || segment.id })}
      onClose={onClose}
      wide
    >
      <form
        class="texts segment-form"
        onSubmit={(event) => {
          event.preventDefault();
          const name = names[language] || Object.values(names).find((text) => text !== '') || '';
          onApply({
            id:
              segment?.id ??
              idFrom(
                name,
                others.map((one) => one.id),
              ),
            name: names,
            condition,
          });
        }}
      >
        <fieldset>
          <legend>{words.name}</legend>
          {(['it', 'en'] as const).map((one) => (
            <div key={one}>
              <label for={`${id}-${one}`}>{one === 'it' ? texts.rules.italian : texts.rules.english}</label>
              <input
                id={`${id}-${one}`}
                lang={one}
                maxLength={120}
                value={names[one] ?? ''}
                onInput={(event) => setNames({ ...names, [one]: event.currentTarget.value })}
              />
            </div>
          ))}
        </fieldset>
        {rows ? (
          <fieldset class="condition-rows">
            <legend>{words.who}</legend>
            <select
              aria-label={words.joint}
              value={rows.joint}
              onChange={(event) => setRows({ ...rows, joint: event.currentTarget.value as RowsOf['joint'] })}
            >
              <option value="all">{words.allOf}</option>
              <option value="any">{words.anyOf}</option>
            </select>
            <ul>
              {rows.rows.map((row, index) => (
                // rows have no id of their own, and none is moved
                <li key={index}>
                  <SegmentRowFields row={row} number={index + 1} setup={setup} others={others} onChange={(next) => change(index, next)} />
                  <button
                    type="button"
                    class="quiet"
                    aria-label={`${words.removeRow} ${index + 1}`}
                    disabled={rows.rows.length === 1}
                    onClick={() => setRows({ ...rows, rows: rows.rows.filter((_, at) => at !== index) })}
                  >
                    <Icon name="close" />
                  </button>
                </li>
              ))}
            </ul>
            <button type="button" onClick={() => setRows({ ...rows, rows: [...rows.rows, NEW_ROW] })}>
              <Icon name="plus" />
              {words.addRow}
            </button>
          </fieldset>
        ) : (
          <div>
            <p>{words.written}</p>
            <pre>{JSON.stringify(condition, null, 2)}</pre>
          </div>
        )}
        <div class="size">
          <label>
            {words.seen}
            <select value={periodDays} onChange={(event) => setPeriodDays(Number(event.currentTarget.value))}>
              {PERIODS.map((days) => (
                <option key={days} value={days}>
                  {fill(words.period, { days })}
                </option>
              ))}
            </select>
          </label>
          <p role="status" aria-live="polite">
            {size.problem
              ? size.problem.errors.map(({ message }) => messageWords(message, teller.language)).join('; ') || words.sizeUnknown
              : size.value
                ? sizeWords(size.value, language)
                : words.counting}
          </p>
        </div>
        <footer>
          <button type="button" onClick={onClose}>
            {texts.cancel}
          </button>
          <button type="submit" class="primary" disabled={!isComplete}>
            {texts.rules.apply}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
