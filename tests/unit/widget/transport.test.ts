import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import { VISIT_EVENTS_MAX } from '../../../shared/protocol.ts';
import type { VisitEventInput } from '../../../shared/schemas/event.ts';
import { VisitRequestSchema } from '../../../shared/schemas/visit.ts';
import type { Renderer } from '../../../widget/renderer/seam.ts';
import { readAnswer } from '../../../widget/transport/answer.ts';
import { createBlockShow } from '../../../widget/transport/blocks.ts';
import { createConversation } from '../../../widget/transport/conversation.ts';
import { type Visit, writeVisit } from '../../../widget/transport/visit-body.ts';

const ANSWER = {
  protocol: 1,
  visitor: null,
  journey: { stage: 'acquisition', since: '2026-11-20T10:00:00Z', confidence: 1, because: [] },
  blocks: [],
  receipt: 'r',
};

const visitOf = (visitor: string | null): Visit => ({
  visitor,
  session: { id: 's1', startedAtMs: Date.UTC(2026, 10, 20, 10) },
  channel: 'email',
  consent: { analytics: visitor ? 'granted' : 'pending', personalization: 'pending' },
  token: 'secret.token.signed',
  page: {
    url: 'https://shop.example/lampada?email=a@b.it&utm_source=news#top',
    type: 'product',
    locale: 'it-IT',
    referrer: 'https://mail.example/inbox?id=7',
    product: 'LAMP-1',
  },
  store: 'milano',
  slots: ['home-picks'],
});

const eventOf = (id: string, more: Partial<VisitEventInput> = {}): VisitEventInput => ({
  id,
  type: 'view_item',
  at: '2026-11-20T10:00:00.000Z',
  ...more,
});

describe('the body of a visit', () => {
  const order = eventOf('e1', {
    type: 'purchase',
    transaction_id: 'o-17',
    page_location: 'https://shop.example/grazie?order=o-17',
    page_referrer: 'https://pay.example/3ds?card=1',
  });

  it('is what the edge reads', () => {
    for (const visitor of ['v1', null]) {
      expect(v.safeParse(VisitRequestSchema, JSON.parse(writeVisit(visitOf(visitor), [order, eventOf('e2')]))).issues).toBeUndefined();
    }
  });

  it('says who and where with consent', () => {
    expect(JSON.parse(writeVisit(visitOf('v1'), [order]))).toMatchObject({
      visitor: { id: 'v1' },
      identity: { token: 'secret.token.signed' },
      page: { url: 'https://shop.example/lampada?email=a@b.it&utm_source=news', referrer: 'https://mail.example/inbox?id=7' },
      events: [{ transaction_id: 'o-17', page_location: 'https://shop.example/grazie?order=o-17' }],
    });
  });

  it('shows with its key that the visitor is this device, and never without a visitor', () => {
    expect(JSON.parse(writeVisit({ ...visitOf('v1'), key: 'k' }, []))).toMatchObject({ visitor: { id: 'v1', key: 'k' } });
    expect(JSON.parse(writeVisit({ ...visitOf('v1'), key: 'k' }, []))).not.toHaveProperty('key');
    expect(JSON.parse(writeVisit(visitOf('v1'), [])).visitor).toEqual({ id: 'v1' });
    expect(JSON.parse(writeVisit({ ...visitOf(null), key: 'k' }, [])).visitor).toBeNull();
  });

  it('says nothing that belongs to a person without', () => {
    const text = writeVisit(visitOf(null), [order]);
    for (const secret of ['token', 'a@b.it', 'utm_', 'o-17', 'inbox', 'card=1', '?']) expect(text).not.toContain(secret);
    expect(JSON.parse(text)).toMatchObject({
      visitor: null,
      page: { url: 'https://shop.example/lampada', referrer: 'https://mail.example', product: 'LAMP-1' },
    });
  });
});

describe('an answer', () => {
  it('is read when it is one', () => {
    expect(readAnswer(JSON.stringify(ANSWER))).toEqual(ANSWER);
  });

  it.each([
    '',
    '<html>',
    'null',
    '[]',
    '{}',
    '{"protocol":2,"journey":{"stage":"x"},"blocks":[]}',
    '{"protocol":1,"journey":null,"blocks":[]}',
    '{"protocol":1,"journey":{"stage":"x"},"blocks":{}}',
  ])('is none as %s', (text) => {
    expect(readAnswer(text)).toBeNull();
  });
});

