import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Rule } from '../../../../shared/schemas/rule.ts';
import type { SiteSetup } from '../../../../shared/schemas/site-setup.ts';
import { type ApiProblem, part } from '../api.ts';
import type { FieldError, JourneyReport } from '../api-types.ts';
import { useApi, useLanguage, useSite, useTexts } from '../context.ts';
import { Notice, ProblemNotice, Waiting } from '../ui/notice.tsx';
import { asProblem, useLoad } from '../use-load.ts';
import { type Draft, draftOf, useSetup } from '../use-setup.ts';
import { conditionWords, type Teller } from '../words/condition-words.ts';
import { messageWords } from '../words/message-words.ts';
import { textOf } from '../words/rule-words.ts';
import { fill } from '../words/texts.ts';
import { PreviewLink } from './preview-link.tsx';
import { type Force, PublishDialog } from './publish-dialog.tsx';
import { RuleCard } from './rule-card.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { Segments } from './segments.tsx';
import { Versions } from './versions.tsx';

/** The set-up in arbitration order: read it in plain words, switch, reorder, reword, save, check, publish, go back. */
export function Rules() {
  const draft = useSetup();
  if (draft.problem) return <ProblemNotice problem={draft.problem} retry={draft.reload} />;
  if (!draft.value) return <Waiting />;
  return <Workbench key={draft.value.etag} loaded={draft.value} onReload={draft.reload} />;
}

type Outcome = { tone: 'good' | 'warning' | 'bad'; text: string; findings?: FieldError[] } | { problem: ApiProblem };

