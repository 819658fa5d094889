import { exports } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const SITE = 'consent-of-a-person';
const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
let count = 0;
let identity: { token: string };

interface Device {
  id: string;
  key?: string | undefined;
}

async function visit(device: Device, personalization: 'granted' | 'denied', isSignedIn: boolean): Promise<VisitAnswer> {
  const response = await exports.default.fetch(
    new Request(`https://edge.example/v1/sites/${SITE}/journey`, {
      method: 'POST',
      headers: { origin: 'https://shop.example', 'content-type': 'text/plain' },
      body: JSON.stringify({
        protocol: 1,
        visitor: device,
        session: { id: crypto.randomUUID(), startedAt: new Date().toISOString() },
        consent: { analytics: 'granted', personalization },
        page: { url: `https://shop.example/${++count}`, type: 'home', locale: 'it-IT' },
        slots: [],
        events: [{ id: `c${++count}`, at: new Date().toISOString(), type: 'page_view' }],
        ...(isSignedIn ? { identity } : {}),
      }),
    }),
  );
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
  const token = new SignJWT({ user_id: 'c1' }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m');
  identity = { token: await token.sign(new TextEncoder().encode(SECRET)) };
});

describe('what a person does not agree to on one of their devices', () => {
  it('holds on all of them until that device says otherwise', async () => {
    const [phone, laptop]: Device[] = [{ id: crypto.randomUUID() }, { id: crypto.randomUUID() }];
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
