import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../edge/decisioning/decide.ts';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { receiptPayload } from '../../../edge/decisioning/receipt.ts';
import { checkSetup } from '../../../edge/decisioning/setup-check.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { type Condition, type Rule, RuleSchema } from '../../../shared/schemas/rule.ts';
import { type PlacedSlot, SiteSetupSchema } from '../../../shared/schemas/site-setup.ts';
import { act, DAY, MINUTE, MONDAY, page } from '../journey/a-person.ts';
import { decideOn, outcome, situation } from './a-shop.ts';

const rule = (id: string, more: Record<string, unknown> = {}): Rule =>
  v.parse(RuleSchema, {
    id,
    name: { it: id },
    slots: ['a'],
    what: { kind: 'message', title: { it: `Titolo ${id}`, en: `Title ${id}` }, text: { it: 'Testo', en: 'Text' } },
    reason: { it: 'Perché sì', en: 'Because' },
    ...more,
  });
const shown = (rules: Rule[], slots = ['a', 'b'], facts: Fact[] = []) =>
  decideOn({ rules, slots, facts }).blocks.map((block) => [block.rule, block.slot]);

describe('rules in order', () => {
  it('give each slot to the first that may have it', () => {
    expect(shown([rule('one'), rule('two'), rule('three', { slots: ['b'] })])).toEqual([
      ['one', 'a'],
      ['three', 'b'],
    ]);
  });

  it('take the first of their slots that is free', () => {
    expect(shown([rule('one'), rule('two', { slots: ['a', 'b', 'overlay'] }), rule('three', { slots: ['b', 'overlay'] })])).toEqual([
      ['one', 'a'],
      ['two', 'b'],
      ['three', 'overlay'],
    ]);
  });

  it('leave their place to the next when they cannot show', () => {
    const rules = [
      rule('off', { enabled: false }),
      rule('elsewhere', { pages: ['checkout'] }),
      rule('others', { slots: ['z'] }),
      rule('rich', { who: { 'purchases.count': { $gte: 1 } } }),
      rule('empty', { what: { kind: 'message', title: { it: 'Hai {products} prodotti' }, text: { it: '…' } } }),
      rule('broken', { who: { 'cart.lines': { $is: 3 } } }),
      rule('fits'),
      rule('late'),
    ];
    const decision = decideOn({ rules, slots: ['a'] });
    expect(decision.trace.map((entry) => entry.outcome)).toEqual([
      'disabled',
      'page',
      'slot-missing',
      'condition',
      'nothing-to-show',
      'condition',
      'shown',
      'slot-taken',
    ]);
    expect(decision.blocks.map((block) => block.rule)).toEqual(['fits']);
  });

  it('float in the one overlay, which every page has', () => {
    expect(shown([rule('one', { slots: ['overlay'], overlay: 'modal' }), rule('two', { slots: ['overlay'] })], [])).toEqual([
      ['one', 'overlay'],
    ]);
    expect(decideOn({ rules: [rule('one', { slots: ['overlay'], overlay: 'modal' })] }).blocks[0]?.placement).toBe('modal');
  });
});

