import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { siteClient } from '../../edge/site/client.ts';
import type { SiteObject } from '../../edge/site/site-object.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const START = Date.now();

/** Receipts of some customers over the last half year: one in three once, the others some times and then no more. */
function receipts(from: number, to: number): Record<string, unknown>[] {
  return Array.from({ length: to - from }, (_, index) => from + index).flatMap((number) =>
    [170, 150, 128, 90, 71].slice(0, 1 + (number % 3) + (number % 5 === 0 ? 2 : 0)).map((ago, index) => ({
      orderId: `o${number}-${index}`,
      at: new Date(START - (ago - (number % 29)) * DAY_MS).toISOString(),
      channel: 'pos',
      customerId: `c${number}`,
      total: 20 + (number % 9) * 5,
      currency: 'EUR',
    })),
  );
}

/** The site's clock goes on, and what is due by then is done. */
async function laterOn(site: string, ms: number): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: START + ms });
  await runInDurableObject(env.SITES.getByName(site), (object) => (object as unknown as SiteObject).alarm());
}

const modelOf = async (site: string) => await answerOf(await admin('GET', `/sites/${site}/journey-model`));
const headOf = async (site: string) => {
  const head = await siteClient(env, site).readHead();
  if (!head.ok) throw new Error(head.message);
  return head.value;
};

afterEach(() => void vi.useRealTimers());

describe('the model of a shop nobody looks after', () => {
  it('is fitted a minute after purchases came, and put out without the draft that somebody is writing', async () => {
    const site = 'refit-alone';
    await newSite(site);
    await importAll(site, 'purchases', receipts(0, 150));
    const before = await headOf(site);
    expect((await siteClient(env, site).writeDraft({ ...before.setup, rules: [] }, null, 'anna')).ok).toBe(true);
    expect(await modelOf(site)).toMatchObject({ source: 'prior', fittedAt: null });
    await laterOn(site, 62_000);
    const model = await modelOf(site);
    expect(model).toMatchObject({ source: 'fitted', unit: 'week', bgNbd: { customers: 150 } });
    const head = await headOf(site);
    expect(head.journeyModel?.bgNbd.r).toBe(model.bgNbd.r);
    expect(head.journeyModel?.rfm).toEqual(model.rfm);
    expect([head.version, head.setup]).toEqual([before.version, before.setup]);
    const audit = await answerOf(await admin('GET', `/sites/${site}/audit`));
    expect(audit.items[0]).toMatchObject({ actor: 'tappa', action: 'journey-model.fit' });
  });

  it('decides who is to be won back as soon as it is out', async () => {
    const stageOf = async () => (await answerOf(await admin('GET', '/sites/refit-alone/customers/c4'))).journey;
    const own = await stageOf();
    expect(own).toMatchObject({ stage: 'recovery' });
    expect(own.because.map(({ code }: { code: string }) => code)).toContain('last-purchase');
    expect(own.confidence).toBeGreaterThan(0.5);
  });

  it('is fitted again after new purchases, once a day, and only then', async () => {
    const site = 'refit-alone';
    const first = await modelOf(site);
    await laterOn(site, 30 * HOUR_MS);
    expect((await modelOf(site)).fittedAt).toBe(first.fittedAt);
    vi.useRealTimers();
    await importAll(site, 'purchases', receipts(150, 170));
    await laterOn(site, 2 * HOUR_MS);
    expect((await modelOf(site)).fittedAt).toBe(first.fittedAt);
    await laterOn(site, 25 * HOUR_MS);
    expect(await modelOf(site)).toMatchObject({ source: 'fitted', bgNbd: { customers: 170 } });
  });

  it('keeps its parameters as long as the purchases do not refute them', async () => {
    const site = 'refit-alone';
    const before = await modelOf(site);
    vi.useRealTimers();
    await importAll(site, 'purchases', receipts(170, 172));
    await laterOn(site, 60 * HOUR_MS);
    const { r, alpha, a, b, customers } = (await modelOf(site)).bgNbd;
    expect([r, alpha, a, b]).toEqual([before.bgNbd.r, before.bgNbd.alpha, before.bgNbd.a, before.bgNbd.b]);
    expect(customers).toBe(172);
  });
});

describe('a model that somebody had fitted', () => {
  it('stands for a day, whatever was planned before, and for as long as nothing new is bought', async () => {
    const site = 'refit-by-hand';
    await newSite(site);
    await importAll(site, 'purchases', receipts(0, 150));
    const until = new Date(START - 40 * DAY_MS).toISOString().slice(0, 10);
    const fitted = await answerOf(await admin('POST', `/sites/${site}/journey-model/fit`, { observedUntil: until, unit: 'day' }));
    await laterOn(site, 62_000);
    expect(await modelOf(site)).toEqual(fitted);
    await laterOn(site, 100 * HOUR_MS);
    expect(await modelOf(site)).toEqual(fitted);
    vi.useRealTimers();
    await importAll(site, 'purchases', receipts(150, 160));
    await laterOn(site, 62_000);
    expect(await modelOf(site)).toEqual(fitted);
    await laterOn(site, 25 * HOUR_MS);
    expect(await modelOf(site)).toMatchObject({ unit: 'day', bgNbd: { customers: 160 } });
    expect((await modelOf(site)).observedUntil).not.toBe(until);
  });
});
