import type { BlockTemplate, Rule, Texts } from '../../../../shared/schemas/rule.ts';
import type { Day } from '../../../../shared/schemas/store.ts';
import type { Language } from '../kept.ts';
import { VALUE_NAMES } from './condition-names.ts';
import { conditionClauses, conditionWords, type Teller } from './condition-words.ts';

const WORDS = {
  it: {
    load: 'all’apertura della pagina',
    loadAfter: '{v} dopo l’apertura della pagina',
    'exit-intent': 'quando sta per uscire',
    idle: 'dopo {v} senza fare nulla',
    scroll: 'dopo aver letto il {v} della pagina',
    'active-time': 'dopo {v} di attenzione',
    event: 'quando accade «{v}»',
    pages: 'sulle pagine: {v}',
    allPages: 'su ogni pagina',
    recommendations: 'fino a {v} prodotti, «{t}»',
    'store-notice': 'il carrello nel negozio più vicino, entro {v}',
    'loyalty-prompt': 'punti per chi è iscritto, un invito per gli altri',
    feedback: 'una domanda: «{t}»',
    message: 'un messaggio: «{t}»',
    overlay: 'sopra la pagina ({v})',
    slot: 'nel posto «{v}»',
    bar: 'barra',
    corner: 'angolo',
    modal: 'finestra',
    always: 'ogni volta',
    perSession: 'al massimo {v} per visita',
    perDay: 'al massimo {v} al giorno',
    total: 'al massimo {v} in tutto',
    minGap: 'non prima di {v} dall’ultima volta',
    within: 'al massimo {v} in {t}',
    untilPurchased: 'mai più dopo un acquisto',
    ignoresCoolDown: 'anche durante la pausa tra un avviso e l’altro',
    from: 'dal {v}',
    until: 'fino al {v}',
    weekly: '{v} {t}',
    untilClicked: 'mai più dopo un clic',
    dismissed: 'se la chiude, non torna per {v}',
    otherwise: ', se è occupato ',
  },
  en: {
    load: 'when the page opens',
    loadAfter: '{v} after the page opens',
    'exit-intent': 'when about to leave',
    idle: 'after {v} of doing nothing',
    scroll: 'after reading {v} of the page',
    'active-time': 'after {v} of attention',
    event: 'when “{v}” happens',
    pages: 'on pages: {v}',
    allPages: 'on every page',
    recommendations: 'up to {v} products, “{t}”',
    'store-notice': 'the cart in the nearest shop, within {v}',
    'loyalty-prompt': 'points for members, an invitation for the others',
    feedback: 'a question: “{t}”',
    message: 'a message: “{t}”',
    overlay: 'above the page ({v})',
    slot: 'in the place “{v}”',
    bar: 'bar',
    corner: 'corner',
    modal: 'window',
    always: 'every time',
    perSession: 'at most {v} a visit',
    perDay: 'at most {v} a day',
    total: 'at most {v} ever',
    minGap: 'not within {v} of the last time',
    within: 'at most {v} in {t}',
    untilPurchased: 'never again after a purchase',
    ignoresCoolDown: 'also during the pause between notices',
    from: 'from {v}',
    until: 'until {v}',
    weekly: '{v} {t}',
    untilClicked: 'never again after a click',
    dismissed: 'once closed, away for {v}',
    otherwise: ', if that is taken ',
  },
} as const;

/** A rule as sentences, one for each thing it decides. */
export interface RuleReading {
  when: string;
  /** all of these have to hold */
  who: string[];
  what: string;
  where: string;
  often: string;
}

export function ruleWords(rule: Rule, teller: Teller): RuleReading {
  const { language } = teller;
  const words = WORDS[language];
  return {
    when: capital([triggerWords(rule, language), pagesWords(rule, language), ...scheduleWords(rule.schedule, language)].join(', ')),
    who: (Object.keys(rule.who).length > 0 ? conditionClauses(rule.who, teller) : [conditionWords({}, teller)]).map(capital),
    what: capital(whatWords(rule.what, language)),
    where: capital(
      rule.slots
        .map((slot) => (slot === 'overlay' ? put(words.overlay, words[rule.overlay]) : put(words.slot, slot)))
        .join(words.otherwise),
    ),
    often: capital(oftenWords(rule.often, language)),
  };
}

