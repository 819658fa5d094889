import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { PRIOR_BG_NBD } from '../../edge/journey/models/journey-model.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

// Real data is no part of the project; where it is not beside it, its test skips.
const files = import.meta.glob('../../../shared/data/purchases/cdnow-sample.txt', { query: '?raw', import: 'default' });
const [readCdnow] = Object.values(files) as (() => Promise<string>)[];

const SITE = 'journey-model-test';
const fitModel = (site: string, body?: unknown): Promise<Response> => admin('POST', `/sites/${site}/journey-model/fit`, body);
const order = (orderId: string, day: string, more: Record<string, unknown> = {}) => ({
  orderId,
  at: `${day}T12:00:00Z`,
  channel: 'pos',
  total: 30,
  currency: 'EUR',
  ...more,
});

/** A customer a day: three in four come back, some often. */
const CUSTOMERS = Array.from({ length: 160 }, (_, number) => {
  const first = Date.UTC(2026, 0, 1 + (number % 90));
  const days = [0, 20, 25 + (number % 40), 90, 120].slice(0, 1 + (number % 4) + (number % 7 === 0 ? 1 : 0));
  return days.map((day, index) =>
    order(`o${number}-${index}`, new Date(first + day * 86_400_000).toISOString().slice(0, 10), {
      customerId: `c${number}`,
      total: 20 + (number % 9) * 5,
    }),
  );
}).flat();

