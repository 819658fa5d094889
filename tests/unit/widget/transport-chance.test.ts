import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { VisitEventInput } from '../../../shared/schemas/event.ts';
import { readAnswer } from '../../../widget/transport/answer.ts';
import { createConversation } from '../../../widget/transport/conversation.ts';

const GOOD_ANSWER = JSON.stringify({ protocol: 1, journey: { stage: 'acquisition' }, blocks: [] });
/** What comes back, and whether the edge has the events then. */
const REPLIES = {
  good: { status: 0, body: GOOD_ANSWER },
  busy: { status: 503, body: '' },
  'too often': { status: 429, body: '' },
  'too late': { status: 408, body: '' },
  'a hotel': { status: 200, body: '<html>Benvenuti</html>' },
  refused: { status: 422, body: '{}' },
  nothing: null,
};
type ReplyName = keyof typeof REPLIES;

/** A device and an edge of which a test says when and how it answers. */
function start() {
  const device = { isOnline: true, hasRoom: true, waiting: new Map<string, VisitEventInput>() };
  const open: { ids: string[]; path: string; bytes: number; answer: (name: ReplyName) => void }[] = [];
  const arrived: string[] = [];
  const refused: string[] = [];
  const heard: unknown[] = [];
  const fetch = (url: unknown, { body }: RequestInit = {}): Promise<Response> => {
    const ids = (JSON.parse(String(body)) as { events: VisitEventInput[] }).events.map(({ id }) => id);
    const path = String(url).split('/').pop()!;
    return new Promise((resolve, reject) => {
      const answer = (name: ReplyName): void => {
        const reply = REPLIES[name];
        if (name === 'good') arrived.push(...ids);
        if (name === 'refused') refused.push(...ids);
        if (reply) resolve(new Response(reply.body, { status: reply.status || (path === 'events' ? 202 : 200) }));
        else reject(new TypeError('Failed to fetch'));
      };
      open.push({ ids, path, bytes: new TextEncoder().encode(String(body)).length, answer });
    });
  };
  const talk = createConversation({
    address: 'https://edge.example/v1/sites/shop',
    fetch: fetch as typeof window.fetch,
    describe: () => ({
      visitor: 'v1',
      session: { id: 's1', startedAtMs: 0 },
      channel: '',
      consent: { analytics: 'granted', personalization: 'granted' },
      token: undefined,
      page: { url: 'https://shop.example/', type: 'other', locale: 'it', referrer: '', product: undefined },
      store: undefined,
      slots: [],
    }),
    waiting: {
      layAside: (events) =>
        events.filter((event) => {
          if (device.hasRoom) device.waiting.set(event.id, event);
          return !device.hasRoom;
        }),
      takeBack() {
        const taken = [...device.waiting.values()];
        device.waiting.clear();
        return taken;
      },
    },
    isOnline: () => device.isOnline,
    now: () => 0,
    onAnswer: (answer) => heard.push(answer),
    tellAfter: () => {},
    report: () => {},
  });
  return { talk, device, open, arrived, refused, heard };
}
/** Until all that follows from an answer has happened, which takes the page a timer where none came. */
const settle = async (isNothing = false): Promise<void> => {
  if (isNothing) await new Promise((resolve) => setTimeout(resolve, 2));
  await new Promise((resolve) => setImmediate(resolve));
};

const STEP = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('add' as const), size: fc.constantFrom(10, 8_000, 15_000) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('ask' as const, 'tell' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('answer' as const), reply: fc.constantFrom(...(Object.keys(REPLIES) as ReplyName[])) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constantFrom('lose the network' as const, 'find the network' as const, 'turn the page' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('fill the device' as const, 'make room' as const) }) },
);

it('whatever edge and network do, each event arrives once, or the edge has refused it for good; and never is more under way than outlives a page', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { maxLength: 40, size: 'max' }), async (steps) => {
      const { talk, device, open, arrived, refused, heard } = start();
      const added: string[] = [];
      for (const step of steps) {
        if (step.does === 'add') {
          added.push(`e${added.length}`);
          talk.add({ id: added.at(-1)!, type: 'view_item', at: '1970-01-01T00:00:00Z', search_term: 'x'.repeat(step.size) });
        }
        if (step.does === 'ask') void talk.ask();
        if (step.does === 'tell') void talk.tell();
        if (step.does === 'answer') open.shift()?.answer(step.reply);
        if (step.does === 'lose the network' || step.does === 'find the network') device.isOnline = step.does === 'find the network';
        if (step.does === 'fill the device' || step.does === 'make room') device.hasRoom = step.does === 'make room';
        if (step.does === 'turn the page') talk.turnPage();
        await settle(step.does === 'answer' && step.reply === 'nothing');
        expect(open.filter(({ ids }) => ids.length).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(48 * 1024);
      }
      device.isOnline = true;
      for (let rounds = 0; rounds < added.length + 10; rounds++) {
        while (open.length) open.shift()!.answer('good');
        await settle();
        talk.turnPage();
        void talk.tell();
        await settle();
      }
      expect(open).toEqual([]);
      expect([...arrived, ...refused].sort()).toEqual(added.sort());
      for (const answer of heard) expect(answer === null || (answer as { protocol: number }).protocol === 1).toBe(true);
    }),
    { numRuns: 200 },
  );
});

it('whatever comes back, it is no answer or one in which stage and blocks are there', () => {
  const field = fc.oneof(
    fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as unknown),
    fc.constantFrom<unknown>(1, 2, '1', [], {}),
  );
  const nearly = fc
    .record({ protocol: field, journey: fc.oneof(field, fc.record({ stage: field })), blocks: field, visitor: field }, { requiredKeys: [] })
    .map((said) => JSON.stringify(said));
  const cut = fc.nat(GOOD_ANSWER.length).map((length) => GOOD_ANSWER.slice(0, length));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), nearly, cut), (text) => {
      const answer = readAnswer(text);
      if (answer === null) return;
      expect(answer.protocol).toBe(1);
      expect(answer.journey.stage).toBeTruthy();
      expect(Array.isArray(answer.blocks)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
