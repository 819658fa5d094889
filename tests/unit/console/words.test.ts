import { describe, expect, it } from 'vitest';
import { niceCeiling } from '../../../edge/console/app/charts/day-chart.tsx';
import { hrefOf, parseRoute } from '../../../edge/console/app/route.ts';
import { textPlaces, withText } from '../../../edge/console/app/rule-texts.ts';
import { csvOf } from '../../../edge/console/app/save-file.ts';
import { conditionClauses, conditionWords } from '../../../edge/console/app/words/condition-words.ts';
import { hoursWords } from '../../../edge/console/app/words/hours-words.ts';
import { messageWords } from '../../../edge/console/app/words/message-words.ts';
import { durationWords, ruleWords } from '../../../edge/console/app/words/rule-words.ts';
import { EN } from '../../../edge/console/app/words/texts-en.ts';
import { IT } from '../../../edge/console/app/words/texts-it.ts';
import { startPage } from '../../../edge/console/start-page.ts';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { runFixtures } from '../../../edge/setup-file/run-fixtures.ts';

const it_ = { language: 'it', ruleName: (id: string) => (id === 'store-notice' ? 'Il carrello in negozio' : id) } as const;
const en = { ...it_, language: 'en', ruleName: (id: string) => id } as const;

describe('a condition in plain words', () => {
  it.each([
    [{}, 'tutti', 'everybody'],
    [{ 'purchases.count': { $gte: 2 } }, 'almeno 2 acquisti', 'at least 2 purchases'],
    [{ 'purchases.count': { $gte: 1 } }, 'almeno 1 acquisto', 'at least 1 purchase'],
    [{ 'purchases.daysSinceLast': { $gt: 120 } }, 'ultimo acquisto più di 120 giorni fa', 'last purchase more than 120 days ago'],
    [
      { 'interest.daysSinceLast': { $exists: true, $lte: 180 } },
      'ultimo interesse al massimo 180 giorni fa',
      'last interest at most 180 days ago',
    ],
    [
      { 'cart.open': true, 'loyalty.member': false },
      'ha un carrello e non è iscritto al programma fedeltà',
      'has a cart and is not a loyalty member',
    ],
    [
      { $or: [{ 'cart.open': true }, { 'cart.value': { $gt: 50 } }] },
      'ha un carrello oppure valore del carrello: più di 50',
      'has a cart or value of the cart: more than 50',
    ],
    [
      { pageViews: { $gte: 2 }, $or: [{ 'cart.open': true }, { searches: { $gte: 1 }, 'loyalty.member': true }] },
      'almeno 2 pagine viste e (ha un carrello oppure (almeno 1 ricerca ed è iscritto al programma fedeltà))',
      'at least 2 pages seen and (has a cart or (at least 1 search and is a loyalty member))',
    ],
    [
      { $nor: [{ 'cart.open': true }, { searches: { $gte: 1 } }], pageViews: 1 },
      '(nessuna di queste: ha un carrello oppure almeno 1 ricerca) e 1 pagina vista',
      '(none of these: has a cart or at least 1 search) and 1 page seen',
    ],
    [{ 'cart.daysSinceChange': { $exists: true } }, 'ha avuto un carrello almeno una volta', 'has had a cart at least once'],
    [{ 'purchases.daysSinceLast': { $exists: false } }, 'non ha mai comprato', 'has never bought'],
    [{ $not: { 'store.chosen': { $exists: true } } }, 'non ha scelto un negozio', 'has chosen no shop'],
    [
      { 'seen.store-notice.daysSinceShown': { $exists: false } },
      'non ha mai visto «Il carrello in negozio»',
      'has never seen “store-notice”',
    ],
    [{ 'cart.value': { $exists: true } }, 'valore del carrello: si conosce', 'value of the cart: known'],
    [{ 'page.slots': { $nin: ['feedback'] } }, 'la pagina non ha il posto «feedback»', 'the page has no place “feedback”'],
    [
      { $not: { 'seen.store-notice.daysSinceDismissed': { $exists: true, $lt: 1 } } },
      'non ha chiuso «Il carrello in negozio» da almeno 1 giorno',
      'has not closed “store-notice” for at least 1 day',
    ],
    [
      { 'cart.step': { $in: ['shipping', 'payment'] } },
      'punto raggiunto alla cassa: spedizione oppure pagamento',
      'step reached in the checkout: shipping or payment',
    ],
    [
      { 'past.days30.productViews': { $gte: 2 }, 'past.days1.sessions': { $gte: 1 } },
      'almeno 2 prodotti visti negli ultimi 30 giorni e almeno 1 visita oggi',
      'at least 2 products seen in the last 30 days and at least 1 visit today',
    ],
    [
      { 'past.days90.categories': { $elemMatch: { category: 'Lampade', purchases: { $gte: 1 } } } },
      'almeno 1 acquisto di «Lampade» negli ultimi 90 giorni',
      'at least 1 purchase of “Lampade” in the last 90 days',
    ],
    [
      { $savedGroup: { id: 'a' }, $not: { $savedGroup: { id: 'b' } } },
      'è nel segmento «a» e non è nel segmento «b»',
      'is in the segment “a” and is not in the segment “b”',
    ],
  ])('%j', (condition, italian, english) => {
    expect(conditionWords(condition, it_)).toBe(italian);
    expect(conditionWords(condition, en)).toBe(english);
  });

  it('lists what all has to hold, however deep the ands are', () => {
    expect(conditionClauses({ $and: [{ $and: [{ 'cart.open': true }] }, { stage: 'recovery' }], pageViews: 1 }, en)).toEqual([
      'has a cart',
      'leg: Recovery',
      '1 page seen',
    ]);
  });

  it('tells what it has no words for as it is written, and leaves nothing out', () => {
    expect(conditionWords({ 'vip.level': { $oddly: 3, $gt: 2 } }, en)).toBe('vip.level $oddly 3 and vip.level: more than 2');
    expect(conditionWords({ $nor: [{ 'cart.open': true }, { pageViews: { $lt: 2 } }] }, en)).toBe(
      'none of these: has a cart or less than 2 pages seen',
    );
  });
});

