import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { personStub, recordVisit } from '../../edge/visitor/client.ts';
import type { Fact } from '../../edge/visitor/facts.ts';
import { type Retention, retentionOf } from '../../edge/visitor/retention.ts';
import { admin, answerOf, newSite } from './admin-api.ts';

const SITE = 'retention-test';
const DAY_MS = 86_400_000;
const NOW = Date.now();
const granted = { analytics: 'granted', personalization: 'granted' } as const;
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };

const device = (deviceId: string) => personStub(env, SITE, { deviceId });
const customer = (customerId: string) => personStub(env, SITE, { customerId });
const alarmOf = (stub: ReturnType<typeof device>) => runInDurableObject(stub, (_, state) => state.storage.getAlarm());
/** Every row that is in the object, of whatever table. */
const rowsOf = (stub: ReturnType<typeof device>) =>
  runInDurableObject(stub, (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'")
      .toArray();
    return tables.flatMap(({ name }) => storage.sql.exec(`SELECT * FROM ${name}`).toArray());
  });

interface Told {
  customerId?: string;
  retention?: Retention;
  siteId?: string;
  receipts?: Fact[];
}

/** A device tells of a purchase or a page, `daysAgo`. */
function tell(deviceId: string, told: [daysAgo: number, type: Fact['type']][], more: Told = {}) {
  const facts = told.map(([daysAgo, type]): Fact => {
    const id = `${deviceId}-${daysAgo}-${type}`;
    const bought = type === 'purchase' ? { transaction_id: id, value: 20, items: [lamp] } : {};
    return { id, type, atMs: NOW - daysAgo * DAY_MS, sessionId: `s-${daysAgo}`, deviceId, ...bought };
  });
  return recordVisit(env, {
    hasKey: true,
    sessionId: 's1',
    siteId: SITE,
    currency: 'EUR',
    deviceId,
    customerId: null,
    facts,
    receipts: [],
    consent: granted,
    retention: retentionOf(more.siteId ?? SITE, { retentionDays: 90 }),
    ...more,
  });
}

beforeAll(() => newSite(SITE, { retentionDays: 90 }));

describe('what a person did', () => {
  it('goes by alarm once it is older than the site keeps it, and the profile is made of what is left', async () => {
    await tell('comes-back', [
      [200, 'purchase'],
      [10, 'view_item'],
    ]);
    await device('comes-back').noteStage({ stage: 'experimentation', sinceMs: NOW - 200 * DAY_MS });
    expect(await runDurableObjectAlarm(device('comes-back'))).toBe(true);
    const view = await device('comes-back').inspect();
    expect(view?.facts.map(({ type }) => type)).toEqual(['view_item', 'consent']);
    expect(view?.profile).toMatchObject({
      eventCounts: { view_item: 1 },
      purchases: [],
      sessionCount: 1,
      firstSeenAtMs: NOW - 10 * DAY_MS,
    });
    expect(view?.stageNote).toEqual({ stage: 'experimentation', sinceMs: NOW - 10 * DAY_MS });
    expect(await alarmOf(device('comes-back'))).toBeGreaterThan(Date.now());
    // What is gone counts no second time.
    expect((await tell('comes-back', [[200, 'purchase']])).acceptedIds).toEqual([]);
  });

  it('leaves an empty object and no alarm where nothing is left', async () => {
    await tell('gone-for-good', [[200, 'page_view']]);
    expect(await runDurableObjectAlarm(device('gone-for-good'))).toBe(true);
    expect(await device('gone-for-good').inspect()).toBeNull();
    expect(await rowsOf(device('gone-for-good'))).toEqual([]);
    expect(await alarmOf(device('gone-for-good'))).toBeNull();
  });

  it('stays where the period has not passed, with one alarm for any number of visits', async () => {
    await tell('regular', [[3, 'page_view']]);
    const set = await alarmOf(device('regular'));
    await tell('regular', [[2, 'page_view']]);
    await tell('regular', [[1, 'page_view']]);
    expect(await alarmOf(device('regular'))).toBe(set);
    expect(await runDurableObjectAlarm(device('regular'))).toBe(true);
    expect((await device('regular').inspect())?.profile.eventCounts).toEqual({ page_view: 3 });
  });

  it('keeps receipts counting, which are the merchant’s', async () => {
    const receipt: Fact = { ...receiptAt(300), transaction_id: 'till-1' };
    await tell('till-phone', [[5, 'page_view']], { customerId: 'buys-at-the-till', receipts: [receipt] });
    await runDurableObjectAlarm(customer('buys-at-the-till'));
    expect((await customer('buys-at-the-till').inspect())?.profile.purchases).toMatchObject([{ orderId: 'till-1', totalMinor: 2_000 }]);
  });

  it('takes with it, once all is old, a customer and then the devices that led to them', async () => {
    await tell('old-phone', [[200, 'page_view']]);
    await tell('old-phone', [[199, 'view_item']], { customerId: 'moved-away', receipts: [receiptAt(300)] });
    await runDurableObjectAlarm(device('old-phone'));
    expect((await device('old-phone').inspect())?.linkedTo).toBe('moved-away');
    await runDurableObjectAlarm(customer('moved-away'));
    expect(await rowsOf(customer('moved-away'))).toEqual([]);
    await runDurableObjectAlarm(device('old-phone'));
    expect(await rowsOf(device('old-phone'))).toEqual([]);
    expect(await alarmOf(device('old-phone'))).toBeNull();
  });
});

