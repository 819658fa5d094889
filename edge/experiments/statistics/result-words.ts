import type { ExperimentMetric } from '../../../shared/schemas/experiment.ts';
import type { ReportLanguage } from '../assignment-words.ts';
import type { VariantReport } from './report.ts';

interface ResultWords {
  metrics: Readonly<Record<ExperimentMetric, string>>;
  untrusted: string;
  stop: string;
  tooEarly: string;
  better: string;
  worse: string;
  open: string;
  /** where no range can be given, since the control's own value is too uncertain */
  betterWide: string;
  openWide: string;
  /** of a bandit: what its figures are, and what they are not */
  bandit: string;
  banditBegins: string;
  /** why one may look whenever one likes */
  peeking: string;
}

/** `{variant}` its name, `{metric}`, `{low}` and `{high}` in percent, `{estimate}` the same, `{people}` how many. */
const WORDS: Readonly<Record<ReportLanguage, ResultWords>> = {
  it: {
    metrics: {
      conversion: 'la quota di chi compra',
      'revenue-per-visitor': 'l’incasso per visitatore',
      'average-order': 'lo scontrino medio',
    },
    untrusted:
      'I visitatori non si dividono tra le varianti come previsto: qualcosa ne perde una parte. Finché la causa non è trovata, di «{variant}» non si può dire nulla.',
    stop: '«{variant}» peggiora ciò che non doveva peggiorare: {metric} {estimate}, quasi certamente tra {low} e {high}. Va fermata ora.',
    tooEarly: 'È presto per dire qualcosa di «{variant}»: {people} persone finora.',
    better: '«{variant}» fa meglio: {metric} {estimate}, quasi certamente tra {low} e {high}. Si può decidere ora.',
    betterWide: '«{variant}» fa meglio ({metric}), ma di quanto non si può ancora dire.',
    worse: '«{variant}» fa peggio: {metric} {estimate}, quasi certamente tra {low} e {high}. Si può decidere ora.',
    open: 'Finora nessuna differenza provata per «{variant}»: {metric}, tutto è possibile tra {low} e {high} ({people} persone).',
    openWide:
      'Finora nessuna differenza provata per «{variant}», e i dati sono troppo pochi per dire quanto grande possa essere ({people} persone).',
    bandit:
      '«{variant}» riceve ora {share} dei nuovi visitatori: quanto è probabile, per ciò che si è visto, che sia la migliore. Serve a scegliere; di quanto sia meglio non lo dice, e chi ne ha già vista una la tiene.',
    banditBegins: 'Troppo presto per spostare visitatori: «{variant}» riceve ancora {share} dei nuovi, come all’inizio.',
    peeking:
      'Puoi guardare quando vuoi: queste frasi restano vere anche guardando ogni giorno. Di venti esperimenti senza effetto, in media al più uno ne mostra uno.',
  },
  en: {
    metrics: {
      conversion: 'the share of people who buy',
      'revenue-per-visitor': 'revenue per visitor',
      'average-order': 'the average order',
    },
    untrusted:
      'Visitors do not split between the variants as they should: something loses a part of them. Until the cause is found, nothing can be said of “{variant}”.',
    stop: '“{variant}” makes worse what was not to get worse: {metric} {estimate}, almost certainly between {low} and {high}. Stop it now.',
    tooEarly: 'It is too early to say anything of “{variant}”: {people} people so far.',
    better: '“{variant}” does better: {metric} {estimate}, almost certainly between {low} and {high}. You can decide now.',
    betterWide: '“{variant}” does better ({metric}), but by how much cannot be said yet.',
    worse: '“{variant}” does worse: {metric} {estimate}, almost certainly between {low} and {high}. You can decide now.',
    open: 'No difference proved so far for “{variant}”: {metric}, anything is possible between {low} and {high} ({people} people).',
    openWide: 'No difference proved so far for “{variant}”, and too little is known to say how great it may be ({people} people).',
    bandit:
      '“{variant}” now gets {share} of the new visitors: how likely it is, by what was seen, to be the best. That is for choosing; it does not say by how much it is better, and whoever has seen one keeps it.',
    banditBegins: 'Too early to move visitors: “{variant}” still gets {share} of the new ones, as at the beginning.',
    peeking:
      'Look whenever you like: these sentences stay true even if you look every day. Of twenty experiments without an effect, on average at most one shows one.',
  },
};

/**
 * What is known of a variant, in a sentence or two for whoever runs the shop.
 * @param name of the variant, as its author calls it
 */
export function resultSentence(report: VariantReport, goal: ExperimentMetric, name: string, language: ReportLanguage): string {
  const words = WORDS[language];
  const broken = report.guardrails.find(({ verdict }) => verdict === 'broken');
  const { metric, comparison } =
    report.verdict === 'stop' && broken
      ? { metric: broken.metric, comparison: broken.comparison }
      : { metric: goal, comparison: report.goal };
  const { relative, people } = comparison;
  const values: Record<string, string> = {
    variant: name,
    metric: words.metrics[metric],
    people: new Intl.NumberFormat(language, { useGrouping: 'always' }).format(people),
    ...(relative
      ? { estimate: percent(relative.estimate, language), low: percent(relative.low, language), high: percent(relative.high, language) }
      : {}),
  };
  return words[sentenceOf(report.verdict, relative !== null)].replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
}

/**
 * What the share of a bandit's variant means, in a sentence or two.
 * @param isSteered whether the weights have changed since it began
 */
export function banditSentence(name: string, weight: number, isSteered: boolean, language: ReportLanguage): string {
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(weight);
  const words = WORDS[language];
  return (isSteered ? words.bandit : words.banditBegins).replace('{variant}', () => name).replace('{share}', share);
}

/** Why looking often is no mistake. */
export function peekingSentence(language: ReportLanguage): string {
  return WORDS[language].peeking;
}

function sentenceOf(
  verdict: VariantReport['verdict'],
  hasRange: boolean,
): Exclude<keyof ResultWords, 'metrics' | 'bandit' | 'banditBegins'> {
  if (verdict === 'too-early') return 'tooEarly';
  if (verdict === 'open') return hasRange ? 'open' : 'openWide';
  if (verdict === 'better') return hasRange ? 'better' : 'betterWide';
  return verdict;
}

/** With its sign and one decimal: +4.2%. */
function percent(share: number, language: ReportLanguage): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(share);
}
