import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { checkSetup } from '../../../edge/decisioning/setup-check.ts';
import { checkFile } from '../../../edge/setup-file/check-file.ts';
import { setupChanges } from '../../../edge/setup-file/setup-changes.ts';
import { type MerchandisingRule, MerchandisingRuleSchema } from '../../../shared/schemas/merchandising.ts';
import { MINUTE, MONDAY } from '../journey/a-person.ts';
import { decideOn, the } from './a-shop.ts';

const rule = (id: string, more: object): MerchandisingRule => v.parse(MerchandisingRuleSchema, { id, name: { it: id, en: id }, ...more });
const FIRST = rule('first', { products: { ids: ['linen'] }, act: { kind: 'pin', place: 1 } });
const picks = (merchandising: MerchandisingRule[], told: Parameters<typeof decideOn>[0] = {}, setup: object = {}) => {
  const home = defaultSetup().rules.find(({ what }) => what.kind === 'recommendations')!;
  const what = { ...home.what, strategies: ['trending'] } as typeof home.what;
  const rules = [{ ...home, what, who: {}, pages: [], often: {}, slots: ['home-picks'] }];
  return the('recommendations', decideOn({ slots: ['home-picks'], rules, ...told, setup: { merchandising, ...setup } }));
};
const ids = (...given: Parameters<typeof picks>) => picks(...given).content.items.map(({ item_id }) => item_id);
const faults = (...merchandising: MerchandisingRule[]) => checkSetup({ ...defaultSetup(), merchandising });

describe('merchandising in a set-up', () => {
  it('pins in the block that is shown, with no reason that would not be true', () => {
    const [item] = picks([FIRST]).content.items;
    expect(item?.item_id).toBe('linen');
    expect(item).not.toHaveProperty('reason');
  });

  it('counts where its condition holds, by segments too, and not when it is switched off', () => {
    expect(ids([rule('on-product', { ...FIRST, who: { 'page.type': 'product' } })])[0]).not.toBe('linen');
    expect(ids([rule('on-home', { ...FIRST, who: { 'page.type': 'home' } })])[0]).toBe('linen');
    const segments = [{ id: 'new', name: { it: 'Nuovi', en: 'New' }, condition: { 'purchases.count': 0 } }];
    expect(ids([rule('by-segment', { ...FIRST, who: { $savedGroup: { id: 'new' } } })], {}, { segments })[0]).toBe('linen');
    expect(ids([{ ...FIRST, enabled: false }])[0]).not.toBe('linen');
  });

  it('is told again from memory no longer than the hour it was decided by', () => {
    const byHour = rule('by-hour', { ...FIRST, who: { 'time.hour': { $gte: 8 } } });
    const untilMs = Date.parse(picks([byHour], { at: MONDAY + 10 * MINUTE }).validUntil!);
    expect(untilMs - MONDAY).toBeLessThanOrEqual(60 * MINUTE);
    expect(Date.parse(picks([FIRST]).validUntil!) - MONDAY).toBeGreaterThan(60 * MINUTE);
  });

  it.each([
    ['a pin of no product', { products: { brands: ['Bosco'] }, act: { kind: 'pin', place: 1 } }, '/merchandising/0/products'],
    ['prices that no product has', { products: { minPrice: 9, maxPrice: 8 }, act: { kind: 'bury' } }, '/merchandising/0/products/maxPrice'],
    ['the exclusion of everything', { products: {}, act: { kind: 'exclude' } }, '/merchandising/0/products'],
    ['a condition that is none', { ...FIRST, who: { a: { $foo: 1 } } }, '/merchandising/0/who/a/$foo'],
    ['a segment that is not there', { ...FIRST, who: { $savedGroup: { id: 'x' } } }, '/merchandising/0/who/$savedGroup/id'],
  ])('is refused with %s', (_, more, pointer) => {
    expect(faults(rule('wrong', more)).errors.map((each) => each.pointer)).toContain(pointer);
  });

  it('is refused where an id is used twice, and warned of where two pins meet', () => {
    const { errors, warnings } = faults(FIRST, FIRST);
    expect(errors.map(({ pointer }) => pointer)).toContain('/merchandising/1/id');
    expect(warnings.find(({ pointer }) => pointer === '/merchandising/1/act/place')?.message).toContain('"first" pins in this place too');
  });

  it('belongs to the one file: changes are told by name, and its fixtures see it', () => {
    const before = defaultSetup();
    const after = { ...before, merchandising: [FIRST] };
    expect(setupChanges(before, after)).toEqual(['added    merchandising rule "first", last']);
    expect(checkFile(after).errors).toEqual([]);
    expect(checkFile({ ...after, merchandising: [{ ...FIRST, productz: {} }] }).errors.map(({ pointer }) => pointer)).toEqual([
      '/merchandising/0/productz',
    ]);
  });
});
