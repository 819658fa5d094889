import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../edge/visitor/facts.ts';
import type { Customer } from '../../../shared/schemas/customer.ts';
import { act, bought, boughtInShop, DAY, lamp, MINUTE, MONDAY, page } from '../journey/a-person.ts';
import { decideOn, outcome, plain, the } from './a-shop.ts';

describe('the products of the home page', () => {
  const home = { slots: ['home-picks'] };

  it('are worth discovering for somebody nobody knows, and fill the row on the first day', () => {
    const block = the('recommendations', decideOn({ ...home, fresh: true }));
    expect(block).toMatchObject({ rule: 'home-picks', slot: 'home-picks', placement: 'inline', content: { title: 'Da scoprire' } });
    expect(block.content.items.length).toBe(6);
  });

  it('need only the slot, whatever kind of page it is', () => {
    expect(the('recommendations', decideOn({ ...home, page: 'other' })).rule).toBe('home-picks');
  });

  it('follow what was looked at, and say so on each product', () => {
    const facts = [page(MONDAY, 'home'), act('view_item', MONDAY, { items: [lamp] })];
    const { rule, content } = the('recommendations', decideOn({ ...home, facts }));
    expect([rule, content.title]).toEqual(['home-for-you', 'Scelti per te']);
    expect(content.items[0]).toMatchObject({ item_id: 'shade', reason: 'Perché hai guardato Lampada Alba' });
    expect(plain(content.items[0]?.priceText)).toBe('24,90 €');
    expect(the('recommendations', decideOn({ ...home, facts, locale: 'en-IE' })).content.items[0]).toMatchObject({
      title: 'Alba shade',
      reason: 'Because you looked at Alba lamp',
      priceText: '€24.90',
    });
  });

  it('go with what was bought, on the next visit', () => {
    const facts = [bought('o1', MONDAY), page(MONDAY + DAY, 'home', { sessionId: 's2' })];
    const { rule, content } = the('recommendations', decideOn({ ...home, facts, at: MONDAY + DAY, session: 's2' }));
    expect([rule, content.title]).toEqual(['home-after-purchase', 'Si abbina a quello che hai comprato']);
    expect(content.items[0]).toMatchObject({ item_id: 'bulb', reason: 'Si abbina a Lampada Alba, che hai comprato' });
    expect(content.items.map(({ item_id }) => item_id)).not.toContain('lamp');
  });

  it('do not claim to go with a purchase nothing is known to go with', () => {
    const facts = [bought('o1', MONDAY, { items: [{ item_id: 'gone', price: 5, quantity: 1 }] })];
    const decision = decideOn({ ...home, facts });
    expect(outcome('home-after-purchase', decision)).toBe('nothing-to-show');
    expect(the('recommendations', decision).rule).toBe('home-picks');
  });

  it('show a sale price with the price before it, and money as it is written in the language', () => {
    const { items } = the('recommendations', decideOn(home)).content;
    const priced = (id: string) =>
      items.filter(({ item_id }) => item_id === id).map(({ priceText, wasPriceText }) => [plain(priceText), plain(wasPriceText)]);
    expect(priced('lamp')).toEqual([['79,90 €', '89,90 €']]);
    expect(priced('linen')).toEqual([['1.234,50 €', undefined]]);
    expect(items.find(({ item_id }) => item_id === 'chair')).not.toHaveProperty('wasPriceText');
  });
});

describe('the products beside a product and a cart', () => {
  it('leave out the product of the page', () => {
    const { content } = the('recommendations', decideOn({ page: 'product', product: 'lamp', slots: ['product-picks'] }));
    expect(content.items.map(({ item_id }) => item_id)).not.toContain('lamp');
  });

  it('complete the cart with what is bought with it', () => {
    const facts = [act('cart', MONDAY, { items: [lamp], currency: 'EUR' })];
    const { content } = the('recommendations', decideOn({ page: 'cart', slots: ['cart-picks'], facts }));
    expect(content.items[0]).toMatchObject({ item_id: 'bulb', reason: 'Spesso insieme a Lampada Alba' });
  });
});