describe('a rule in plain words', () => {
  it('says something for each rule that a new site has, in both languages, without a hole', () => {
    for (const rule of defaultSetup().rules) {
      for (const teller of [it_, en]) {
        const reading = ruleWords(rule, teller);
        for (const text of [reading.when, ...reading.who, reading.what, reading.where, reading.often]) {
          expect(text, `${rule.id}: ${text}`).toMatch(/^[^{}$]{3,}$/);
          expect(text).not.toMatch(/undefined|\[object/);
        }
      }
    }
  });

  it('says its time of the week and its dates, and limits in any interval', () => {
    const [first] = defaultSetup().rules;
    const rule = {
      ...first!,
      when: { on: 'load' as const },
      pages: [],
      schedule: {
        from: '2026-12-24T18:00',
        weekly: [{ dayOfWeek: ['Saturday' as const, 'Friday' as const], opens: '20:00', closes: '02:00' }],
      },
      often: { within: [{ count: 2, periodMs: 3_600_000 }], untilPurchased: true },
    };
    expect([ruleWords(rule, it_), ruleWords(rule, en)].map(({ when, often }) => [when, often])).toEqual([
      [
        'All’apertura della pagina, su ogni pagina, dal 24 dicembre 2026 alle ore 18:00, venerdì e sabato 20:00–02:00',
        'Al massimo 2 in 1 ora; mai più dopo un acquisto',
      ],
      [
        'When the page opens, on every page, from December 24, 2026 at 6:00 PM, Friday and Saturday 20:00–02:00',
        'At most 2 in 1 hour; never again after a purchase',
      ],
    ]);
  });

  it('says times in the largest unit that is plain', () => {
    expect([1_500, 20_000, 12 * 3_600_000, 86_400_000].map((ms) => durationWords(ms, 'it'))).toEqual([
      '1,5 secondi',
      '20 secondi',
      '12 ore',
      '1 giorno',
    ]);
  });
});

describe('editing the texts of a rule', () => {
  const [rule] = defaultSetup().rules.filter(({ what }) => what.kind === 'feedback');

  it('finds every text that people read', () => {
    const paths = textPlaces(rule!).map(({ path }) => path.join('.'));
    expect(paths).toEqual([
      'name',
      'what.title',
      'what.question',
      'what.input.minLabel',
      'what.input.maxLabel',
      'what.commentLabel',
      'what.thanks',
      'reason',
    ]);
  });

  it('changes one language of one text, leaves the rule it came from alone, and takes out what was emptied', () => {
    const changed = withText(rule!, ['what', 'title'], 'en', 'Tell us');
    expect(changed.what).toMatchObject({ title: { it: 'Com’è andata?', en: 'Tell us' } });
    expect(rule!.what).toMatchObject({ title: { en: 'How was it?' } });
    expect(withText(changed, ['what', 'title'], 'en', ' ').what).toMatchObject({ title: { it: 'Com’è andata?' } });
    expect(withText(changed, ['what', 'title'], 'en', '').what).not.toHaveProperty('title.en');
  });
});

describe('words around the console', () => {
  it('are there in both languages', () => {
    const shape = (value: unknown, path = ''): string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => shape(inner, `${path}.${key}`))
        : [`${path}${placeholders(value)}`];
    const placeholders = (value: unknown) => (String(value).match(/\{\w+\}/g) ?? []).sort().join('');
    expect(shape(EN).sort()).toEqual(shape(IT).sort());
  });

  it('say opening hours by neighbouring days', () => {
    const week = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const;
    expect(
      hoursWords(
        [
          { dayOfWeek: [...week], opens: '09:00', closes: '13:00' },
          { dayOfWeek: [...week], opens: '15:00', closes: '19:30' },
          { dayOfWeek: ['Sunday'], opens: '00:00', closes: '24:00' },
        ],
        'it',
        'sempre aperto',
      ),
    ).toEqual(['lun–ven 09:00–13:00, 15:00–19:30', 'dom sempre aperto']);
  });

  it('give findings in Italian, and in English where there is no Italian', () => {
    expect(messageWords('has 2 columns where the header has 3', 'it')).toBe('ha 2 colonne, l’intestazione ne ha 3');
    expect(messageWords('is not a price such as 120.00 EUR', 'it')).toBe('non è un prezzo come 120.00 EUR');
    expect(messageWords('"cart.opened" is not a known attribute: did you mean "cart.open"?', 'it')).toBe(
      '«cart.opened» non è una caratteristica conosciuta: intendevi «cart.open»?',
    );
    expect(messageWords('can never hold: nobody would be in this stage', 'it')).toBe('non può mai valere: nessuno sarebbe in questa tappa');
    expect(messageWords('is odd', 'it')).toBe('is odd');
  });

  it('say in Italian what a fixture expects and what is decided', () => {
    const expectation = {
      stage: 'loyalty',
      slots: { 'home-picks': 'sale', overlay: 'sale' },
      notShown: ['home-picks'],
      notTexts: ['Da scoprire'],
    };
    const more = { notKinds: ['recommendations' as const], texts: { 'home-picks': ['Saldi'] } };
    const given = { at: '2026-11-16T10:00:00+01:00', slots: ['home-picks'] };
    const setup = { ...defaultSetup(), fixtures: [{ name: 'Novizio', given, expect: { ...expectation, ...more } }] };
    const { failures } = runFixtures(setup);
    const slotted = runFixtures({ ...setup, fixtures: [{ name: 'Novizio', given, expect: { slots: { 'home-picks': null } } }] }).failures;
    expect([...failures, ...slotted].map(({ message }) => messageWords(message, 'it'))).toEqual([
      'Novizio: dovrebbe essere la tappa «loyalty», è «acquisition»',
      'Novizio: dovrebbe esserci «sale», c’è «home-picks»',
      'Novizio: dovrebbe esserci «sale», non c’è nulla',
      'Novizio: «home-picks» non si deve vedere, ma sta in «home-picks»',
      'Novizio: non si deve vedere nessun blocco recommendations, ma «home-picks» in «home-picks» lo è',
      'Novizio: non si dice «Saldi»',
      'Novizio: «Da scoprire» non si deve dire, ma «home-picks» in «home-picks» lo dice',
      'Novizio: non dovrebbe esserci nulla, c’è «home-picks»',
    ]);
  });
});

