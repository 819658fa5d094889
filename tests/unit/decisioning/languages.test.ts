import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { say, sayCount, speechOf, WORDS } from '../../../edge/decisioning/texts.ts';
import { type Forms, formOf } from '../../../edge/journey/plural.ts';
import { REASON_WORDS } from '../../../edge/journey/reason-words.ts';
import { LANGUAGES, type Language } from '../../../edge/journey/text-choice.ts';
import { act, lamp, MINUTE, MONDAY, page, vase } from '../journey/a-person.ts';
import { decideOn, pieces, plain, the } from './a-shop.ts';

const OTHERS = LANGUAGES.filter((language) => language !== 'en');
/** Words that two languages share without anybody having forgotten to translate them. */
const SAME_AS_ENGLISH: ReadonlySet<string> = new Set(['fr points']);

type Words = Readonly<Record<string, unknown>>;
/** Every text of a table by its path: `labels.close`, `points.one`; texts with one form for all numbers end in `.other`. */
function textsOf(words: Words, at = ''): [path: string, forms: Forms][] {
  return Object.entries(words).flatMap(([key, value]): [string, Forms][] => {
    const isForms = typeof value === 'string' || (typeof value === 'object' && value !== null && 'other' in value);
    return isForms ? [[at + key, value as Forms]] : textsOf(value as Words, `${at}${key}.`);
  });
}
const wordings = (forms: Forms): string[] => (typeof forms === 'string' ? [forms] : [forms.one, forms.other]);
const placeholders = (forms: Forms): string[] =>
  [...new Set(wordings(forms).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)))].sort();

/** What shoppers read of the rules that a site starts with. */
function ruleTexts(): [where: string, texts: Readonly<Record<string, string>>][] {
  const found: [string, Readonly<Record<string, string>>][] = [];
  const look = (value: unknown, where: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('it' in value && 'en' in value) found.push([where, value as Record<string, string>]);
    else for (const [key, inner] of Object.entries(value)) look(inner, `${where}.${key}`);
  };
  for (const { id, what, reason } of defaultSetup().rules) look({ what, reason }, id);
  return found;
}

describe.each([
  ['the words of blocks', WORDS as unknown as Record<Language, Words>],
  ['the reasons of a stage', REASON_WORDS as unknown as Record<Language, Words>],
])('%s', (_, tables) => {
  const english = new Map(textsOf(tables.en));

  it.each(OTHERS)('are all there in %s, asking for the same values', (language) => {
    const told = new Map(textsOf(tables[language]));
    expect([...told.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, forms] of told) {
      expect(
        wordings(forms).filter((text) => text.trim() === ''),
        path,
      ).toEqual([]);
      expect(placeholders(forms), path).toEqual(placeholders(english.get(path)!));
    }
  });

  it.each(OTHERS)('are not English in %s by having been forgotten', (language) => {
    const forgotten = textsOf(tables[language]).filter(([path, forms]) => {
      const same = wordings(forms).some(
        (text) => wordings(english.get(path)!).includes(text) && /\p{L}/u.test(text.replace(/\{\w+\}/g, '')),
      );
      return same && !SAME_AS_ENGLISH.has(`${language} ${path}`);
    });
    expect(forgotten.map(([path]) => path)).toEqual([]);
  });
});

describe('the texts of a new site’s rules', () => {
  it('are there in every language, with the values the English ones ask for', () => {
    const texts = ruleTexts();
    expect(texts.length).toBeGreaterThan(20);
    for (const [where, each] of texts) {
      expect(Object.keys(each).sort(), where).toEqual([...LANGUAGES].sort());
      for (const language of OTHERS) {
        expect(each[language]?.trim(), where).toBeTruthy();
        expect(each[language], where).not.toBe(each.en);
        expect(placeholders(each[language]!), where).toEqual(placeholders(each.en!));
      }
    }
  });
});