describe('a site that keeps things for another time', () => {
  it('is refused a period that is none, and has its own shown', async () => {
    for (const retentionDays of [0, 1.5, -3, 100_000, '90']) {
      const refused = await admin('PATCH', `/sites/${SITE}`, { retentionDays });
      expect(refused.status).toBe(422);
      expect((await answerOf(refused)).errors[0].pointer).toBe('/retentionDays');
    }
    expect((await answerOf(await admin('GET', `/sites/${SITE}`))).retentionDays).toBe(90);
  });

  it('is obeyed at the alarm by those who do not come back, and at once by those who do', async () => {
    const site = 'retention-changes';
    await newSite(site, { retentionDays: 90 });
    const told: Told = { retention: retentionOf(site, { retentionDays: 90 }) };
    for (const id of ['silent', 'visits']) {
      await tell(
        id,
        [
          [60, 'page_view'],
          [1, 'search'],
        ],
        told,
      );
    }
    await admin('PATCH', `/sites/${site}`, { retentionDays: 30 });
    await runDurableObjectAlarm(device('silent'));
    expect((await device('silent').inspect())?.profile.eventCounts).toEqual({ search: 1 });
    await tell('visits', [[0, 'page_view']], { retention: retentionOf(site, { retentionDays: 30 }) });
    await expect.poll(async () => (await device('visits').inspect())?.profile.eventCounts).toEqual({ search: 1, page_view: 1 });
  });

  it('keeps longer from then on', async () => {
    const site = 'retention-longer';
    await newSite(site, { retentionDays: 30 });
    await tell('patient', [[60, 'page_view']], { retention: retentionOf(site, { retentionDays: 30 }) });
    await admin('PATCH', `/sites/${site}`, { retentionDays: 365 });
    await runDurableObjectAlarm(device('patient'));
    expect((await device('patient').inspect())?.profile.eventCounts).toEqual({ page_view: 1 });
  });

  it('takes its people with it when it is gone', async () => {
    const site = 'retention-closed';
    await newSite(site);
    await tell('of-closed', [[1, 'page_view']], { retention: retentionOf(site, {}) });
    expect((await admin('DELETE', `/sites/${site}`)).status).toBe(204);
    await runDurableObjectAlarm(device('of-closed'));
    expect(await rowsOf(device('of-closed'))).toEqual([]);
  });
});

function receiptAt(daysAgo: number): Fact {
  const at = { atMs: NOW - daysAgo * DAY_MS, sessionId: null, deviceId: null };
  return { id: `receipt:till-${daysAgo}`, type: 'purchase', ...at, transaction_id: `till-${daysAgo}`, value: 20, purchaseChannel: 'pos' };
}