describe('how a shop’s customers buy', () => {
  beforeAll(async () => {
    await newSite(SITE);
    await importAll(SITE, 'purchases', CUSTOMERS);
  });

  it('is what decisions assume before anything was fitted', async () => {
    const assumed = await admin('GET', `/sites/${SITE}/journey-model`);
    expect(assumed.status).toBe(200);
    expect(await answerOf(assumed)).toMatchObject({
      source: 'prior',
      bgNbd: { ...PRIOR_BG_NBD, logLikelihood: null, customers: 0 },
      gammaGamma: { logLikelihood: null },
      observedUntil: null,
      fittedAt: null,
      warnings: [expect.stringContaining('fit')],
    });
    expect((await admin('GET', '/sites/no-such-site/journey-model')).status).toBe(404);
  });

  it('is fitted on its own purchases, and kept', async () => {
    const response = await fitModel(SITE, { observedUntil: '2026-09-30', unit: 'week' });
    const model = await answerOf(response);
    expect(response.status, JSON.stringify(model)).toBe(200);
    expect(model).toMatchObject({ source: 'fitted', unit: 'week', observedUntil: '2026-09-30', warnings: [], bgNbd: { customers: 160 } });
    for (const value of [model.bgNbd.r, model.bgNbd.alpha, model.bgNbd.a, model.bgNbd.b, model.gammaGamma.p, model.gammaGamma.v])
      expect(value).toBeGreaterThan(0);
    expect(model.rfm.recencyDays).toHaveLength(4);
    expect(model.valueTiers.high).toBeGreaterThan(model.valueTiers.medium);
    expect(Date.parse(model.fittedAt)).not.toBeNaN();
    expect(await answerOf(await admin('GET', `/sites/${SITE}/journey-model`))).toEqual(model);
  });

  it('counts what was bought on one day once, and nothing that went back', async () => {
    const before = await answerOf(await fitModel(SITE, { observedUntil: '2026-09-30' }));
    await importAll(SITE, 'purchases', [
      order('o1-again', '2026-01-02', { customerId: 'c1' }),
      order('returned', '2026-06-01', { customerId: 'c1' }),
      order('the-return', '2026-06-09', { refundOf: 'returned' }),
      order('after-the-end', '2026-10-05', { customerId: 'c2' }),
      order('returned-twice', '2026-06-02', { customerId: 'c1' }),
      order('one-half', '2026-06-09', { refundOf: 'returned-twice', total: 15 }),
      order('other-half', '2026-06-10', { refundOf: 'returned-twice', total: 15 }),
    ]);
    expect((await answerOf(await fitModel(SITE, { observedUntil: '2026-09-30' }))).bgNbd).toEqual(before.bgNbd);
  });

  it('counts a purchase that cost nothing, and one of which a part went back', async () => {
    const before = await answerOf(await fitModel(SITE, { observedUntil: '2026-09-30' }));
    await importAll(SITE, 'purchases', [
      order('a-gift', '2026-02-11', { customerId: 'who-pays-nothing', total: 0 }),
      order('kept-in-part', '2026-02-11', { customerId: 'who-keeps-half' }),
      order('the-part', '2026-02-20', { refundOf: 'kept-in-part', total: 15 }),
      order('the-part-in-dollars', '2026-02-20', { refundOf: 'kept-in-part', total: 900, currency: 'USD' }),
    ]);
    const after = await answerOf(await fitModel(SITE, { observedUntil: '2026-09-30' }));
    expect(after.bgNbd.customers).toBe(before.bgNbd.customers + 2);
  });

  it('goes by whose a receipt is, whatever names them, and says what could not count', async () => {
    const site = 'journey-model-names';
    await newSite(site);
    await importAll(site, 'customers', [{ customerId: 'anna', loyaltyCard: 'CARD-1', emailSha256: 'a'.repeat(64) }]);
    await importAll(site, 'purchases', [
      order('1', '2026-01-05', { customerId: 'anna' }),
      order('2', '2026-02-05', { loyaltyCard: 'CARD-1' }),
      order('3', '2026-03-05', { emailSha256: 'a'.repeat(64) }),
      order('4', '2026-03-06', { loyaltyCard: 'CARD-2' }),
      order('5', '2026-03-07'),
      order('6', '2026-03-08', { customerId: 'anna', currency: 'USD' }),
    ]);
    const { bgNbd, gammaGamma, source, warnings } = await answerOf(await fitModel(site));
    expect([bgNbd.customers, gammaGamma.customers, source]).toEqual([2, 1, 'prior']);
    expect(warnings).toEqual([
      expect.stringMatching(/^1 purchases name no customer/),
      expect.stringMatching(/^1 .*EUR/),
      expect.stringContaining('assumed'),
    ]);
  });

  it('counts what cost nothing as bought, and what went back in full as not', async () => {
    const site = 'journey-model-free';
    await newSite(site);
    await importAll(site, 'purchases', [
      order('paid', '2026-01-05', { customerId: 'anna' }),
      order('gift', '2026-02-05', { customerId: 'anna', total: 0 }),
      order('only-a-gift', '2026-02-05', { customerId: 'bea', total: 0 }),
      order('kept-nothing', '2026-02-05', { customerId: 'carla' }),
      order('back', '2026-02-09', { refundOf: 'kept-nothing' }),
    ]);
    expect((await answerOf(await fitModel(site))).bgNbd.customers).toBe(2);
  });

  it('is assumed where nothing was bought, at a usual rate for the unit', async () => {
    const site = 'journey-model-empty';
    await newSite(site);
    const [weeks, days] = [await answerOf(await fitModel(site, {})), await answerOf(await fitModel(site, { unit: 'day' }))];
    expect(weeks).toMatchObject({ source: 'prior', bgNbd: { customers: 0 }, rfm: null, valueTiers: null });
    expect(days.bgNbd.alpha / weeks.bgNbd.alpha).toBeCloseTo(7, 6);
  });

  it('tells of each customer what may be expected of them', async () => {
    const lifetimeAt = async (at: string) => (await answerOf(await admin('GET', `/sites/${SITE}/customers/c3?at=${at}`))).lifetime;
    const [soon, late] = [await lifetimeAt('2026-06-01T10:00:00Z'), await lifetimeAt('2027-06-01T10:00:00Z')];
    expect(soon.expectedPurchases90Days).toBeGreaterThan(late.expectedPurchases90Days);
    expect(late.pAlive).toBeLessThan(soon.pAlive);
    expect(soon.value90Days).toBeCloseTo(soon.expectedPurchases90Days * soon.purchaseValue, 1);
    expect(soon.rfm.cell).toMatch(/^[1-5]{3}$/);
    expect(['high', 'medium', 'low']).toContain(soon.valueTier);
  });

  it.each([
    [{ observedUntil: '30.9.2026' }, '/observedUntil'],
    [{ observedUntil: '2026-02-30' }, '/observedUntil'],
    [{ observedUntil: '2999-01-01' }, '/observedUntil'],
    [{ observedUntil: 20_260_930 }, '/observedUntil'],
    [{ unit: 'month' }, '/unit'],
    [{ until: '2026-09-30' }, '/until'],
  ])('is not fitted as %j says, and what was fitted stays', async (body, pointer) => {
    const before = await answerOf(await admin('GET', `/sites/${SITE}/journey-model`));
    const response = await fitModel(SITE, body);
    expect([response.status, (await answerOf(response)).errors?.[0]?.pointer]).toEqual([422, pointer]);
    expect(await answerOf(await admin('GET', `/sites/${SITE}/journey-model`))).toEqual(before);
  });

  it('asks for a site that is there', async () => {
    expect((await fitModel('no-such-site', {})).status).toBe(404);
    expect((await admin('GET', '/sites/no-such-site/journey-model')).status).toBe(404);
  });
});