/** A conversation with an edge that answers as told: a status and a body, or nothing at all. */
function talkWith(replies: (readonly [number, string] | 'unreachable')[], visitor: string | null = 'v1') {
  const bodies: { path: string; ids: string[] }[] = [];
  const onAnswer = vi.fn();
  const fetch = async (url: unknown, init?: RequestInit) => {
    const { events } = JSON.parse(String(init?.body)) as { events: VisitEventInput[] };
    bodies.push({ path: String(url).split('/').pop()!, ids: events.map(({ id }) => id) });
    const reply = replies.shift() ?? 'unreachable';
    if (reply === 'unreachable') throw new TypeError('Failed to fetch');
    return new Response(reply[1], { status: reply[0] });
  };
  const retriesMs: number[] = [];
  const device = { isOnline: true, nowMs: Date.UTC(2026, 10, 20, 10, 1), kept: [] as VisitEventInput[], hasRoom: true };
  const talk = createConversation({
    address: 'https://edge.example/v1/sites/shop',
    fetch,
    describe: () => visitOf(visitor),
    waiting: {
      layAside(events) {
        if (!device.hasRoom) return events;
        const { kept } = device;
        kept.push(...events);
        kept.sort((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }));
        kept.splice(0, kept.length - VISIT_EVENTS_MAX);
        return [];
      },
      takeBack: () => device.kept.splice(0),
    },
    isOnline: () => device.isOnline,
    now: () => device.nowMs,
    onAnswer,
    tellAfter: (delayMs) => retriesMs.push(delayMs),
    report: () => {},
  });
  const keptIds = () => device.kept.map(({ id }) => id);
  return { talk, bodies, onAnswer, retriesMs, keptIds, device };
}
const GOOD = [200, JSON.stringify(ANSWER)] as const;

