import { describe, expect, it } from 'vitest';
import { ATTRIBUTE_LIST } from '../../../edge/journey/attribute-list.ts';
import { journeyState } from '../../../edge/journey/journey-state.ts';
import { LANGUAGES } from '../../../edge/journey/text-choice.ts';
import type { Customer } from '../../../shared/schemas/customer.ts';
import type { Condition } from '../../../shared/schemas/rule.ts';
import { act, bought, boughtInShop, DAY, lamp, MINUTE, MONDAY, page, person, SHOP } from './a-person.ts';

const gold: Customer = { customerId: 'anna', points: 1_240, tier: 'gold', asOfMs: MONDAY };
const tiers = [{ id: 'gold', name: { it: 'Oro', en: 'Gold' } }];
const anna = person(
  page(MONDAY - 3 * DAY, 'home', { arrival: 'email' }),
  boughtInShop('till', MONDAY - 20 * DAY),
  bought('web', MONDAY - 3 * DAY),
  act('feedback', MONDAY - 2 * DAY, { question: 'nps', score: 9 }),
  page(MONDAY, 'home', { sessionId: 's2', arrival: 'email' }),
  act('view_item', MONDAY + MINUTE, { sessionId: 's2', items: [{ ...lamp, item_category: 'Lampade' }] }),
);
const NOW = MONDAY + 2 * MINUTE;

/** Why somebody is in a stage of a site's own. */
function because(when: Condition, locale = 'it-IT', who = anna, customer: Customer | null = gold): string[] {
  const stages = [
    { id: 'own', name: {}, when },
    { id: 'else', name: {}, when: {} },
  ];
  const state = journeyState(who, customer, null, { ...SHOP, stages, tiers }, locale, NOW);
  expect(state.stage).toBe('own');
  return state.because.map(({ text }) => text);
}

describe('why somebody is in a stage of a site’s own', () => {
  it.each<[Condition, string, string]>([
    [
      { 'past.days30.purchases': { $gte: 2 } },
      'Hai fatto 2 acquisti da noi negli ultimi 30 giorni',
      'You have bought from us 2 times in the last 30 days',
    ],
    [{ 'past.days1.productViews': { $gte: 1 } }, 'Hai guardato un prodotto oggi', 'You looked at a product today'],
    [{ 'session.pageViews': { $gte: 1 } }, 'Hai visto una pagina in questa visita', 'You saw a page in this visit'],
    [{ pageViews: { $gte: 2 } }, 'Hai visto 2 pagine', 'You saw 2 pages'],
    [{ 'loyalty.tier': 'gold' }, 'Nel programma fedeltà sei al livello Oro', 'You are at the Gold level of the loyalty programme'],
    [{ 'loyalty.points': { $gte: 1_000 } }, 'Hai 1240 punti fedeltà', 'You have 1,240 loyalty points'],
    [{ 'feedback.nps': { $gte: 9 } }, 'Ci hai dato 9 su 10', 'You gave us 9 out of 10'],
    [{ 'session.channel': { $in: ['email'] } }, 'Arrivi da una nostra e-mail', 'You came by one of our e-mails'],
    [{ 'purchases.byChannel.pos': { $gte: 1 } }, 'Hai comprato anche in negozio', 'You have also bought in a shop'],
    [{ 'customer.known': true }, 'Hai un account da noi', 'You have an account with us'],
  ])('%j', (when, italian, english) => {
    expect(because(when)).toContain(italian);
    expect(because(when, 'en-GB')).toContain(english);
  });

  it('names of alternatives only what holds', () => {
    const texts = because({ $or: [{ 'loyalty.tier': 'gold', pageViews: { $gte: 99 } }, { 'feedback.nps': { $gte: 9 } }] });
    expect(texts).toContain('Ci hai dato 9 su 10');
    expect(texts.join()).not.toMatch(/livello|pagine/);
  });

  it('says nothing of what somebody is not, nor a name that no shopper knows', () => {
    expect(because({ 'refunds.count': 0, $not: { channel: 'social' } })).toEqual(['Ti stiamo ancora conoscendo']);
    expect(because({ 'touchpoints.first.campaign': { $exists: false }, 'lifetime.rfm.cell': { $ne: '111' } }).join()).not.toMatch(
      /rfm|campaign/,
    );
  });

  it('is told in words whatever attribute is asked, in every language, and never by its id', () => {
    for (const { path } of ATTRIBUTE_LIST) {
      for (const language of LANGUAGES) {
        const texts = because({ [path.replace('{kind}', 'rage_click')]: { $ne: 'impossible' } }, language);
        expect(texts.length).toBeGreaterThan(0);
        for (const text of texts) expect(text).not.toMatch(/[{}]|undefined|NaN|null|\b[a-z]+\.[a-z]|[a-z][A-Z]/);
      }
    }
  });
});
