import { useState } from 'preact/hooks';
import { part } from '../api.ts';
import type { DayFigures, JourneyReport } from '../api-types.ts';
import { Bars } from '../charts/bars.tsx';
import { DayChart } from '../charts/day-chart.tsx';
import { JourneyLine } from '../charts/journey-line.tsx';
import { useApi, useLanguage, useSite, useTexts } from '../context.ts';
import { dayText, majorText, numberText, percentText, roundMoneyText } from '../format.ts';
import { hrefOf } from '../route.ts';
import { ProblemNotice, Waiting } from '../ui/notice.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { useLoad } from '../use-load.ts';
import { useSetup } from '../use-setup.ts';
import { textOf } from '../words/rule-words.ts';
import { fill } from '../words/texts.ts';

const PERIODS = [7, 30, 90] as const;
const FIGURES = ['sessions', 'productViews', 'cartAdds', 'checkouts', 'purchases', 'revenue'] as const;
type Figure = (typeof FIGURES)[number];

/** How the journey goes: figures by day, people by leg, purchases by channel, what rules do and what stops people. */
export function Overview() {
  const texts = useTexts();
  const words = texts.overview;
  const api = useApi();
  const site = useSite();
  const [days, setDays] = useState<number>(30);
  const report = useLoad(
    `${days}`,
    async () => (await api.get<JourneyReport>(`/sites/${part(site.id)}/reports/journey?days=${days}`)).value,
  );
  return (
    <>
      <header class="page">
        <h1>{words.title}</h1>
        <fieldset class="choice">
          <legend class="hidden">{words.period}</legend>
          {PERIODS.map((period) => (
            <label key={period}>
              <input type="radio" name="period" checked={days === period} onChange={() => setDays(period)} />
              <span>{fill(words.days, { days: period })}</span>
            </label>
          ))}
        </fieldset>
      </header>
      {report.problem && <ProblemNotice problem={report.problem} retry={report.reload} />}
      {!report.value && report.loading && <Waiting />}
      {report.value && <Report report={report.value} />}
    </>
  );
}

function Report({ report }: { report: JourneyReport }) {
  const texts = useTexts();
  const words = texts.overview;
  const site = useSite();
  const quiet = report.events.length === 0 && report.sales.length === 0;
  return (
    <>
      {quiet && (
        <section class="card empty">
          <p>{words.empty}</p>
          <a class="button" href={hrefOf(site.id, 'install')}>
            {texts.overview.toInstall}
          </a>
        </section>
      )}
      {!quiet && <Figures report={report} />}
      <Stages report={report} />
      <div class="columns">
        <Sales report={report} />
        <Arrivals report={report} />
      </div>
      <RuleResults report={report} />
    </>
  );
}

/** Tiles to choose from, and the chosen one day by day. */
function Figures({ report }: { report: JourneyReport }) {
  const texts = useTexts();
  const words = texts.overview;
  const language = useLanguage();
  const [figure, setFigure] = useState<Figure>('sessions');
  const say = (value: number, of: Figure) =>
    of === 'revenue' ? roundMoneyText(value, report.currency, language) : numberText(value, language);
  const days = report.days.map((day) => ({ day: day.day, value: day[figure] }));
  const title = fill(words.perDay, { figure: words.figures[figure] });
  const label = fill(words.chartLabel, {
    figure: title,
    total: say(report.totals[figure], figure),
    from: dayText(report.from, language),
    to: dayText(report.to, language),
  });
  const best = days.reduce((most, day) => (day.value > most.value ? day : most), days[0] ?? { day: report.to, value: 0 });
  return (
    <section class="card">
      <div class="tiles">
        {FIGURES.map((name) => (
          <button key={name} type="button" aria-pressed={name === figure} onClick={() => setFigure(name)}>
            <span>{words.figures[name]}</span>
            <b>{say(report.totals[name], name)}</b>
            <Change days={report.days} figure={name} />
          </button>
        ))}
      </div>
      <h2>{title}</h2>
      {best.value > 0 && (
        <p class="soft">{fill(words.best, { day: dayText(best.day, language, 'long'), value: say(best.value, figure) })}</p>
      )}
      <DayChart days={days} label={label} title={title} format={(value) => say(value, figure)} />
    </section>
  );
}