function Workbench({ loaded, onReload }: { loaded: Draft; onReload: () => void }) {
  const texts = useTexts();
  const words = texts.rules;
  const language = useLanguage();
  const api = useApi();
  const site = useSite();
  const [draft, setDraft] = useState(loaded);
  const [setup, setSetup] = useState(loaded.setup);
  const [editing, setEditing] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [previewing, setPreviewing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [versionTurn, setVersionTurn] = useState(0);
  const report = useLoad('rules', async () => (await api.get<JourneyReport>(`/sites/${part(site.id)}/reports/journey?days=30`)).value);
  const dirty = setup !== draft.setup;
  useLeaveGuard(dirty, words.leave);

  const names = useMemo(() => new Map(setup.rules.map((rule) => [rule.id, textOf(rule.name, language)])), [setup, language]);
  const segmentName = (id: string) => textOf(setup.segments?.find((one) => one.id === id)?.name, language) || id;
  const teller: Teller = { language, ruleName: (id) => names.get(id) || id, segmentName };
  const change = (rules: Rule[]) => setSetup({ ...setup, rules });
  const place = (pointer: string) => placeWords(pointer, setup, teller);

  /** Runs one of the buttons; what goes wrong is said above the list. */
  const run = async (work: () => Promise<Outcome>): Promise<{ isDone: boolean }> => {
    setBusy(true);
    setOutcome(null);
    const ended = await work().catch((error: unknown) => ({ problem: asProblem(error) }));
    setOutcome(ended);
    setBusy(false);
    return { isDone: !('problem' in ended) };
  };
  const save = async (): Promise<Draft> => {
    const { value, headers } = await api.send<SiteSetup>('PUT', `/sites/${part(site.id)}/setup`, setup, { 'if-match': draft.etag });
    const saved = draftOf(value, headers);
    setDraft(saved);
    setSetup(saved.setup);
    return saved;
  };
  const saveDraft = () =>
    run(async () => {
      await save();
      return { tone: 'good', text: words.saved };
    });
  const check = () =>
    run(async () => {
      const found = (
        await api.send<{ valid: boolean; errors: FieldError[]; warnings: FieldError[] }>(
          'POST',
          `/sites/${part(site.id)}/setup/check`,
          setup,
        )
      ).value;
      if (!found.valid) return { tone: 'bad', text: words.checkedErrors, findings: found.errors };
      if (found.warnings.length > 0) return { tone: 'warning', text: words.checkedWarnings, findings: found.warnings };
      return { tone: 'good', text: words.checkedFine };
    });
  /** What is asked about is the draft as it is saved. */
  const ask = async () => {
    const { isDone } = dirty ? await saveDraft() : { isDone: true };
    setAsking(isDone);
  };
  const publish = (force: Force | undefined) =>
    run(async () => {
      const headers = { 'if-match': draft.etag };
      const { version } = (await api.send<{ version: number }>('POST', `/sites/${part(site.id)}/publish`, force, headers)).value;
      setDraft((before) => ({ ...before, changed: false }));
      setVersionTurn((before) => before + 1);
      return { tone: 'good', text: fill(words.publishedNow, { version }) };
    });

  const edited = setup.rules.find(({ id }) => id === editing);
  return (
    <>
      <header class="page">
        <div>
          <h1>{words.title}</h1>
          <p class="soft">{words.lead}</p>
        </div>
      </header>
      <div class="toolbar">
        <p class={dirty || draft.changed ? 'state changed' : 'state'}>
          {dirty ? words.unsaved : draft.changed ? words.draftChanged : words.draftSame}
        </p>
        <div class="buttons">
          {dirty && (
            <button type="button" disabled={busy} onClick={() => setSetup(draft.setup)}>
              {words.discard}
            </button>
          )}
          <button type="button" onClick={() => setPreviewing(true)}>
            {texts.preview.action}
          </button>
          <button type="button" disabled={busy} onClick={check}>
            {words.check}
          </button>
          <button type="button" disabled={busy || !dirty} onClick={saveDraft}>
            {words.saveDraft}
          </button>
          <button type="button" class="primary" disabled={busy || !(dirty || draft.changed)} onClick={ask}>
            {words.publish}
          </button>
        </div>
      </div>
      {outcome && 'problem' in outcome && (
        <>
          <ProblemNotice problem={outcome.problem} where={place} />
          {outcome.problem.status === 412 && (
            <button type="button" onClick={onReload}>
              {words.reload}
            </button>
          )}
        </>
      )}
      {outcome && 'tone' in outcome && (
        <Notice tone={outcome.tone}>
          <p>{outcome.text}</p>
          {outcome.findings && (
            <ul>
              {outcome.findings.map(({ pointer, message }) => (
                <li key={pointer + message}>
                  <b>{place(pointer)}</b> {messageWords(message, language)}
                </li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      <ol class="rules">
        {setup.rules.map((rule, index) => (
          <RuleCard
            key={rule.id}
            rule={rule}
            teller={teller}
            last={index === setup.rules.length - 1}
            position={index + 1}
            results={report.value?.rules.find((one) => one.rule === rule.id) ?? null}
            onToggle={() => change(setup.rules.map((one) => (one === rule ? { ...one, enabled: !one.enabled } : one)))}
            onMove={(by) => change(moved(setup.rules, index, by))}
            onEdit={() => setEditing(rule.id)}
          />
        ))}
      </ol>
      <Segments setup={setup} teller={teller} onChange={(segments) => setSetup({ ...setup, segments })} />
      <section class="card">
        <h2>{words.stagesTitle}</h2>
        <p class="soft">{words.stagesLead}</p>
        <ol class="stage-list">
          {setup.journey.stages.map((stage) => (
            <li key={stage.id}>
              <b>{textOf(stage.name, language) || stage.id}</b> {conditionWords(stage.when, teller)}
            </li>
          ))}
        </ol>
      </section>
      <Versions turn={versionTurn} onRolledBack={onReload} />
      {edited && (
        <RuleEditor
          rule={edited}
          onClose={() => setEditing(null)}
          onApply={(rule) => {
            change(setup.rules.map((one) => (one.id === rule.id ? rule : one)));
            setEditing(null);
          }}
        />
      )}
      {previewing && <PreviewLink unsaved={dirty} onClose={() => setPreviewing(false)} />}
      {asking && <PublishDialog ruleName={teller.ruleName} onConfirm={publish} onClose={() => setAsking(false)} />}
    </>
  );
}

/** A list with one thing moved up (-1) or down (1). */
function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const copy = [...list];
  const [one] = copy.splice(index, 1);
  if (one !== undefined) copy.splice(index + by, 0, one);
  return copy;
}

/** `/rules/3/who` as the name of that rule, and the rest of the way. */
function placeWords(pointer: string, setup: SiteSetup, teller: Teller): string {
  const [, list, index, ...rest] = pointer.split('/');
  const rule = list === 'rules' ? setup.rules[Number(index)] : undefined;
  const stage = list === 'journey' ? setup.journey.stages[Number(rest[0])] : undefined;
  const segment = list === 'segments' ? setup.segments?.[Number(index)] : undefined;
  if (segment) return [textOf(segment.name, teller.language) || segment.id, ...rest].join(' › ');
  if (rule) return [teller.ruleName(rule.id), ...rest].join(' › ');
  return stage ? [textOf(stage.name, teller.language), ...rest.slice(1)].join(' › ') : pointer.slice(1);
}

/** The browser asks before changes are lost with the page; the console does before they are lost with a link. */
function useLeaveGuard(dirty: boolean, question: string): void {
  useEffect(() => {
    if (!dirty) return;
    const unload = (event: BeforeUnloadEvent) => event.preventDefault();
    const follow = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.('a[href^="#/"]');
      if (link && !confirm(question)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    addEventListener('beforeunload', unload);
    addEventListener('click', follow, true);
    return () => {
      removeEventListener('beforeunload', unload);
      removeEventListener('click', follow, true);
    };
  }, [dirty, question]);
}