describe('small things that must not go wrong', () => {
  it('an address of the console survives any site name', () => {
    expect(parseRoute(hrefOf('a/b ?', 'visitors', { id: 'c&d' }))).toMatchObject({ site: 'a/b ?', page: 'visitors' });
    expect(parseRoute(hrefOf('s', 'visitors', { id: 'c&d' })).query.get('id')).toBe('c&d');
    expect(parseRoute('#/s/nowhere')).toMatchObject({ site: 's', page: 'overview' });
    expect(parseRoute('#/%E0%A4%A/rules')).toMatchObject({ page: 'rules' });
  });

  it('a spreadsheet of errors never runs a formula', () => {
    expect(csvOf([['=HYPERLINK("x")', 3]])).toContain(`"'=HYPERLINK(""x"")","3"`);
  });

  it('an axis ends at a plain number', () => {
    expect([1, 3, 33, 41, 99, 1_234].map(niceCeiling)).toEqual([2, 4, 40, 50, 100, 2_000]);
  });

  it('the start page opens in the language of the reader', () => {
    expect(startPage('en-GB,it;q=0.5')).toContain('<html lang="en">');
    expect(startPage('de,fr')).toContain('<html lang="it">');
    for (const door of ['/shop/', '/console/', '/v1/openapi.json']) expect(startPage()).toContain(`href="${door}"`);
  });
});
