import type { ReplayResult } from '../api-types.ts';
import { numberText, percentText } from '../format.ts';
import type { Language } from '../kept.ts';
import { fill } from './texts.ts';

const WORDS = {
  it: {
    none: 'Non ci sono ancora visite registrate su cui provare la bozza.',
    few: 'Visite registrate: solo {visits}, troppo poche per un giudizio.',
    tried: 'Visite provate, degli ultimi {days} giorni: {visits}.',
    changed: 'Vedrebbero qualcos’altro: {n} ({share}).',
    restaged: 'Persone che cambierebbero fase: {n} ({share}).',
    nothing: 'Per nessuna visita cambierebbe qualcosa.',
    reach: '{rule}: {before} visite ora, {after} con la bozza',
    flow: ' ({gained} in più, {lost} in meno)',
    altered: '; con altre parole o in un altro posto: {n}',
    more: 'Altre regole che cambiano: {n}.',
    priority: '«{rule}» lascia il posto a «{winner}»: {before} visite ora, {after} con la bozza.',
    cap: '«{rule}» tace per i limiti di frequenza: {before} visite ora, {after} con la bozza.',
    exceeded: 'La bozza cambia più di quanto questo sito ammette: il {share}, contro il {limit}.',
    limits:
      'I limiti di frequenza contano ciò che le persone hanno visto davvero: una bozza che mostra di più li raggiungerebbe prima. Chi non ha dato il consenso non è contato.',
  },
  en: {
    none: 'No visits are stored yet to try the draft on.',
    few: 'Visits stored: only {visits}, too few to judge by.',
    tried: 'Visits tried, of the last {days} days: {visits}.',
    changed: 'Would be shown something else: {n} ({share}).',
    restaged: 'People who would be in another stage: {n} ({share}).',
    nothing: 'Nothing would change for any visit.',
    reach: '{rule}: {before} visits now, {after} with the draft',
    flow: ' ({gained} more, {lost} fewer)',
    altered: '; in other words or another place: {n}',
    more: 'Other rules that change: {n}.',
    priority: '“{rule}” gives way to “{winner}”: {before} visits now, {after} with the draft.',
    cap: '“{rule}” is silent because of limits on how often: {before} visits now, {after} with the draft.',
    exceeded: 'The draft changes more than this site allows: {share}, against {limit}.',
    limits:
      'Limits on how often count what people really saw: a draft that shows more would meet them sooner. Who has not given consent is not counted.',
  },
} as const;

/** Fewer visits prove little: with so many the edge begins to judge. */
const FEW = 100;
const RULES_TOLD = 6;
const CONFLICTS_TOLD = 4;

export interface ReplayWords {
  figures: string[];
  /** rules that change, those that change most first */
  rules: string[];
  /** places and limits that keep rules out otherwise than now */
  conflicts: string[];
  /** null = within what the site allows */
  exceeded: string | null;
  limits: string;
}

/** What a replay found, in sentences. @param ruleName of the draft; a rule that is not in it is called by its id */
export function replayWords(result: ReplayResult, days: number, ruleName: (id: string) => string, language: Language): ReplayWords {
  const words = WORDS[language];
  const number = (value: number) => numberText(value, language);
  const { visits, changed, restaged, blastRadius, conflicts } = result;
  const moved = result.rules.filter(({ gained, lost, altered }) => gained + lost + altered > 0);
  const [worst] = blastRadius.exceeded.toSorted((a, b) => b.share - a.share);
  const percent = (share: number) => percentText(share, language);
  return {
    figures: [
      ...(visits === 0 ? [words.none] : [fill(words.tried, { days: number(days), visits: number(visits) })]),
      ...(visits > 0 && visits < FEW ? [fill(words.few, { visits: number(visits) })] : []),
      ...(changed.visits > 0 ? [fill(words.changed, { n: number(changed.visits), share: percent(blastRadius.visits) })] : []),
      ...(restaged.people > 0 ? [fill(words.restaged, { n: number(restaged.people), share: percent(blastRadius.people) })] : []),
      ...(visits > 0 && changed.visits === 0 && restaged.people === 0 ? [words.nothing] : []),
    ],
    rules: [
      ...moved.slice(0, RULES_TOLD).map(({ rule, before, after, gained, lost, altered }) => {
        const reach = fill(words.reach, { rule: ruleName(rule), before: number(before), after: number(after) });
        const flow = gained + lost > 0 ? fill(words.flow, { gained: number(gained), lost: number(lost) }) : '';
        return `${reach}${flow}${altered > 0 ? fill(words.altered, { n: number(altered) }) : ''}.`;
      }),
      ...(moved.length > RULES_TOLD ? [fill(words.more, { n: number(moved.length - RULES_TOLD) })] : []),
    ],
    conflicts: [
      ...others(conflicts.priority).map((each) =>
        fill(words.priority, {
          rule: ruleName(each.rule),
          winner: ruleName(each.takenBy),
          before: number(each.before),
          after: number(each.after),
        }),
      ),
      ...others(conflicts.caps).map((each) =>
        fill(words.cap, { rule: ruleName(each.rule), before: number(each.before), after: number(each.after) }),
      ),
    ],
    exceeded: worst ? fill(words.exceeded, { share: percent(worst.share), limit: percent(blastRadius.limit) }) : null,
    limits: words.limits,
  };
}

/** Those that are otherwise than now, the largest differences first. */
function others<T extends { before: number; after: number }>(conflicts: readonly T[]): T[] {
  const changed = conflicts.filter(({ before, after }) => before !== after);
  return changed.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before)).slice(0, CONFLICTS_TOLD);
}