describe('a slot that the marketer places', () => {
  const place: PlacedSlot = { selector: '.product-info', position: 'after', pages: ['product'] };
  const rules = [rule('r', { slots: ['below-product', 'overlay'] })];
  const on = (told: Parameters<typeof decideOn>[0]) => decideOn({ rules, setup: { slots: { 'below-product': place } }, ...told });

  it('is there on its pages, though they do not name it, and says where it stands', () => {
    expect(on({ page: 'product' }).blocks).toMatchObject([
      { slot: 'below-product', placement: 'inline', at: { selector: '.product-info', position: 'after' } },
    ]);
  });

  it('is not there on other pages', () => {
    const [block] = on({ page: 'home' }).blocks;
    expect(block?.slot).toBe('overlay');
    expect(block).not.toHaveProperty('at');
  });

  it('stands on every page where none are named', () => {
    const everywhere = { 'below-product': { selector: 'main', position: 'append' } } as const;
    expect(on({ page: 'account', setup: { slots: everywhere } }).blocks[0]?.at).toEqual({ selector: 'main', position: 'append' });
  });

  it('is where the marketer said also for a page that names it, while slots of the page have no selector', () => {
    const both = [...rules, rule('named', { slots: ['a'] })];
    const { blocks } = on({ rules: both, page: 'product', slots: ['below-product', 'a'] });
    expect(blocks.map(({ slot, at }) => [slot, at?.selector])).toEqual([
      ['below-product', '.product-info'],
      ['a', undefined],
    ]);
  });

  it('counts as a place of the page: what has one there does not float as well', () => {
    const floating = [rule('r', { slots: ['overlay'], who: { 'page.slots': { $nin: ['below-product'] } } })];
    expect(outcome('r', on({ rules: floating, page: 'product' }))).toBe('condition');
    expect(outcome('r', on({ rules: floating, page: 'home' }))).toBe('shown');
  });

  it.each([
    ['', false],
    ['   ', false],
    ['a{color:red}', false],
    ['<b>', false],
    ['a'.repeat(201), false],
    ['main > .price:not(.old) [data-x="1"]', true],
  ])('by the selector %j: accepted %s', (selector, accepted) => {
    const setup = { ...defaultSetup(), slots: { a: { selector, position: 'before' } } };
    expect(v.safeParse(SiteSetupSchema, setup).success).toBe(accepted);
  });

  it('is one of fifty at most, in one of four positions', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${index}`, place]));
    const fits = (slots: unknown) => v.safeParse(SiteSetupSchema, { ...defaultSetup(), slots }).success;
    expect([fits(many(50)), fits(many(51)), fits({ a: { ...place, position: 'inside' } })]).toEqual([true, false, false]);
  });

  it('is noticed when no rule wants it, and cannot be the one that floats', () => {
    const found = checkSetup({ ...defaultSetup(), rules, slots: { 'below-product': place, 'a/b': place, overlay: place } });
    expect(found.errors.map(({ pointer }) => pointer)).toEqual(['/slots/overlay']);
    expect(found.warnings.map(({ pointer }) => pointer)).toEqual(['/slots/a~1b']);
  });
});

describe('how often', () => {
  const seen = (id: string, atMs: number, sessionId = 's1') => act('impression', atMs, { rule: id, sessionId });
  const next = (often: object, facts: Fact[], at: number, session = 's1') =>
    outcome('r', decideOn({ rules: [rule('r', { often })], slots: ['a'], facts, at, session }));

  it('is counted per session, per day and in all', () => {
    expect(next({ perSession: 1 }, [seen('r', MONDAY)], MONDAY + MINUTE)).toBe('capped');
    expect(next({ perSession: 1 }, [seen('r', MONDAY)], MONDAY + MINUTE, 's2')).toBe('shown');
    expect(next({ perDay: 1 }, [seen('r', MONDAY)], MONDAY + MINUTE, 's2')).toBe('capped');
    expect(next({ perDay: 1 }, [seen('r', MONDAY)], MONDAY + DAY, 's2')).toBe('shown');
    expect(next({ total: 2 }, [seen('r', MONDAY), seen('r', MONDAY + DAY)], MONDAY + 90 * DAY, 's9')).toBe('capped');
  });

  it('leaves a pause, ends with a click, and respects being sent away', () => {
    expect(next({ minGapMs: DAY }, [seen('r', MONDAY)], MONDAY + DAY - 1, 's2')).toBe('capped');
    expect(next({ minGapMs: DAY }, [seen('r', MONDAY)], MONDAY + DAY, 's2')).toBe('shown');
    expect(next({ untilClicked: true }, [act('click', MONDAY, { rule: 'r' })], MONDAY + 99 * DAY)).toBe('capped');
    expect(next({ dismissedForMs: DAY }, [act('dismiss', MONDAY, { rule: 'r' })], MONDAY + MINUTE)).toBe('dismissed');
    expect(next({ dismissedForMs: DAY }, [act('dismiss', MONDAY, { rule: 'r' })], MONDAY + DAY)).toBe('shown');
  });

  it('does not count what was seen of other rules', () => {
    expect(next({ total: 1 }, [seen('other', MONDAY)], MONDAY)).toBe('shown');
  });
});

describe('less like this', () => {
  const less = (id: string, atMs = MONDAY) => act('dismiss', atMs, { rule: id, answer: 'less' });
  const what = { kind: 'message', title: { it: 'Novità', en: 'News' }, text: { it: 'Testo', en: 'Text' } };

  it('keeps a block out of all its slots for half a year, though its rule would come back at once', () => {
    const rules = [rule('r', { slots: ['a', 'b', 'overlay'], often: { dismissedForMs: MINUTE } }), rule('next')];
    const on = (at: number, slots: string[]) => decideOn({ rules, slots, facts: [less('r')], at });
    expect(outcome('r', on(MONDAY + MINUTE, ['a']))).toBe('less-like-this');
    expect(outcome('r', on(MONDAY + 180 * DAY - 1, ['b']))).toBe('less-like-this');
    expect(on(MONDAY + DAY, ['a']).blocks.map((block) => block.rule)).toEqual(['next']);
    expect(outcome('r', on(MONDAY + 180 * DAY, ['a']))).toBe('shown');
  });

  it('holds for the same block of another rule, and for no other block', () => {
    const rules = [rule('inline', { what }), rule('floating', { what, slots: ['overlay'] }), rule('other', { slots: ['b'] })];
    const { trace } = decideOn({ rules, slots: ['a', 'b'], facts: [less('floating')], at: MONDAY + DAY });
    expect(trace.map((entry) => entry.outcome)).toEqual(['less-like-this', 'less-like-this', 'shown']);
  });

  it('is more than closing, and stays true after the block was closed or seen elsewhere', () => {
    const rules = [rule('r')];
    expect(outcome('r', decideOn({ rules, slots: ['a'], facts: [act('dismiss', MONDAY, { rule: 'r' })] }))).toBe('shown');
    const facts = [less('r'), act('dismiss', MONDAY + 1, { rule: 'r' }), act('impression', MONDAY + 2, { rule: 'r' })];
    expect(outcome('r', decideOn({ rules, slots: ['a'], facts, at: MONDAY + DAY }))).toBe('less-like-this');
  });

  it('stands on the receipt', () => {
    const input = situation({ rules: [rule('r')], slots: ['a'], facts: [less('r')] });
    expect(receiptPayload(input, decide(input), { id: 'one', record: { none: 'no-consent' } }).losers).toEqual([['r', 'less-like-this']]);
  });

  it('is not forgotten by who has seen more rules than are kept', () => {
    const seen = Array.from({ length: 250 }, (_, index) => act('impression', MONDAY + index, { rule: `seen-${index}` }));
    const { exposures } = situation({ facts: [less('first', MONDAY - 1), ...seen, less('last', MONDAY + 999)] }).profile;
    expect(Object.keys(exposures)).toHaveLength(200);
    expect([exposures.first?.lastLessAtMs, exposures.last?.lastLessAtMs]).toEqual([MONDAY - 1, MONDAY + 999]);
  });
});

describe('a condition', () => {
  const holds = (who: object, told: Parameters<typeof decideOn>[0] = {}) =>
    outcome('r', decideOn({ rules: [rule('r', { who })], slots: ['a'], ...told })) === 'shown';

  it('may ask about the page, the moment, the shop and the stage', () => {
    expect(
      holds({ 'page.type': 'home', 'page.path': '/it/luci', 'page.language': 'it' }, { url: 'https://shop.example/it/luci?x=1#y' }),
    ).toBe(true);
    expect(holds({ 'time.weekday': 'monday', 'time.hour': { $gte: 10, $lt: 11 }, 'time.date': '2026-11-16' })).toBe(true);
    expect(holds({ 'store.distanceMeters': { $lt: 1_000 } })).toBe(true);
    expect(holds({ 'store.distanceMeters': { $exists: true } }, { position: null })).toBe(false);
    expect(holds({ 'store.chosen': 'torino' }, { storeCode: 'torino' })).toBe(true);
    expect(holds({ stage: 'acquisition' })).toBe(true);
    expect(holds({ 'seen.other.dismissals': { $gte: 1 } }, { facts: [act('dismiss', MONDAY, { rule: 'other' })] })).toBe(true);
  });
});

describe('texts', () => {
  const told = (texts: Record<string, string>, locale: string) => {
    const what = { kind: 'message', title: texts, text: texts };
    const block = decideOn({ rules: [rule('r', { what })], slots: ['a'], locale }).blocks[0];
    return block?.kind === 'message' ? block.content.title : undefined;
  };

  it('come in the language of the page, its parent, the site’s, English, then any', () => {
    expect(told({ 'it-CH': 'ciao CH', it: 'ciao', en: 'hi' }, 'it-CH')).toBe('ciao CH');
    expect(told({ it: 'ciao', en: 'hi' }, 'it-CH')).toBe('ciao');
    expect(told({ it: 'ciao', en: 'hi' }, 'fr-FR')).toBe('ciao');
    expect(told({ en: 'hi' }, 'fr-FR')).toBe('hi');
    expect(told({ de: 'hallo' }, 'fr-FR')).toBe('hallo');
    expect(told({ it: 'ciao' }, 'not a locale!')).toBe('ciao');
  });
});

describe('the frame of a block', () => {
  const labels = (kept: boolean, locale = 'it-IT') => decideOn({ rules: [rule('r')], slots: ['a'], kept, locale }).blocks[0]?.labels;

  it('offers a visitor of whom something is stored to have it, erase it and start again', () => {
    expect(labels(true)).toEqual({
      close: 'Chiudi',
      why: 'Perché lo vedo?',
      previous: 'Precedenti',
      next: 'Successivi',
      less: 'Meno contenuti così',
      reset: 'Ricomincia il mio percorso',
      download: 'Scarica i miei dati',
      erase: 'Elimina i miei dati',
      confirmErase: 'Eliminare davvero? Non si può annullare.',
      done: 'Fatto.',
    });
    expect(labels(true, 'de-CH')?.erase).toBe('Meine Daten löschen');
  });

  it('offers nothing of the kind where nothing is stored', () => {
    expect(Object.keys(labels(false) ?? {})).toEqual(['close', 'why', 'previous', 'next', 'less', 'done']);
  });
});

describe('a decision', () => {
  it('names a block the same on the same page, and otherwise on another', () => {
    const id = (url: string) => decideOn({ rules: [rule('r')], slots: ['a'], url }).blocks[0]?.id;
    expect(id('https://shop.example/a')).toBe(id('https://shop.example/a#top'));
    expect(id('https://shop.example/a')).not.toBe(id('https://shop.example/b'));
  });

  it('can be written on a receipt, losers and all', () => {
    const input = situation({ rules: [rule('one'), rule('two')], slots: ['a'] });
    expect(receiptPayload(input, decide(input), { id: 'one', record: { sha256: 'digest' } })).toEqual({
      format: 2,
      id: 'one',
      site: 'casa',
      version: 3,
      revision: 'r7',
      atMs: MONDAY,
      record: { sha256: 'digest' },
      stage: 'acquisition',
      because: ['first-visit'],
      shown: [['one', 'a', 'default']],
      losers: [['two', 'slot-taken']],
      met: ['one'],
      drawn: [],
    });
  });

  it('tells on the receipt whose condition held, though something else kept them away', () => {
    const never = { pageViews: { $gte: 100 } };
    const rules = [
      rule('shown'),
      rule('unasked'),
      rule('failed', { who: never, slots: ['b'] }),
      rule('full', { often: { total: 1 }, slots: ['b'] }),
    ];
    const input = situation({ rules, slots: ['a', 'b'], facts: [act('impression', MONDAY - DAY, { rule: 'full' })] });
    const receipt = receiptPayload(input, decide(input), { id: 'one', record: { none: 'no-consent' } });
    expect(receipt.losers).toEqual([
      ['unasked', 'slot-taken'],
      ['failed', 'condition'],
      ['full', 'capped'],
    ]);
    expect(receipt.met).toEqual(['shown', 'full']);
  });

  it('holds its rules whatever they are', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'overlay');
    const someRules = fc.array(
      fc.record({
        slots: fc.uniqueArray(names, { minLength: 1, maxLength: 3 }),
        enabled: fc.boolean(),
        who: fc.constantFrom({}, { pageViews: { $gte: 1 } }, { 'purchases.count': { $gte: 1 } }),
        often: fc.record({ perSession: fc.integer({ min: 1, max: 3 }), total: fc.integer({ min: 1, max: 5 }) }, { requiredKeys: [] }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(someRules, fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c')), (drafts, slots) => {
        const rules = drafts.map((draft, index) => rule(`r${index}`, draft));
        const facts: Fact[] = [page(MONDAY, 'home')];
        const impressions = new Map<string, number>();
        for (let step = 0; step < 4; step++) {
          const decision = decideOn({ rules, slots, facts, at: MONDAY + step * MINUTE });
          const winners = decision.blocks.map((block) => block.slot);
          expect(new Set(winners).size).toBe(winners.length);
          expect(winners.every((slot) => slot === 'overlay' || slots.includes(slot))).toBe(true);
          expect(decision.trace.map((entry) => entry.rule)).toEqual(rules.map(({ id }) => id));
          for (const entry of decision.trace) {
            if (entry.outcome !== 'slot-taken') continue;
            const place = rules.findIndex(({ id }) => id === entry.rule);
            const wanted = rules[place]!.slots.filter((slot) => slot === 'overlay' || slots.includes(slot));
            const before = decision.trace.slice(0, place).flatMap((each) => each.slot ?? []);
            expect(wanted.every((slot) => before.includes(slot))).toBe(true);
          }
          for (const block of decision.blocks) {
            impressions.set(block.rule, (impressions.get(block.rule) ?? 0) + 1);
            facts.push(act('impression', MONDAY + step * MINUTE, { rule: block.rule }));
          }
        }
        rules.forEach(({ id, often }) => {
          expect(impressions.get(id) ?? 0).toBeLessThanOrEqual(Math.min(often.perSession ?? 9, often.total ?? 9));
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('the set-up of a new site', () => {
  it('is one that would be accepted', () => {
    const setup = defaultSetup();
    expect(v.parse(SiteSetupSchema, structuredClone(setup))).toEqual(setup);
    expect(checkSetup(setup)).toEqual({ errors: [], warnings: [] });
  });

  it('is made anew each time: one site’s changes are not another’s', () => {
    defaultSetup().rules[0]!.name.it = 'altro';
    expect(defaultSetup().rules[0]!.name.it).not.toBe('altro');
    const [first, second] = defaultSetup().rules;
    if (first) first.pages.length = 0;
    expect(second?.pages.length).toBeGreaterThan(0);
  });

  it('shows nobody the same kind of block twice at a time', () => {
    const slots = ['home-picks', 'store-notice', 'feedback', 'loyalty-prompt'];
    const { blocks } = decideOn({ slots, facts: [page(MONDAY, 'home')] });
    expect(new Set(blocks.map(({ kind }) => kind)).size).toBe(blocks.length);
  });
});

describe('checking a set-up', () => {
  it('finds what a schema cannot', () => {
    const setup = defaultSetup();
    setup.rules = [rule('r', { who: { a: { $regex: 'x' } } }), rule('r')];
    setup.journey.stages = [{ id: 's', name: { it: 'S' }, when: { 'purchases.count': { $gte: 1 } } }];
    const { errors, warnings } = checkSetup(setup);
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/rules/1/id', '/rules/0/who/a/$regex', '/rules/0/who/a']);
    expect(warnings.map(({ pointer }) => pointer)).toEqual(['/journey/stages/0/name/en', '/journey/stages/0/when']);
  });

  it('says which stages ask what nobody can answer', () => {
    const setup = defaultSetup();
    const name = { it: 'S', en: 'S' };
    const asking = (id: string, when: Condition) => ({ id, name, when });
    setup.journey.stages = [
      asking('typo', { $or: [{ 'purchase.count': { $gte: 1 } }, { 'purchases.count': { $gte: 1 } }] }),
      asking('page', { 'page.type': 'home' }),
      asking('itself', { stage: 'typo' }),
      ...setup.journey.stages,
    ];
    expect(checkSetup(setup)).toEqual({
      errors: [
        {
          pointer: '/journey/stages/0/when/$or/0/purchase.count',
          message: '"purchase.count" is not a known attribute: did you mean "purchases.count"?',
        },
        { pointer: '/journey/stages/1/when/page.type', message: expect.stringContaining('belongs to a page or a moment') },
      ],
      warnings: [{ pointer: '/journey/stages/2/when', message: expect.stringContaining('not known yet') }],
    });
  });
});
