import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { act, bought, DAY, lamp, MINUTE, MONDAY, page, vase } from '../journey/a-person.ts';
import { decideOn, outcome, pieces, the } from './a-shop.ts';

const NOON = MONDAY + 2 * 60 * MINUTE;
const leftCart = (...items: Fact['items'] & object): Fact[] => [
  page(MONDAY, 'home'),
  act('cart', MONDAY, { items, currency: 'EUR' }),
  page(NOON, 'home', { sessionId: 's2' }),
];
const atHome = { at: NOON, session: 's2' };
const everywhere = (...codes: string[]) => codes.flatMap((code) => [pieces(code, 'lamp', 2), pieces(code, 'vase', 1)]);

describe('a cart left behind', () => {
  it('is offered at the nearest shop that has all of it', () => {
    const decision = decideOn({
      ...atHome,
      facts: leftCart(lamp, vase),
      stock: [pieces('torino', 'lamp', 2), ...everywhere('loreto', 'roma')],
    });
    const { content, slot, placement, when } = the('store-notice', decision);
    expect({ slot, placement, when }).toEqual({ slot: 'overlay', placement: 'corner', when: { on: 'load', afterMs: 1_500 } });
    expect(content.title).toBe('Il tuo carrello è disponibile in negozio');
    expect(content.text).toBe('Tutto il tuo carrello è nel negozio Loreto, a circa 3,2 km: aperto fino alle 19:30.');
    expect(content.store).toMatchObject({
      storeCode: 'loreto',
      distanceText: '3,2 km',
      open: true,
      whole: true,
      stockText: 'tutto il carrello',
    });
    expect(content.others.map(({ storeCode, stockText }) => [storeCode, stockText])).toEqual([['torino', '1 su 2 prodotti']]);
    expect(content.lines.map(({ title, text }) => [title, text])).toEqual([
      ['Lampada Alba', '2 disponibili'],
      ['Vaso Onda', '1 disponibile'],
    ]);
    expect(content.action).toEqual({ label: 'Come arrivare', url: 'https://www.google.com/maps/dir/?api=1&destination=45.4859,9.216' });
    expect(content.call?.url).toBe('tel:+39021234567');
    expect(content.asOfText).toBe('Disponibilità aggiornata alle 9:00');
  });

  it('is offered in English to who reads English', () => {
    const decision = decideOn({ ...atHome, locale: 'en-GB', facts: leftCart(lamp), stock: everywhere('torino') });
    expect(the('store-notice', decision).content.text).toBe(
      'The product in your cart is at Via Torino, about 300 m away: open until 19:30.',
    );
  });

  it('stands in its slot where the page has one, and then does not float as well', () => {
    const decision = decideOn({ ...atHome, slots: ['store-notice'], facts: leftCart(lamp, vase), stock: everywhere('torino') });
    expect(decision.blocks.filter(({ kind }) => kind === 'store-notice').map(({ rule, slot }) => [rule, slot])).toEqual([
      ['store-notice', 'store-notice'],
    ]);
  });

  it('is offered in part where no shop has all of it', () => {
    const chair = { item_id: 'chair', quantity: 1, price: 159 };
    const decision = decideOn({
      ...atHome,
      facts: leftCart(lamp, vase, chair),
      stock: [...everywhere('loreto'), pieces('torino', 'lamp', 1)],
    });
    const { content } = the('store-notice', decision);
    expect(content.title).toBe('Una parte del tuo carrello è disponibile in negozio');
    expect(content.text).toMatch(/^2 prodotti su 3 del tuo carrello sono nel negozio Loreto/);
    expect(content.lines[2]).toMatchObject({ title: 'Sedia Noce', inStock: 0, text: 'da chiedere in negozio' });
  });

  it('is offered first at the shop the shopper chose, even where nobody knows where the shopper is', () => {
    const told = { ...atHome, facts: leftCart(lamp, vase), stock: [...everywhere('torino'), pieces('roma', 'lamp', 1)], storeCode: 'roma' };
    expect(the('store-notice', decideOn(told)).content.store.storeCode).toBe('roma');
    const { content } = the('store-notice', decideOn({ ...told, position: null }));
    expect(content.store).toMatchObject({ storeCode: 'roma', distanceMeters: null, distanceText: '' });
    expect(content.text).toBe('Un prodotto su 2 del tuo carrello è nel negozio Roma: aperto fino alle 19:30.');
  });

  it('says when a closed shop opens', () => {
    const night = MONDAY + 12 * 60 * MINUTE;
    const facts = [act('cart', MONDAY, { items: [lamp], currency: 'EUR' }), page(night, 'home', { sessionId: 's2' })];
    const { store } = the('store-notice', decideOn({ at: night, session: 's2', facts, stock: everywhere('torino') })).content;
    expect(store).toMatchObject({ open: false, hoursText: 'apre domani alle 9:00' });
  });
});