describe('the talk with the edge', () => {
  it('tells each event once when all is well', async () => {
    const { talk, bodies, onAnswer } = talkWith([GOOD, [202, '']]);
    talk.add(eventOf('e1'));
    await talk.ask();
    talk.add(eventOf('e2'));
    await talk.tell();
    await talk.tell();
    expect(bodies).toEqual([
      { path: 'journey', ids: ['e1'] },
      { path: 'events', ids: ['e2'] },
    ]);
    expect(onAnswer).toHaveBeenCalledWith(ANSWER);
    expect(talk.sent().map(({ id }) => id)).toEqual(['e1', 'e2']);
  });

  it.each([[[500, 'oops'] as const], [[429, ''] as const], [[200, '<html>the wifi of this hotel</html>'] as const]])(
    'tells them again, with the same ids and before newer ones, when the edge is %j',
    async (reply) => {
      const { talk, bodies, onAnswer } = talkWith([reply, GOOD]);
      talk.add(eventOf('e1'));
      await talk.ask();
      expect(onAnswer).toHaveBeenLastCalledWith(null);
      talk.add(eventOf('e2'));
      await talk.ask();
      expect(bodies.map(({ ids }) => ids)).toEqual([['e1'], ['e1', 'e2']]);
    },
  );

  it('does not repeat for ever what the edge refuses', async () => {
    const { talk, bodies } = talkWith([[422, '{}'], GOOD]);
    talk.add(eventOf('e1'));
    await talk.ask();
    talk.add(eventOf('e2'));
    await talk.ask();
    expect(bodies.map(({ ids }) => ids)).toEqual([['e1'], ['e2']]);
  });

  it('tells the whole page with every question while nobody is recorded', async () => {
    const { talk, bodies } = talkWith([GOOD, GOOD], null);
    talk.add(eventOf('e1'));
    await talk.ask();
    talk.add(eventOf('e2'));
    await talk.ask();
    expect(bodies.map(({ ids }) => ids)).toEqual([['e1'], ['e1', 'e2']]);
  });

  it('keeps to one hundred events and 32 kB a body, and drops the oldest when the edge stays away', async () => {
    const { talk, bodies } = talkWith([GOOD, GOOD]);
    for (let n = 0; n < 150; n++) talk.add(eventOf(`e${n}`));
    await talk.ask();
    expect(bodies[0]?.ids).toHaveLength(100);
    expect(bodies[0]?.ids[0]).toBe('e50');
    talk.dropEvents();
    const long = { items: Array.from({ length: 60 }, (_, n) => ({ item_id: `${n}`, item_name: 'x'.repeat(180) })) };
    for (let n = 0; n < 5; n++) talk.add(eventOf(`big${n}`, long));
    await talk.ask();
    expect(bodies[1]?.ids).toEqual(['big0', 'big1']);
  });

  it('leaves on the device what is too much for one body, before that body is answered', async () => {
    const { talk, bodies, keptIds } = talkWith([GOOD, GOOD]);
    const long = { items: Array.from({ length: 60 }, (_, n) => ({ item_id: `${n}`, item_name: 'x'.repeat(180) })) };
    for (let n = 0; n < 4; n++) talk.add(eventOf(`big${n}`, long));
    const asked = talk.ask();
    expect(keptIds()).toEqual(['big2', 'big3']);
    await asked;
    await talk.ask();
    expect(bodies.map(({ ids }) => ids)).toEqual([
      ['big0', 'big1'],
      ['big2', 'big3'],
    ]);
    expect(keptIds()).toEqual([]);
  });

  const long = { items: Array.from({ length: 60 }, (_, n) => ({ item_id: `${n}`, item_name: 'x'.repeat(180) })) };

  it('has no more under way than outlives a page: the rest waits on the device, and goes when the answer is there', async () => {
    const { talk, bodies, retriesMs, keptIds } = talkWith([
      [202, ''],
      [202, ''],
    ]);
    talk.add(eventOf('big0', long));
    talk.add(eventOf('big1', long));
    const told = talk.tell();
    talk.add(eventOf('big2', long));
    talk.add(eventOf('e3'));
    await talk.tell();
    expect(bodies).toHaveLength(1);
    expect(keptIds()).toEqual(['big2', 'e3']);
    expect(retriesMs).toEqual([]);
    await told;
    expect(retriesMs).toEqual([0]);
    await talk.tell();
    expect(bodies.map(({ ids }) => ids)).toEqual([
      ['big0', 'big1'],
      ['big2', 'e3'],
    ]);
    expect(keptIds()).toEqual([]);
  });

  it('still asks while there is no room for what happened', async () => {
    const { talk, bodies, keptIds, onAnswer } = talkWith([[202, ''], GOOD]);
    talk.add(eventOf('big0', long));
    talk.add(eventOf('big1', long));
    const told = talk.tell();
    talk.add(eventOf('big2', long));
    await Promise.all([told, talk.ask()]);
    expect(bodies.map(({ path, ids }) => [path, ids])).toEqual([
      ['events', ['big0', 'big1']],
      ['journey', []],
    ]);
    expect(onAnswer).toHaveBeenCalledWith(ANSWER);
    expect(keptIds()).toEqual(['big2']);
  });

  it('is not held up by one event that can never be sent', async () => {
    const { talk, bodies } = talkWith([GOOD, GOOD]);
    talk.add(eventOf('huge', { items: Array.from({ length: 200 }, (_, n) => ({ item_id: `${n}`, item_name: 'x'.repeat(300) })) }));
    talk.add(eventOf('e2'));
    await talk.ask();
    await talk.ask();
    expect(bodies.flatMap(({ ids }) => ids)).toEqual(['e2']);
  });

  it('listens to the newest question only, and to none that is no longer wanted', async () => {
    const { talk, onAnswer } = talkWith([GOOD, GOOD, GOOD]);
    await Promise.all([talk.ask(), talk.ask()]);
    expect(onAnswer).toHaveBeenCalledTimes(1);
    const asked = talk.ask();
    talk.turnPage();
    await asked;
    expect(onAnswer).toHaveBeenCalledTimes(1);
  });
});

describe('an edge in trouble', () => {
  it('is tried again a few times, each after a longer while, and never in step with other devices', async () => {
    const { talk, bodies, retriesMs, keptIds } = talkWith(Array.from({ length: 9 }, () => [503, ''] as const));
    talk.add(eventOf('e1'));
    for (let n = 0; n < 9; n++) await talk.tell();
    expect(bodies).toHaveLength(9);
    expect(retriesMs).toHaveLength(5);
    retriesMs.forEach((delayMs, n) => {
      expect(delayMs).toBeGreaterThanOrEqual(2_000 * 2 ** n);
      expect(delayMs).toBeLessThanOrEqual(4_000 * 2 ** n);
    });
    expect(keptIds()).toEqual(['e1']);
  });

  it('gets what waited before what is new, once', async () => {
    const { talk, bodies, keptIds } = talkWith([[503, ''], GOOD, GOOD]);
    talk.add(eventOf('e1'));
    await talk.tell();
    talk.add(eventOf('e2'));
    await talk.ask();
    await talk.tell();
    expect(bodies.map(({ ids }) => ids)).toEqual([['e1'], ['e1', 'e2']]);
    expect(keptIds()).toEqual([]);
  });
});