describe.skipIf(!readCdnow)('the receipts of CDNOW, the standard of these models (skipped where ../shared/data is missing)', () => {
  it('give what was published of them, whatever the time of day', async () => {
    const site = 'journey-model-cdnow';
    await newSite(site);
    const rows = (await readCdnow!())
      .trim()
      .split('\n')
      .map((line, index) => {
        const [customer, , day, , dollars] = line.trim().split(/\s+/);
        const time = `${String(8 + (index % 12)).padStart(2, '0')}:30:00+01:00`;
        const at = `${day!.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time}`;
        return { orderId: `o${index}`, at, channel: 'web', customerId: customer, total: Number(dollars), currency: 'EUR' };
      });
    await importAll(site, 'purchases', rows);
    const { bgNbd, gammaGamma, warnings } = await answerOf(await fitModel(site, { observedUntil: '1997-09-30', unit: 'week' }));
    expect([bgNbd.r, bgNbd.alpha, bgNbd.a, bgNbd.b].map((value) => value.toFixed(3))).toEqual(['0.243', '4.414', '0.793', '2.426']);
    expect([bgNbd.logLikelihood.toFixed(1), bgNbd.customers]).toEqual(['-9582.4', 2357]);
    expect([gammaGamma.p, gammaGamma.q, gammaGamma.v].map((value) => value.toFixed(2))).toEqual(['6.25', '3.74', '15.44']);
    expect([gammaGamma.customers, warnings]).toEqual([946, []]);
  });
});

describe('a shop that sells on the web alone', () => {
  const site = 'journey-model-web';
  const bought = (number: number, time: number, buyer?: string) => ({
    site,
    sessionId: `s${number}-${time}`,
    facts: [{ type: 'purchase', atMs: Date.UTC(2026, 2, 1 + time * 20), orderId: `w${number}-${time}`, valueMinor: 3_000 }],
    ...(buyer === undefined ? {} : { buyer }),
    messageId: `m${number}-${time}`,
  });

  it('is forecast by who was signed in, and an erasure takes them out; whose a receipt is, pages do not say', async () => {
    await newSite(site);
    const stub = env.SITES.getByName(site);
    const customers = Array.from({ length: 90 }, (_, number) => number);
    await stub.learn(
      customers.flatMap((number) => [0, 1, 2].slice(0, 1 + (number % 3)).map((time) => bought(number, time, `web-${number}`))),
    );
    await stub.learn([bought(999, 0)]);
    const model = await answerOf(await fitModel(site, { observedUntil: '2026-09-30' }));
    expect(model.bgNbd.customers).toBe(90);
    expect(model.warnings).toContain('1 purchases name no customer and were left out.');

    expect((await answerOf(await admin('GET', `/sites/${site}/customers/web-1`))).title).toBe('Not found');
    await importAll(site, 'customers', [{ customerId: 'web-1', points: 1 }]);
    expect((await answerOf(await admin('GET', `/sites/${site}/customers/web-1`))).profile.purchases).toEqual([]);
    expect((await admin('DELETE', `/sites/${site}/customers/web-1`)).status).toBe(204);
    expect((await answerOf(await fitModel(site, { observedUntil: '2026-09-30' }))).bgNbd.customers).toBe(89);
  });
});
