import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName } from '../../../edge/decisioning/nearest-name.ts';
import { filled, slotsIn, textPattern, type Value } from '../../../edge/decisioning/text-pattern.ts';
import type { Language } from '../../../edge/journey/text-choice.ts';

const say = (text: string, values: Record<string, Value> = {}, language: Language = 'it'): string | null =>
  filled(textPattern(text).parts, new Map(Object.entries(values)), language);
const number = (count: number): Value => ({ text: String(count), count });
const PRODUCTS = 'Hai {products, plural, =0 {il carrello vuoto} one {# prodotto} other {# prodotti}} qui.';

describe('a text with variables', () => {
  it('has their values', () => {
    expect(say('Ciao da {store}, a {distance}', { store: { text: 'Loreto' }, distance: { text: '1,2 km' } })).toBe(
      'Ciao da Loreto, a 1,2 km',
    );
  });

  it('says a default where a value is missing', () => {
    expect(say('Ciao da {store|il negozio}')).toBe('Ciao da il negozio');
    expect(say('Ciao da {store|}!')).toBe('Ciao da !');
  });

  it('is not shown half: without a value and a default there is no text', () => {
    expect(say('Ti aspettiamo da {store}, anche oggi')).toBeNull();
    expect(say(PRODUCTS)).toBeNull();
  });

  it.each([
    [0, 'Hai il carrello vuoto qui.'],
    [1, 'Hai 1 prodotto qui.'],
    [2, 'Hai 2 prodotti qui.'],
  ])('has the wording that %i asks for', (count, text) => expect(say(PRODUCTS, { products: number(count) })).toBe(text));

  it('counts as each language does: French takes one for nothing', () => {
    const text = '{products, plural, one {# article} other {# articles}}';
    expect(say(text, { products: number(0) }, 'fr')).toBe('0 article');
    expect(say(text, { products: number(0) }, 'en')).toBe('0 articles');
  });

  it('may name another variable within a wording', () => {
    const text = '{products, plural, one {# da {store|noi}} other {# da {store}}}';
    expect(say(text, { products: number(1) })).toBe('1 da noi');
    expect(slotsIn(textPattern(text).parts).map(({ name }) => name)).toEqual(['products', 'store', 'store']);
  });

  it.each([
    ['Sconto {', 'has a "{" that is not closed'],
    ['Vedi {1}', 'has "{1}", which is no variable'],
    ['{products, plural, one {#}}', 'has no wording of {products} for "other"'],
    ['{products, plural, uno {#} other {#}}', 'has a wording of {products} for "uno", which is no plural category'],
  ])('that is mistyped (%s) says so and stays as it was written', (text, problem) => {
    expect(textPattern(text).problem).toBe(problem);
    expect(say(text)).toBe(text);
  });

  it('without variables is itself, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (written) => {
        const text = written.replaceAll('{', '');
        expect(say(text)).toBe(text);
      }),
    );
  });

  it('has values as they are: nothing in them is read as a variable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(say('<b>{store}</b>', { store: { text: value } })).toBe(`<b>${value}</b>`);
      }),
    );
  });

  it('is read without error whatever is written', () => {
    const signs = fc.constantFrom('{', '}', '|', ',', 'plural', 'one', 'other', 'store', '#', ' ', '=1');
    fc.assert(
      fc.property(fc.array(signs), (parts) => {
        expect(typeof (say(parts.join('')) ?? '')).toBe('string');
      }),
    );
  });
});

describe('the name that was meant', () => {
  const names = ['points', 'products', 'price', 'store'];
  it.each([
    ['pionts', 'points'],
    ['Stor', 'store'],
    ['product', 'products'],
    ['firstName', null],
  ])('of %s is %s', (written, meant) => expect(nearestName(written, names)).toBe(meant));
});
