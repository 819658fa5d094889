import { beforeAll, describe, expect, it } from 'vitest';
import { admin, answerOf, newSite } from './admin-api.ts';

const SITE = 'conditions-test';
const evaluate = (body: unknown, site = SITE): Promise<Response> => admin('POST', `/sites/${site}/conditions/evaluate`, body);

beforeAll(() => newSite(SITE));

describe('a condition is tried before it is saved', () => {
  it('on attributes given by hand, with saved groups', async () => {
    const savedGroups = { vip: ['c1', 'c2'], rich: { type: 'condition', condition: { 'cart.value': { $gte: 100 } } } };
    const condition = { $and: [{ id: { $inGroup: 'vip' } }, { $savedGroup: { id: 'rich' } }] };
    expect(await answerOf(await evaluate({ condition, attributes: { id: 'c2', cart: { value: 120 } }, savedGroups }))).toEqual({
      matches: true,
    });
    expect(await answerOf(await evaluate({ condition, attributes: { id: 'c2', cart: { value: 12 } }, savedGroups }))).toEqual({
      matches: false,
    });
    expect(await answerOf(await evaluate({ condition: {}, attributes: {} }))).toEqual({ matches: true });
  });

  it('and says where something is wrong with it', async () => {
    const response = await evaluate({ condition: { $and: [{ email: { $regex: '(a+)+$' } }] }, attributes: { email: 'a' } });
    expect(response.status).toBe(422);
    expect((await answerOf(response)).errors).toEqual([
      { pointer: '/condition/$and/0/email/$regex', message: expect.stringContaining('without end') },
    ]);
    expect((await evaluate({ attributes: {} })).status).toBe(422);
    expect((await evaluate({ condition: {}, attributes: { long: 'x'.repeat(600_000) } })).status).toBe(413);
    expect((await evaluate({ condition: {}, attributes: {} }, 'no-such-site')).status).toBe(404);
  });
});

describe('what conditions may ask', () => {
  it('is listed with types, meaning in both languages and examples', async () => {
    const { items, next } = await answerOf(await admin('GET', `/sites/${SITE}/attributes`));
    expect(next).toBeNull();
    expect(items).toContainEqual({
      path: 'store.distanceMeters',
      type: 'number',
      unit: 'metre',
      nullable: true,
      meaning: { it: 'metri dal negozio più vicino', en: 'metres to the nearest shop' },
      example: { 'store.distanceMeters': { $exists: true, $lte: 5_000 } },
    });
    expect((await admin('GET', '/sites/no-such-site/attributes')).status).toBe(404);
  });
});