describe('who left because of the shipping cost', () => {
  const checkout = (shipping: number): Fact[] => [
    act('cart', MONDAY, { items: [lamp], currency: 'EUR' }),
    act('begin_checkout', MONDAY + MINUTE, { items: [lamp] }),
    act('add_shipping_info', MONDAY + 2 * MINUTE, { shipping }),
    page(MONDAY + 3 * MINUTE, 'list'),
  ];
  const told = { at: MONDAY + 3 * MINUTE, page: 'list' as const, stock: everywhere('torino') };

  it('hears that a shop costs no shipping, at once', () => {
    const { content } = the('store-notice', decideOn({ ...told, facts: checkout(9.9) }));
    expect(content.text).toMatch(/, senza spese di spedizione\.$/);
    expect(content.benefits).toEqual(['Nessuna spesa di spedizione']);
  });

  it('is not told so where shipping was free', () => {
    const { content } = the('store-notice', decideOn({ ...told, facts: checkout(0) }));
    expect(content.text).not.toMatch(/spedizione/);
    expect(content.benefits).toEqual([]);
  });
});

describe('what is not known is not said', () => {
  it('says nothing of a shop whose stock was told too long ago', () => {
    const old = everywhere('torino').map((line) => ({ ...line, asOfMs: NOON - 27 * 3_600_000 }));
    const decision = decideOn({ ...atHome, facts: leftCart(lamp), stock: old });
    expect(outcome('store-notice-corner', decision)).toBe('nothing-to-show');
    expect(decision.blocks.some(({ kind }) => kind === 'store-notice')).toBe(false);
  });

  it('says nothing where no shop is near, none has anything, or nobody knows where the shopper is', () => {
    const facts = leftCart(lamp);
    expect(outcome('store-notice-corner', decideOn({ ...atHome, facts, stock: everywhere('roma') }))).toBe('nothing-to-show');
    expect(outcome('store-notice-corner', decideOn({ ...atHome, facts, stock: [pieces('torino', 'lamp', 0)] }))).toBe('nothing-to-show');
    expect(outcome('store-notice-corner', decideOn({ ...atHome, facts }))).toBe('nothing-to-show');
    expect(outcome('store-notice-corner', decideOn({ ...atHome, facts, stock: everywhere('torino'), position: null }))).toBe(
      'nothing-to-show',
    );
  });

  it('does not tell competitors how many there are', () => {
    const { content } = the('store-notice', decideOn({ ...atHome, facts: leftCart(lamp), stock: [pieces('torino', 'lamp', 240)] }));
    expect(content.lines[0]?.text).toBe('disponibile');
  });
});

describe('nobody is pressed', () => {
  const stock = everywhere('torino');

  it('while still shopping', () => {
    const facts = [page(MONDAY, 'home'), act('cart', MONDAY, { items: [lamp], currency: 'EUR' })];
    expect(outcome('store-notice-corner', decideOn({ facts, stock, at: MONDAY + MINUTE }))).toBe('condition');
  });

  it('but is held out a hand when about to leave with a cart', () => {
    const facts = [page(MONDAY, 'home'), act('cart', MONDAY, { items: [lamp], currency: 'EUR' }), page(MONDAY + MINUTE, 'cart')];
    expect(the('store-notice', decideOn({ facts, stock, at: MONDAY + MINUTE, page: 'cart' }))).toMatchObject({
      rule: 'store-notice-exit',
      when: { on: 'exit-intent' },
      placement: 'modal',
    });
  });

  it('after an order', () => {
    const facts = [...leftCart(lamp), bought('o1', NOON, { sessionId: 's2' })];
    expect(decideOn({ ...atHome, facts, stock }).blocks.some(({ kind }) => kind === 'store-notice')).toBe(false);
  });

  it('with the same twice more in a session, nor after closing it, wherever it stood', () => {
    const impression = act('impression', NOON, { rule: 'store-notice-corner', sessionId: 's2' });
    const seen = (...more: Fact[]) => decideOn({ ...atHome, facts: [...leftCart(lamp), ...more], stock });
    expect(outcome('store-notice-corner', seen(impression))).toBe('shown');
    expect(outcome('store-notice-corner', seen(impression, { ...impression, id: 'again' }))).toBe('capped');
    expect(outcome('store-notice-corner', seen(act('dismiss', NOON, { rule: 'store-notice-corner', sessionId: 's2' })))).toBe('dismissed');
    expect(outcome('store-notice-corner', seen(act('dismiss', NOON, { rule: 'store-notice', sessionId: 's2' })))).toBe('condition');
    const later = decideOn({
      at: NOON + 3 * DAY,
      session: 's3',
      facts: [...leftCart(lamp), impression],
      stock: stock.map((line) => ({ ...line, asOfMs: NOON + 3 * DAY })),
    });
    expect(outcome('store-notice-corner', later)).toBe('shown');
  });
});