/** The second half of the period against the first; nothing where there is too little to compare. */
function Change({ days, figure }: { days: readonly DayFigures[]; figure: Figure }) {
  const texts = useTexts();
  const language = useLanguage();
  const half = Math.floor(days.length / 2);
  const sum = (part: readonly DayFigures[]) => part.reduce((total, day) => total + day[figure], 0);
  const before = sum(days.slice(0, half));
  const after = sum(days.slice(days.length - half));
  if (before < 10) return null;
  const change = after / before - 1;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  return (
    <small class={change < 0 ? 'falling' : 'rising'} title={texts.overview.vs}>
      {sign}
      {percentText(Math.abs(change), language)}
      <span class="hidden"> {texts.overview.vs}</span>
    </small>
  );
}

function Stages({ report }: { report: JourneyReport }) {
  const texts = useTexts();
  const language = useLanguage();
  const setup = useSetup();
  const byId = new Map(report.stages.map((stage) => [stage.stage, stage]));
  // a journey is defined from its end; people walk it from its beginning
  const defined = [...(setup.value?.setup.journey.stages ?? [])].reverse();
  const unknown = report.stages
    .filter(({ stage }) => !defined.some(({ id }) => id === stage))
    .map(({ stage }) => ({ id: stage, name: undefined }));
  const stops = [...defined, ...unknown].map(({ id, name }) => ({
    id,
    name: textOf(name, language) || (texts.stages[id] ?? id),
    now: byId.get(id)?.now ?? 0,
    entered: byId.get(id)?.entered ?? 0,
    left: byId.get(id)?.left ?? 0,
  }));
  return (
    <section class="card">
      <h2>{texts.overview.stagesTitle}</h2>
      <p class="soft">{texts.overview.stagesText}</p>
      <JourneyLine stops={stops} />
    </section>
  );
}

function Sales({ report }: { report: JourneyReport }) {
  const texts = useTexts();
  const language = useLanguage();
  const rows = report.sales.map((sale) => ({
    key: `${sale.channel} ${sale.currency}`,
    name: texts.channels[sale.channel] ?? sale.channel,
    value: sale.revenue,
    text: majorText(sale.revenue, sale.currency, language),
    detail: [
      `${numberText(sale.purchases, language)} ${texts.overview.orders}`,
      sale.averageTicket === null ? '' : `${texts.overview.averageTicket} ${majorText(sale.averageTicket, sale.currency, language)}`,
      sale.refunded > 0 ? `${texts.overview.refunded} ${majorText(sale.refunded, sale.currency, language)}` : '',
    ]
      .filter(Boolean)
      .join(' · '),
  }));
  return (
    <section class="card">
      <h2>{texts.overview.salesTitle}</h2>
      <p class="soft">{texts.overview.salesText}</p>
      {rows.length > 0 ? <Bars rows={rows} /> : <p class="soft">{texts.none}</p>}
    </section>
  );
}

function Arrivals({ report }: { report: JourneyReport }) {
  const texts = useTexts();
  const language = useLanguage();
  const rows = report.arrivals.map(({ channel, sessions }) => ({
    key: channel,
    name: texts.arrivals[channel.replaceAll('_', '-')] ?? channel,
    value: sessions,
    text: numberText(sessions, language),
  }));
  const stopped = report.friction.map(({ kind, count }) => ({
    key: kind,
    name: texts.frictions[kind] ?? kind,
    value: count,
    text: numberText(count, language),
  }));
  return (
    <section class="card">
      <h2>{texts.overview.arrivalsTitle}</h2>
      {rows.length > 0 ? <Bars rows={rows} /> : <p class="soft">{texts.none}</p>}
      <h2>{texts.overview.frictionTitle}</h2>
      {stopped.length > 0 ? <Bars rows={stopped} /> : <p class="soft">{texts.none}</p>}
    </section>
  );
}

function RuleResults({ report }: { report: JourneyReport }) {
  const texts = useTexts();
  const words = texts.overview;
  const language = useLanguage();
  const setup = useSetup();
  if (report.rules.length === 0) return null;
  const names = new Map((setup.value?.setup.rules ?? []).map((rule) => [rule.id, textOf(rule.name, language)]));
  return (
    <section class="card">
      <h2>{words.rulesTitle}</h2>
      <Scroll label={words.rulesTitle}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.rule}</th>
              {[words.impressions, words.clicks, words.clickRate, words.dismissals, words.answers].map((head) => (
                <th key={head} scope="col" class="number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.rules.map((rule) => (
              <tr key={rule.rule}>
                <th scope="row">{names.get(rule.rule) || rule.rule}</th>
                <td class="number">{numberText(rule.impressions, language)}</td>
                <td class="number">{numberText(rule.clicks, language)}</td>
                <td class="number">{rule.impressions > 0 ? percentText(rule.clicks / rule.impressions, language) : '–'}</td>
                <td class="number">{numberText(rule.dismissals, language)}</td>
                <td class="number">{numberText(rule.feedback, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
