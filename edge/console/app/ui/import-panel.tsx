import { useId, useState } from 'preact/hooks';
import { type ApiProblem, part } from '../api.ts';
import type { ImportReport } from '../api-types.ts';
import { useApi, useLanguage, useSite, useTexts } from '../context.ts';
import { percentText } from '../format.ts';
import { asProblem } from '../use-load.ts';
import { fill } from '../words/texts.ts';
import { Icon } from './icons.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { Notice, ProblemNotice } from './notice.tsx';

const TYPES = {
  xml: 'application/xml',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  ndjson: 'application/x-ndjson',
  json: 'application/json',
} as const;
export type ImportFormat = keyof typeof TYPES;
export type ImportKind = 'catalog' | 'stores' | 'inventory' | 'purchases' | 'customers' | 'loyalty/transactions' | 'events';

const EXTENSIONS: Readonly<Record<string, ImportFormat>> = {
  xml: 'xml',
  rss: 'xml',
  atom: 'xml',
  csv: 'csv',
  tsv: 'tsv',
  txt: 'tsv',
  tab: 'tsv',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  json: 'json',
};

interface Props {
  kind: ImportKind;
  formats: readonly ImportFormat[];
  /** whether what the file does not name may be taken out */
  full?: boolean;
  onDone?: () => void;
}

type State =
  | { at: 'idle' }
  | { at: 'sending'; share: number }
  | { at: 'done'; report: ImportReport }
  | { at: 'failed'; problem: ApiProblem }
  | { at: 'refused'; text: string };

/** A file goes in, and what became of each row comes out. */
export function ImportPanel({ kind, formats, full = false, onDone }: Props) {
  const texts = useTexts();
  const words = texts.imports;
  const language = useLanguage();
  const api = useApi();
  const site = useSite();
  const [mode, setMode] = useState<'upsert' | 'full'>('upsert');
  const [state, setState] = useState<State>({ at: 'idle' });
  const [over, setOver] = useState(false);
  const id = useId();
  const { title, text } = words[kind];
  const send = async (file: File | undefined) => {
    if (!file || state.at === 'sending') return;
    const format = EXTENSIONS[file.name.toLowerCase().split('.').pop() ?? ''];
    if (!format) return setState({ at: 'refused', text: fill(words.unknownFile, { name: file.name }) });
    if (!formats.includes(format)) return setState({ at: 'refused', text: fill(words.wrongFormat, { format: format.toUpperCase() }) });
    setState({ at: 'sending', share: 0 });
    try {
      const path = `/sites/${part(site.id)}/${kind}${full ? `?mode=${mode}` : ''}`;
      const report = await api.upload(path, TYPES[format], file, (share) => setState({ at: 'sending', share }));
      setState({ at: 'done', report });
      onDone?.();
    } catch (error) {
      setState({ at: 'failed', problem: asProblem(error) });
    }
  };
  return (
    <section class="card import" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <p class="soft">{text}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a convenience beside the button, which does the same */}
      <div
        class={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          send(event.dataTransfer?.files[0]);
        }}
      >
        <label class="button" for={`${id}-file`}>
          <Icon name="file" />
          {words.choose}
          <span class="hidden">: {title}</span>
        </label>
        <input
          id={`${id}-file`}
          class="hidden"
          type="file"
          disabled={state.at === 'sending'}
          onChange={(event) => {
            send(event.currentTarget.files?.[0]);
            // the same file, mended, may be chosen again
            event.currentTarget.value = '';
          }}
        />
        <span class="soft">{words.drop}</span>
        {full && (
          <fieldset class="choice">
            <legend>{words.mode}</legend>
            {(['upsert', 'full'] as const).map((one) => (
              <label key={one}>
                <input type="radio" name={`${id}-mode`} checked={mode === one} onChange={() => setMode(one)} />
                <span>{words[one]}</span>
              </label>
            ))}
          </fieldset>
        )}
      </div>
      {state.at === 'sending' && (
        <p class="sending" role="status">
          <progress max={1} {...(state.share < 1 ? { value: state.share } : {})} />
          {state.share < 1 ? fill(words.sending, { percent: percentText(state.share, language) }) : words.reading}
        </p>
      )}
      {state.at === 'refused' && <Notice tone="bad">{state.text}</Notice>}
      {state.at === 'failed' && <ProblemNotice problem={state.problem} where={(pointer) => `${words.row} ${pointer.slice(1)}`} />}
      {state.at === 'done' && <ImportOutcome report={state.report} name={kind.replace('/', '-')} />}
    </section>
  );
}