describe('numbers in words', () => {
  it('take the form that each language asks for', () => {
    const points = (language: Language, count: number) => formOf(WORDS[language].points, count, language);
    expect(LANGUAGES.map((language) => points(language, 1))).toEqual([
      '{points} punto',
      '{points} point',
      '{points} Punkt',
      '{points} point',
      '{points} punto',
    ]);
    expect(LANGUAGES.map((language) => points(language, 0))).toEqual([
      '{points} punti',
      '{points} points',
      '{points} Punkte',
      '{points} point',
      '{points} puntos',
    ]);
  });

  it('leave no placeholder unfilled, whatever the number and the language', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), fc.nat(5_000_000), (language, count) => {
        const speech = speechOf(language, 'it');
        for (const [, forms] of textsOf(speech.words as unknown as Words)) {
          const values = Object.fromEntries(placeholders(forms).map((name) => [name, count]));
          expect(sayCount(forms, count, speech, values)).not.toMatch(/[{}]/);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the language of an answer', () => {
  it.each([
    ['it-CH', 'en-GB', 'it', 'it-CH'],
    ['de-AT', 'it-IT', 'de', 'de-AT'],
    ['fr', 'it-IT', 'fr', 'fr'],
    ['es_mx', 'it-IT', 'es', 'es-MX'],
    ['pt-BR', 'fr-BE', 'fr', 'fr-BE'],
    ['pt-BR', 'nl-NL', 'en', 'en'],
    ['?', 'de-DE', 'de', 'de-DE'],
  ])('for a page in %s of a site in %s is %s', (pageLocale, siteLocale, language, locale) => {
    const speech = speechOf(pageLocale, siteLocale);
    expect([speech.language, speech.locale]).toEqual([language, locale]);
    expect(speech.words).toBe(WORDS[language as Language]);
  });
});

describe('a cart left behind is offered in a shop', () => {
  const noon = MONDAY + 2 * 60 * MINUTE;
  const facts = [
    page(MONDAY, 'home'),
    act('cart', MONDAY, { items: [lamp, vase], currency: 'EUR' }),
    page(noon, 'home', { sessionId: 's2' }),
  ];
  const stock = [pieces('loreto', 'lamp', 2), pieces('loreto', 'vase', 1)];
  const notice = (locale: string) => the('store-notice', decideOn({ at: noon, session: 's2', facts, stock, locale })).content;

  it.each([
    [
      'it-IT',
      'Tutto il tuo carrello è nel negozio Loreto, a circa 3,2 km: aperto fino alle 19:30.',
      ['2 disponibili', '1 disponibile'],
      'Disponibilità aggiornata alle 9:00',
    ],
    ['en-GB', 'Your whole cart is at Loreto, about 3.2 km away: open until 19:30.', ['2 available', '1 available'], 'Stock as of 9:00'],
    [
      'de-DE',
      'Ihr gesamter Warenkorb ist in der Filiale Loreto verfügbar, etwa 3,2 km entfernt: geöffnet bis 19:30 Uhr.',
      ['2 verfügbar', '1 verfügbar'],
      'Verfügbarkeit: Stand heute, 9:00 Uhr',
    ],
    [
      'fr-FR',
      'Tout votre panier est disponible au magasin Loreto, à environ 3,2 km : ouvert jusqu’à 19:30.',
      ['2 disponibles', '1 disponible'],
      'Disponibilité mise à jour à 9:00',
    ],
    [
      'es-ES',
      'Todo tu carrito está en la tienda Loreto, a cerca de 3,2 km: abierta hasta las 19:30.',
      ['2 disponibles', '1 disponible'],
      'Disponibilidad actualizada a las 9:00',
    ],
  ])('in %s', (locale, text, lines, asOf) => {
    const content = notice(locale);
    expect(plain(content.text)).toBe(text);
    expect(content.lines.map((line) => line.text)).toEqual(lines);
    // runtimes differ in whether an hour of one digit has a zero before it
    expect(plain(content.asOfText)?.replace(' 09:', ' 9:')).toBe(asOf);
  });

  it('with prices as the language writes them', () => {
    const price = (locale: string) => {
      const { items } = the('recommendations', decideOn({ slots: ['home-picks'], locale })).content;
      return plain(items.find(({ item_id }) => item_id === 'linen')?.priceText);
    };
    expect(['it-IT', 'en-GB', 'de-DE', 'fr-FR', 'es-ES'].map(price)).toEqual([
      '1.234,50 €',
      '€1,234.50',
      '1.234,50 €',
      '1 234,50 €',
      '1.234,50 €',
    ]);
  });

  it('and one o’clock is said as the language says it', () => {
    const at = (locale: string, time: string) => {
      const speech = speechOf(locale, 'en');
      return sayCount(speech.words.opensToday, Number.parseInt(time, 10), speech, { time });
    };
    expect([at('es-MX', '1:00 p.m.'), at('es', '13:00'), at('it', '1:00')]).toEqual([
      'abre a la 1:00 p.m.',
      'abre a las 13:00',
      'apre all’1:00',
    ]);
    expect(say(WORDS.it.otherShops, {})).toBe('Altri negozi');
  });
});