/** A text in the reader's language, else in the other, else in any. */
export function textOf(texts: Texts | undefined, language: Language): string {
  return texts?.[language] ?? texts?.it ?? texts?.en ?? Object.values(texts ?? {})[0] ?? '';
}

/** `1,5 s`, `20 min`, `3 giorni`: the largest unit that says it plainly. */
export function durationWords(ms: number, language: Language): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const;
  const [unit, size] = units.find(([, length]) => ms >= length) ?? units[3];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 }).format(ms / size);
}

function triggerWords({ when }: Rule, language: Language): string {
  const words = WORDS[language];
  const after = when.afterMs ? durationWords(when.afterMs, language) : '';
  if (when.on === 'load') return after ? put(words.loadAfter, after) : words.load;
  if (when.on === 'scroll')
    return put(words.scroll, new Intl.NumberFormat(language, { style: 'percent' }).format((when.percent ?? 50) / 100));
  return put(words[when.on], when.on === 'event' ? (when.event ?? '') : after || durationWords(0, language));
}

function pagesWords({ pages }: Rule, language: Language): string {
  const words = WORDS[language];
  return pages.length === 0 ? words.allPages : put(words.pages, pages.map((page) => VALUE_NAMES[page]?.[language] ?? page).join(', '));
}

const DAYS: readonly Day[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `dal 24 dicembre 2026 alle ore 18:00`, `venerdì e sabato dalle 20:00–02:00`: on the clocks of the shop. */
function scheduleWords(schedule: Rule['schedule'], language: Language): string[] {
  if (!schedule) return [];
  const words = WORDS[language];
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const list = new Intl.ListFormat(language);
  // 1970-01-05 was a Monday
  const nameOf = (name: Day): string => day.format(Date.UTC(1970, 0, 5 + DAYS.indexOf(name)));
  return [
    ...(schedule.from === undefined ? [] : [put(words.from, moment.format(Date.parse(`${schedule.from}Z`)))]),
    ...(schedule.until === undefined ? [] : [put(words.until, moment.format(Date.parse(`${schedule.until}Z`)))]),
    ...(schedule.weekly ?? []).map(({ dayOfWeek, opens, closes }) =>
      put(words.weekly, list.format(DAYS.filter((name) => dayOfWeek.includes(name)).map(nameOf)), `${opens}–${closes}`),
    ),
  ];
}

function whatWords(what: BlockTemplate, language: Language): string {
  const words = WORDS[language];
  if (what.kind === 'recommendations') return put(words.recommendations, String(what.count), textOf(what.title, language));
  if (what.kind === 'store-notice') {
    return put(
      words['store-notice'],
      new Intl.NumberFormat(language, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 }).format(what.withinMeters / 1_000),
    );
  }
  if (what.kind === 'feedback') return put(words.feedback, '', textOf(what.question, language));
  return what.kind === 'message' ? put(words.message, '', textOf(what.title, language)) : words['loyalty-prompt'];
}

function oftenWords(often: Rule['often'], language: Language): string {
  const words = WORDS[language];
  const parts = [
    often.perSession && put(words.perSession, String(often.perSession)),
    often.perDay && put(words.perDay, String(often.perDay)),
    often.total && put(words.total, String(often.total)),
    often.minGapMs && put(words.minGap, durationWords(often.minGapMs, language)),
    ...(often.within ?? []).map(({ count, periodMs }) => put(words.within, String(count), durationWords(periodMs, language))),
    often.dismissedForMs && put(words.dismissed, durationWords(often.dismissedForMs, language)),
    often.untilClicked && words.untilClicked,
    often.untilPurchased && words.untilPurchased,
    often.ignoresCoolDown && words.ignoresCoolDown,
  ].filter((text) => typeof text === 'string');
  return parts.join('; ') || words.always;
}

function put(template: string, v: string, t = ''): string {
  return template.replace('{v}', () => v).replace('{t}', () => t);
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