describe('a blocker, or an edge that is not there', () => {
  it('is met with silence until the next page, and what happened waits', async () => {
    const { talk, bodies, retriesMs, keptIds } = talkWith(['unreachable', GOOD]);
    talk.add(eventOf('e1'));
    await talk.ask();
    talk.add(eventOf('e2'));
    await talk.ask();
    await talk.tell();
    expect(bodies).toHaveLength(1);
    expect(retriesMs).toEqual([]);
    expect(keptIds()).toEqual(['e1', 'e2']);
    talk.turnPage();
    await talk.ask();
    expect(bodies.map(({ ids }) => ids)).toEqual([['e1'], ['e1', 'e2']]);
  });
});

describe('a device without a network', () => {
  it('sends nothing, keeps what happened, and loses the oldest beyond a hundred', async () => {
    const { talk, bodies, keptIds, device } = talkWith([GOOD]);
    device.isOnline = false;
    for (let n = 0; n < 120; n++) {
      talk.add(eventOf(`e${n}`));
      await talk.tell();
    }
    expect(bodies).toEqual([]);
    expect(keptIds()).toEqual(Array.from({ length: 100 }, (_, n) => `e${n + 20}`));
    device.isOnline = true;
    await talk.tell();
    expect(bodies[0]?.ids).toHaveLength(100);
  });

  it('keeps in hand what has no room there', async () => {
    const { talk, bodies, keptIds, device } = talkWith([[503, ''], GOOD]);
    Object.assign(device, { isOnline: false, hasRoom: false });
    talk.add(eventOf('e1'));
    await talk.tell();
    talk.add(eventOf('e2'));
    await talk.tell();
    device.isOnline = true;
    await talk.tell();
    talk.add(eventOf('e3'));
    await talk.ask();
    expect(keptIds()).toEqual([]);
    expect(bodies.map(({ ids }) => ids)).toEqual([
      ['e1', 'e2'],
      ['e1', 'e2', 'e3'],
    ]);
  });

  it('forgets what has grown too old for the edge', async () => {
    const { talk, bodies, device } = talkWith([GOOD]);
    device.isOnline = false;
    talk.add(eventOf('old'));
    await talk.tell();
    device.isOnline = true;
    device.nowMs += 8 * 24 * 3_600_000;
    talk.add(eventOf('new', { at: new Date(device.nowMs).toISOString() }));
    await talk.tell();
    expect(bodies.map(({ ids }) => ids)).toEqual([['new']]);
  });

  it.each([null, 'broken', 7, { at: 5 }, { at: 'x' }])('is not disturbed by what else stands in its place: %j', async (stored) => {
    const { talk, bodies, device } = talkWith([GOOD]);
    device.kept = [stored as never];
    talk.add(eventOf('e1'));
    await talk.ask();
    expect(bodies.map(({ ids }) => ids)).toEqual([['e1']]);
  });

  it('keeps nothing of a person who has not agreed, or no longer does', async () => {
    const nobody = talkWith([[503, '']], null);
    nobody.talk.add(eventOf('e1'));
    await nobody.talk.ask();
    expect(nobody.keptIds()).toEqual([]);
    const withdrawn = talkWith([[503, '']]);
    withdrawn.talk.add(eventOf('e1'));
    const told = withdrawn.talk.tell();
    withdrawn.talk.dropEvents();
    await told;
    expect(withdrawn.keptIds()).toEqual([]);
  });
});

describe('showing blocks', () => {
  const block = { id: 'b1' } as never;
  const renderer = () => ({ show: vi.fn(), notify: vi.fn(), stop: vi.fn() }) satisfies Renderer;

  it('fetches what shows them with the first block only', async () => {
    const made = renderer();
    const load = vi.fn(async () => made);
    const show = createBlockShow(load, () => {});
    show.show([]);
    expect(load).not.toHaveBeenCalled();
    show.show([block]);
    show.show([]);
    await vi.waitFor(() => expect(made.show).toHaveBeenLastCalledWith([]));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('tries again after it could not be fetched', async () => {
    const made = renderer();
    const report = vi.fn();
    const load = vi.fn(async () => made).mockRejectedValueOnce(new Error('offline'));
    const show = createBlockShow(load, report);
    show.show([block]);
    await vi.waitFor(() => expect(report).toHaveBeenCalled());
    show.show([block]);
    await vi.waitFor(() => expect(made.show).toHaveBeenCalledWith([block]));
  });

  it('shows nothing after the end, even if it arrives late', async () => {
    const made = renderer();
    let arrive = (_: Renderer): void => {};
    const show = createBlockShow(
      () => new Promise<Renderer>((resolve) => (arrive = resolve)),
      () => {},
    );
    show.show([block]);
    show.stop();
    arrive(made);
    await vi.waitFor(() => expect(made.stop).toHaveBeenCalled());
    expect(made.show).not.toHaveBeenCalled();
  });
});
