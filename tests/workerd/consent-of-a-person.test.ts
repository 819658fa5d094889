import { env } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';
import { askJourney } from './visit-api.ts';

const SITE = 'consent-of-a-person';
const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
let count = 0;
let identity: { token: string };

interface Device {
  id: string;
  key?: string | undefined;
}

type Said = 'granted' | 'denied' | 'pending';

async function visit(device: Device, personalization: Said, isSignedIn: boolean, analytics: Said = 'granted'): Promise<VisitAnswer> {
  const response = await askJourney(SITE, {
    protocol: 1,
    visitor: device,
    session: { id: crypto.randomUUID(), startedAt: new Date().toISOString() },
    consent: { analytics, personalization },
    page: { url: `https://shop.example/${++count}`, type: 'home', locale: 'it-IT' },
    slots: [],
    events: [{ id: `c${++count}`, at: new Date().toISOString(), type: 'page_view' }],
    ...(isSignedIn ? { identity } : {}),
  });
  expect(response.status, await response.clone().text()).toBe(200);
  const answer = (await response.json()) as VisitAnswer;
  device.key ??= answer.visitor?.key;
  return answer;
}
const stageOf = async (device: Device) => (await visit(device, 'granted', true)).journey.stage;

beforeAll(async () => {
  await newSite(SITE, { identitySecret: SECRET });
  const rows = [1, 2, 3].map((number) => ({
    orderId: `o${number}`,
    at: new Date(Date.now() - number * 5 * 86_400_000).toISOString(),
    channel: 'pos',
    total: 40,
    currency: 'EUR',
    customerId: 'c1',
  }));
  await importAll(SITE, 'purchases', rows);
  identity = await identityOf('c1');
});

const identityOf = async (customerId: string) => {
  const token = new SignJWT({ user_id: customerId }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m');
  return { token: await token.sign(new TextEncoder().encode(SECRET)) };
};
const newDevice = (): Device => ({ id: crypto.randomUUID() });
const customer = () => env.VISITORS.getByName(`${SITE}/customer/c1`);
const factsOf = async () => (await customer().inspect())!.facts;
const sampleOf = async () =>
  (await answerOf(await admin('POST', `/sites/${SITE}/segments/estimate`, { condition: { pageViews: { $gte: 0 } } }))).of;

describe('what a person does not agree to on one of their devices', () => {
  it('holds on all of them until that device says otherwise', async () => {
    const [phone, laptop]: Device[] = [newDevice(), newDevice()];
    expect(await stageOf(phone!)).toBe('retention');
    expect(await stageOf(laptop!)).toBe('retention');

    await visit(laptop!, 'denied', true);
    expect(await stageOf(phone!)).toBe('acquisition');
    const { consents } = await answerOf(await admin('GET', `/sites/${SITE}/customers/c1/export`));
    expect(
      consents.map(({ deviceId, consent }: { deviceId: string; consent: { personalization: string } }) => [
        deviceId,
        consent.personalization,
      ]),
    ).toContainEqual([laptop!.id, 'denied']);

    expect(await stageOf(laptop!)).toBe('retention');
    expect(await stageOf(phone!)).toBe('retention');
  });

  it('is of that person alone: somebody else is known as before', async () => {
    const stranger: Device = { id: crypto.randomUUID() };
    await visit(stranger, 'denied', false);
    expect(await stageOf({ id: crypto.randomUUID() })).toBe('retention');
  });
});

describe('analytics that a person denies on one of their devices', () => {
  let phone: Device;
  let laptop: Device;
  beforeAll(async () => {
    [phone, laptop] = [newDevice(), newDevice()];
    for (const device of [phone, laptop]) expect(await stageOf(device)).toBe('retention');
  });

  it('finds them in the sample of segments, as long as all of them agree', async () => {
    await expect.poll(sampleOf, { timeout: 20_000 }).toBe(1);
  });

  it('is kept, dated, as what it is: nothing else of that request is', async () => {
    const before = await factsOf();
    expect((await visit(laptop, 'denied', false, 'denied')).visitor).toBeNull();
    const added = (await factsOf()).filter(({ id }) => !before.some((fact) => fact.id === id));
    expect(added).toMatchObject([{ type: 'consent', deviceId: laptop.id, consent: { analytics: 'denied', personalization: 'denied' } }]);
    const { consents } = await answerOf(await admin('GET', `/sites/${SITE}/customers/c1/export`));
    expect(consents.at(-1)).toMatchObject({ deviceId: laptop.id, consent: { analytics: 'denied' }, at: expect.stringMatching(/^20/) });
    await visit(laptop, 'denied', false, 'denied');
    expect((await factsOf()).length).toBe(before.length + 1);
  });

  it('takes them out of the sample of segments at once', async () => {
    expect(await sampleOf()).toBe(0);
  });

  it('holds on the others: what they do is not kept, and the past does not decide', async () => {
    const before = await factsOf();
    expect(await stageOf(phone)).toBe('acquisition');
    expect(await factsOf()).toEqual(before);
    expect(await stageOf(newDevice())).toBe('acquisition');
    expect((await factsOf()).filter(({ type }) => type !== 'consent')).toEqual(before.filter(({ type }) => type !== 'consent'));
  });

  it('until that device says otherwise', async () => {
    expect(await stageOf(laptop)).toBe('retention');
    const before = (await factsOf()).length;
    expect(await stageOf(phone)).toBe('retention');
    expect((await factsOf()).length).toBe(before + 1);
  });

  it('is not believed of who merely names the device, nor of a wrong key', async () => {
    const before = await factsOf();
    for (const personalization of ['denied', 'granted'] as const) {
      await visit({ id: laptop.id }, personalization, false, 'denied');
      await visit({ id: laptop.id, key: 'a'.repeat(22) }, personalization, false, 'denied');
      await visit({ id: laptop.id, key: phone.key }, personalization, false, 'denied');
    }
    // Nor is a denial of personalization alone.
    await visit({ id: laptop.id }, 'denied', false);
    expect(await factsOf()).toEqual(before);
    expect(await stageOf(phone)).toBe('retention');
  });

  it('leaves nothing of a device that never agreed, and changes nothing while it is only not asked yet', async () => {
    const stranger = newDevice();
    await visit(stranger, 'denied', false, 'denied');
    expect(await env.VISITORS.getByName(`${SITE}/device/${stranger.id}`).inspect()).toBeNull();
    const before = await factsOf();
    await visit(laptop, 'pending', false, 'pending');
    expect(await factsOf()).toEqual(before);
  });

  it('reaches who the person was found to be', async () => {
    const other = newDevice();
    identity = await identityOf('c2');
    await visit(other, 'granted', true);
    identity = await identityOf('c1');
    const merged = { keep: { customerId: 'c1' }, take: { customerId: 'c2' } };
    expect((await admin('POST', `/sites/${SITE}/visitors/merge`, merged)).status).toBe(200);
    expect(await stageOf(phone)).toBe('retention');
    await visit(other, 'denied', false, 'denied');
    expect(await stageOf(phone)).toBe('acquisition');
  });
});
