import { useState } from 'preact/hooks';
import { type ApiProblem, part } from '../api.ts';
import type { JourneyReport, Site } from '../api-types.ts';
import { useApi, useLanguage, useSite, useTexts } from '../context.ts';
import { momentText, numberText } from '../format.ts';
import { CopyBlock } from '../ui/copy.tsx';
import { Icon } from '../ui/icons.tsx';
import { Notice, ProblemNotice } from '../ui/notice.tsx';
import { asProblem, useLoad } from '../use-load.ts';
import { useSetup } from '../use-setup.ts';
import { fill } from '../words/texts.ts';

const CONSENTS = ['auto', 'manual', 'granted', 'denied'] as const;
type ConsentMode = (typeof CONSENTS)[number];

/** The tag to paste, what is still missing, who may use it, and the places a page may offer. */
export function Install() {
  const texts = useTexts();
  const words = texts.install;
  return (
    <>
      <header class="page">
        <div>
          <h1>{words.title}</h1>
          <p class="soft">{words.lead}</p>
        </div>
      </header>
      <Tag />
      <div class="columns">
        <Readiness />
        <Origins />
      </div>
      <Slots />
    </>
  );
}

function Tag() {
  const texts = useTexts();
  const words = texts.install;
  const site = useSite();
  const [consent, setConsent] = useState<ConsentMode>('auto');
  const attribute = consent === 'auto' ? '' : ` data-consent="${consent}"`;
  return (
    <section class="card">
      <h2>{words.tagTitle}</h2>
      <p class="soft">{words.tagText}</p>
      <CopyBlock
        text={`<script async src="${location.origin}/tappa.js" data-site="${site.id}"${attribute}></script>`}
        label={words.tagTitle}
      />
      <label>
        {words.consent}
        <select value={consent} onChange={(event) => setConsent(event.currentTarget.value as ConsentMode)}>
          {CONSENTS.map((mode) => (
            <option key={mode} value={mode}>
              {words.consents[mode]}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

function Readiness() {
  const texts = useTexts();
  const words = texts.install;
  const language = useLanguage();
  const api = useApi();
  const site = useSite();
  const report = useLoad(site.id, async () => (await api.get<JourneyReport>(`/sites/${part(site.id)}/reports/journey?days=7`)).value);
  const visits = report.value?.totals.sessions ?? 0;
  const line = (ready: boolean, good: string, missing: string, count: number) => (
    <li class={ready ? 'ready' : 'missing'}>
      <Icon name={ready ? 'check' : 'warning'} />
      {ready ? fill(good, { count: numberText(count, language) }) : missing}
    </li>
  );
  const { products, stores, inventoryLines } = site.counts;
  return (
    <section class="card">
      <h2>{words.stateTitle}</h2>
      {report.problem && <ProblemNotice problem={report.problem} retry={report.reload} />}
      <ul class="checklist">
        {report.value && line(visits > 0, words.receiving, words.notReceiving, visits)}
        {line(products > 0, words.catalogReady, words.catalogMissing, products)}
        {line(stores > 0, words.storesReady, words.storesMissing, stores)}
        {line(inventoryLines > 0, words.stockReady, words.stockMissing, inventoryLines)}
      </ul>
    </section>
  );
}

function Origins() {
  const texts = useTexts();
  const words = texts.install;
  const language = useLanguage();
  const api = useApi();
  const site = useSite();
  const [origins, setOrigins] = useState(site.origins.join('\n'));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [saved, setSaved] = useState(false);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setSaved(false);
    setProblem(null);
    const list = origins
      .split(/\s+/)
      .map((origin) => origin.replace(/\/+$/, ''))
      .filter(Boolean);
    try {
      const { value } = await api.send<Site>('PATCH', `/sites/${part(site.id)}`, { origins: list });
      setOrigins(value.origins.join('\n'));
      setSaved(true);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const facts: [string, string][] = [
    [words.siteId, site.id],
    [words.currency, site.currency],
    [words.locale, site.locale],
    [words.timeZone, site.timeZone],
    [words.created, momentText(site.createdAt, language, site.timeZone)],
  ];
  return (
    <section class="card">
      <form class="stack" onSubmit={save}>
        <label>
          <b>{words.originsTitle}</b>
          <small id="origins-hint">{words.originsText}</small>
          <textarea
            rows={3}
            value={origins}
            spellcheck={false}
            aria-describedby="origins-hint"
            onInput={(event) => setOrigins(event.currentTarget.value)}
          />
        </label>
        {problem && <ProblemNotice problem={problem} />}
        {saved && <Notice tone="good">{words.originsSaved}</Notice>}
        <button type="submit">{texts.save}</button>
      </form>
      <h3>{words.settings}</h3>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Places that the site's own rules ask for. */
function Slots() {
  const words = useTexts().install;
  const setup = useSetup();
  const slots = [...new Set(setup.value?.setup.rules.flatMap((rule) => rule.slots) ?? [])].filter((slot) => slot !== 'overlay');
  if (slots.length === 0) return null;
  return (
    <section class="card">
      <h2>{words.slotsTitle}</h2>
      <p class="soft">{words.slotsText}</p>
      <CopyBlock text={slots.map((slot) => `<div data-tappa-slot="${slot}"></div>`).join('\n')} label={words.slotsTitle} />
    </section>
  );
}