describe('the loyalty programme', () => {
  const slot = { slots: ['loyalty-prompt'] };
  const ada: Customer = { customerId: 'c1', loyaltyCard: 'K1', points: 120, pending: 45, tier: 'base', asOfMs: MONDAY };
  const cart = [act('cart', MONDAY, { items: [lamp], currency: 'EUR' })];

  it('tells members where they stand and what the cart earns', () => {
    const { content } = the('loyalty-prompt', decideOn({ ...slot, customer: ada, facts: cart }));
    expect(content).toMatchObject({
      title: 'Club Casa: i tuoi vantaggi',
      pointsText: '120 punti · 45 punti in arrivo',
      tierText: 'Base',
      progress: { value: 120, max: 300, text: 'Ancora 180 punti per il livello Argento' },
      earnText: 'Con questo carrello guadagni 89 punti',
    });
  });

  it('dates a balance that may have moved, and keeps silent about an old one', () => {
    const moved = decideOn({ ...slot, customer: ada, facts: [boughtInShop('t1', MONDAY + MINUTE)], at: MONDAY + DAY / 2 });
    expect(the('loyalty-prompt', moved).content.pointsText).toBe('120 punti al 16 novembre · 45 punti in arrivo');
    const { content } = the('loyalty-prompt', decideOn({ ...slot, customer: ada, at: MONDAY + 40 * DAY }));
    expect(content).not.toHaveProperty('pointsText');
    expect(content).not.toHaveProperty('progress');
  });

  it('invites the others, in their language', () => {
    expect(the('loyalty-prompt', decideOn({ ...slot, facts: cart })).content).toMatchObject({
      title: 'Entra in Club Casa',
      earnText: 'Con questo carrello guadagneresti 89 punti',
      action: { label: 'Iscriviti', url: '/club' },
    });
    expect(the('loyalty-prompt', decideOn({ ...slot, locale: 'en' })).content.title).toBe('Join Casa Club');
  });

  it('is not spoken of where there is none', () => {
    expect(outcome('loyalty-prompt', decideOn({ ...slot, setup: { loyalty: null } }))).toBe('nothing-to-show');
  });

  it('does not float before somebody has shown an interest, and not while a cart waits in a shop', () => {
    expect(outcome('loyalty-corner', decideOn({ facts: [page(MONDAY, 'home')] }))).toBe('condition');
    const interested = [
      bought('o1', MONDAY, { purchaseChannel: 'pos', sessionId: null, deviceId: null }),
      page(MONDAY, 'home'),
      page(MONDAY + 1, 'list'),
    ];
    const answered = act('feedback', MONDAY + 2, { question: 'nps', score: 9, transaction_id: 'o1' });
    expect(outcome('loyalty-corner', decideOn({ facts: [...interested, answered], at: MONDAY + MINUTE }))).toBe('shown');
  });
});

describe('the question after a purchase', () => {
  const purchase = [page(MONDAY, 'home'), bought('o1', MONDAY + MINUTE), page(MONDAY + MINUTE, 'confirmation')];
  const told = { facts: purchase, at: MONDAY + MINUTE };

  it('is asked where the order is confirmed', () => {
    const block = the('feedback', decideOn({ ...told, page: 'confirmation', slots: ['feedback'] }));
    expect(block).toMatchObject({ rule: 'feedback', slot: 'feedback' });
    expect(block.content).toMatchObject({
      questionId: 'nps',
      orderId: 'o1',
      input: { type: 'scale', min: 0, max: 10 },
      submitLabel: 'Invia',
    });
    expect(the('feedback', decideOn({ ...told, page: 'confirmation' })).rule).toBe('feedback-corner');
  });

  it('does not follow the shopper around in the same visit, but is asked on the next', () => {
    expect(outcome('feedback-corner', decideOn({ ...told, page: 'list' }))).toBe('condition');
    const next = decideOn({ facts: [...purchase, page(MONDAY + DAY, 'home', { sessionId: 's2' })], at: MONDAY + DAY, session: 's2' });
    expect(the('feedback', next).rule).toBe('feedback-corner');
  });

  it('is asked about a purchase in the shop too', () => {
    const facts = [boughtInShop('t9', MONDAY), page(MONDAY + DAY, 'home')];
    expect(the('feedback', decideOn({ facts, at: MONDAY + DAY })).content.orderId).toBe('t9');
  });

  it('is never asked twice about one order', () => {
    const answer = act('feedback', MONDAY + 2 * MINUTE, { question: 'nps', score: 10, transaction_id: 'o1' });
    const again = decideOn({ ...told, facts: [...purchase, answer], at: MONDAY + 3 * MINUTE, page: 'confirmation', slots: ['feedback'] });
    expect(again.blocks.some(({ kind }) => kind === 'feedback')).toBe(false);
  });
});

describe('who is back after a long time', () => {
  it('is greeted, once a week at most', () => {
    const back = MONDAY + 150 * DAY;
    const facts: Fact[] = [page(MONDAY, 'home'), bought('o1', MONDAY), page(back, 'home', { sessionId: 's2' })];
    const decision = decideOn({ facts, at: back, session: 's2' });
    expect(decision.journey.stage).toBe('recovery');
    expect(the('message', decision)).toMatchObject({ rule: 'win-back', placement: 'bar', content: { title: 'È bello rivederti' } });
    const seen = act('impression', back, { rule: 'win-back', sessionId: 's2' });
    expect(outcome('win-back', decideOn({ facts: [...facts, seen], at: back + 2 * DAY, session: 's3' }))).toBe('capped');
  });
});
