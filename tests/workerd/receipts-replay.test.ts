import { exports } from 'cloudflare:workers';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
const ITEMS = ['lamp', 'shade', 'vase', 'chair'];
const texts = (text: string) => ({ it: text, en: text });
const item = (id: string) => ({ item_id: id, price: 20, quantity: 1 });

type Step =
  | { do: 'visit'; person: number; act: string; item: string; signedIn: boolean; page: string }
  | { do: 'publish' | 'catalog'; edition: number }
  | { do: 'erase'; person: number };

const person = fc.nat(2);
const someStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('visit' as const),
      person,
      act: fc.constantFrom('page_view', 'view_item', 'cart', 'purchase', 'search', 'impression', 'dismiss'),
      item: fc.constantFrom(...ITEMS),
      signedIn: fc.boolean(),
      page: fc.constantFrom('home', 'product', 'cart'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('publish' as const, 'catalog' as const), edition: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), person }) },
);

/** A decision as its page was answered it, and whose it was. */
interface Given {
  person: number;
  answer: VisitAnswer;
  isErased: boolean;
}

let count = 0;

/** One site, three people with a device and an account each, and all that was decided for them. */
class Story {
  readonly site = `again-${++count}`;
  readonly given: Given[] = [];
  readonly #devices = Array.from({ length: 3 }, () => ({ id: crypto.randomUUID(), session: crypto.randomUUID() }));

  async begin(): Promise<void> {
    await newSite(this.site, { identitySecret: SECRET });
    await this.run({ do: 'catalog', edition: 0 });
    await this.run({ do: 'publish', edition: 0 });
  }

  async run(step: Step): Promise<void> {
    if (step.do === 'visit') await this.#visit(step);
    if (step.do === 'publish') await this.#publish(step.edition);
    if (step.do === 'catalog')
      await importAll(
        this.site,
        'catalog',
        ITEMS.map((id, index) => ({
          id,
          title: `${id} ${step.edition}`,
          link: `https://shop.example/${id}`,
          price: `${20 + ((step.edition * index) % 7)}.00 EUR`,
        })),
      );
    if (step.do === 'erase') await this.#erase(step.person);
  }

  async #visit({ person, act, item: id, signedIn, page }: Step & { do: 'visit' }): Promise<void> {
    const device = this.#devices[person]!;
    const token = new SignJWT({ user_id: `cust-${person}` }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m');
    const at = new Date().toISOString();
    const event = {
      page_view: {},
      search: { search_term: id },
      impression: { rule: 'often' },
      dismiss: { rule: 'often' },
      purchase: { transaction_id: `order-${++count}`, value: 20, currency: 'EUR', items: [item(id)] },
    }[act] ?? { items: [item(id)] };
    const body = {
      protocol: 1,
      visitor: { id: device.id },
      session: { id: device.session, startedAt: at },
      consent: { analytics: 'granted', personalization: 'granted' },
      page: {
        url: `https://shop.example/${++count}`,
        type: page,
        locale: count % 2 ? 'it-IT' : 'en',
        ...(page === 'product' ? { product: id } : {}),
      },
      slots: ['a', 'home-picks', 'product-picks', 'store-notice'],
      events: [{ id: `again-${++count}`, type: act, at, ...event }],
      ...(signedIn ? { identity: { token: await token.sign(new TextEncoder().encode(SECRET)) } } : {}),
    };
    const headers = { origin: 'https://shop.example', 'content-type': 'text/plain' };
    const url = `https://edge.example/v1/sites/${this.site}/journey`;
    const response = await exports.default.fetch(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }));
    expect(response.status, await response.clone().text()).toBe(200);
    this.given.push({ person, answer: (await response.json()) as VisitAnswer, isErased: false });
  }

  async #publish(edition: number): Promise<void> {
    const setup = await answerOf(await admin('GET', `/sites/${this.site}/setup`));
    const what = (title: string) => ({ kind: 'message', title: texts(`${title} ${edition}`), text: texts('…') });
    const rule = (id: string, more: object) => ({ id, name: texts(id), slots: ['a'], what: what(id), reason: texts('because'), ...more });
    const own = [
      rule('often', { often: { total: 2, dismissedForMs: 3_600_000 }, enabled: edition % 4 !== 3 }),
      rule('buyers', { who: { 'purchases.count': { $gte: 1 } } }),
      rule('drawn', { controlGroup: edition % 2 ? 0.4 : 0 }),
    ];
    const rest = setup.rules.filter(({ id }: { id: string }) => !own.some((each) => each.id === id));
    const experiments = [
      {
        id: 'x',
        name: texts('x'),
        rule: 'drawn',
        bucketVersion: edition % 3,
        variants: [
          { id: 'control', weight: 0.5 },
          { id: 'bold', weight: 0.5, what: what('bold') },
        ],
      },
    ];
    const rules = edition % 2 ? [...rest, ...own] : [...own, ...rest];
    const saved = await admin('PUT', `/sites/${this.site}/setup`, { ...setup, rules, experiments, fixtures: [] });
    expect(saved.status, await saved.clone().text()).toBe(200);
    expect((await admin('POST', `/sites/${this.site}/publish`, {})).status).toBe(200);
  }

  async #erase(person: number): Promise<void> {
    const erased = [
      await admin('DELETE', `/sites/${this.site}/visitors/${this.#devices[person]!.id}`),
      await admin('DELETE', `/sites/${this.site}/customers/cust-${person}`),
    ];
    for (const { status } of erased) expect([204, 404]).toContain(status);
    for (const given of this.given) if (given.person === person) given.isErased = true;
  }
}

describe('whatever happens to a site and its people', () => {
  it('each decision is made again to the byte, but those for whoever was erased, of which nothing is there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someStep, { minLength: 12, maxLength: 24 }), async (steps) => {
        const story = new Story();
        await story.begin();
        for (const step of steps) await story.run(step);
        for (const { answer, isErased } of story.given) {
          const ask = () => admin('GET', `/sites/${story.site}/receipts/${answer.receipt}`);
          await expect.poll(async () => (await ask()).status, { timeout: 20_000 }).toBe(isErased ? 410 : 200);
          if (isErased) continue;
          const text = await (await ask()).text();
          expect(text).toContain(
            `"replayed":{"journey":${JSON.stringify(answer.journey)},"blocks":${JSON.stringify(answer.blocks)},"trace":`,
          );
          expect(JSON.parse(text)).toMatchObject({ same: true, signed: answer.receipt });
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 120_000);
});
