import { env } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPublishedSite } from '../../edge/site/snapshot.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, newSite } from './admin-api.ts';
import { askJourney } from './visit-api.ts';

const SITE = 'experiments-live';
const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
const texts = (text: string) => ({ it: text, en: text });
const message = (title: string) => ({ kind: 'message', title: texts(title), text: texts('…') });
let count = 0;

async function visit(visitor: object, events: Record<string, unknown>[], more: Record<string, unknown> = {}): Promise<VisitAnswer> {
  const response = await askJourney(SITE, {
    protocol: 1,
    visitor,
    session: { id: `session-${count}`, startedAt: new Date().toISOString() },
    consent: { analytics: 'granted', personalization: 'granted' },
    page: { url: `https://shop.example/${++count}`, type: 'home', locale: 'it-IT' },
    slots: ['a'],
    events: events.map((event) => ({ id: `x${++count}`, at: new Date().toISOString(), ...event })),
    ...more,
  });
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as VisitAnswer;
}
const report = async () => (await answerOf(await admin('GET', `/sites/${SITE}/reports/experiments`))).items[0];
const order = (id: string, value: number) => ({ type: 'purchase', transaction_id: id, value, currency: 'EUR' });

beforeAll(async () => {
  await newSite(SITE, { identitySecret: SECRET });
  const setup = await answerOf(await admin('GET', `/sites/${SITE}/setup`));
  const rules = [{ id: 'r', name: texts('r'), slots: ['a'], what: message('as it is'), reason: texts('because') }];
  const experiments = [
    {
      id: 'headline',
      name: texts('Titolo'),
      rule: 'r',
      variants: [
        { id: 'control', weight: 0.5 },
        { id: 'bold', weight: 0.5, what: message('bold') },
      ],
    },
  ];
  const saved = await admin('PUT', `/sites/${SITE}/setup`, { ...setup, rules, experiments, fixtures: [] });
  expect(saved.status, await saved.clone().text()).toBe(200);
  expect((await admin('POST', `/sites/${SITE}/publish`, {})).status).toBe(200);
});

describe('an experiment that runs', () => {
  it('stays the same for a person on all their devices, and counts them once with what they bought', async () => {
    const token = await new SignJWT({ user_id: 'c1' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(SECRET));
    const phone = { id: crypto.randomUUID() };
    const first = await visit(phone, [{ type: 'page_view' }]);
    const variant = first.blocks[0]!.variant;
    expect(['control', 'bold']).toContain(variant);
    expect(first.blocks[0]!.content.title).toBe(variant === 'bold' ? 'bold' : 'as it is');
    const key = first.visitor!.key;
    await visit({ ...phone, key }, [{ type: 'page_view' }], { identity: { token } });
    const laptop = await visit({ id: crypto.randomUUID() }, [{ type: 'page_view' }], { identity: { token } });
    expect(laptop.blocks[0]!.variant).toBe(variant);
    await visit({ ...phone, key }, [{ type: 'page_view' }, order('o1', 20)], { identity: { token } });
    await visit({ ...phone, key }, [order('o2', 30)], { identity: { token } });
    await expect
      .poll(async () => (await report()).variants.find(({ id }: { id: string }) => id === variant), { timeout: 20_000 })
      .toMatchObject({ people: 1, buyers: 1, orders: 2, revenue: 50 });
  });

  it('is told in figures and words, at any moment', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => visit({ id: crypto.randomUUID() }, [{ type: 'page_view' }])));
    const bold = people.filter(({ blocks }) => blocks[0]!.variant === 'bold').length;
    expect(bold).toBeGreaterThan(3);
    const counted = async () =>
      (await report()).variants.map((each: { people: number }) => each.people).reduce((sum: number, n: number) => sum + n, 0);
    await expect.poll(counted, { timeout: 20_000 }).toBe(31);
    const { report: figures, words } = await report();
    expect(figures.variants[0]).toMatchObject({ variant: 'bold', verdict: 'too-early' });
    expect(words).toEqual([{ variant: 'bold', it: expect.stringContaining('È presto'), en: expect.stringContaining('too early') }]);
  });

  it('counts nobody who did not agree to be remembered', async () => {
    const before = (await report()).variants;
    const consent = { analytics: 'granted', personalization: 'denied' };
    const { blocks } = await visit({ id: crypto.randomUUID() }, [{ type: 'page_view' }], { consent });
    expect(blocks[0]?.variant).toBe('default');
    expect((await report()).variants).toEqual(before);
  });

  it('is nothing of a site that has none', async () => {
    await newSite('experiments-none');
    expect((await answerOf(await admin('GET', '/sites/experiments-none/reports/experiments'))).items).toEqual([]);
    expect((await admin('GET', '/sites/no-such-site/reports/experiments')).status).toBe(404);
  });
});

describe('a variant that harms what must not be harmed', () => {
  const GUARDED = 'experiments-guarded';
  const assignment = (variant: string) => ({ experiment: 'guarded', variant, bucketVersion: 0, period: 'control=0.5,harm=0.5' });
  const nothing = { orders: 0, revenueMinor: 0 };
  /** So many people of a variant, of whom every so-manieth buys. */
  const outcomes = (variant: string, people: number, everyNth: number) =>
    Array.from({ length: people }, (_, number) => {
      const after = number % everyNth === 0 ? { orders: 1, revenueMinor: 5_000 } : nothing;
      return { ...assignment(variant), people: 1 as const, before: nothing, after };
    });

  it('is stopped by itself, noted, and seen by nobody any more', async () => {
    await newSite(GUARDED);
    const setup = await answerOf(await admin('GET', `/sites/${GUARDED}/setup`));
    const rules = [{ id: 'r', name: texts('r'), slots: ['a'], what: message('as it is'), reason: texts('because') }];
    const variants = [
      { id: 'control', weight: 0.5 },
      { id: 'harm', weight: 0.5, what: message('harm') },
    ];
    const guarded = {
      id: 'guarded',
      name: texts('g'),
      rule: 'r',
      variants,
      goal: 'average-order',
      guardrails: [{ metric: 'conversion', allowedLoss: 0.1 }],
    };
    await admin('PUT', `/sites/${GUARDED}/setup`, { ...setup, rules, experiments: [guarded], fixtures: [] });
    expect((await admin('POST', `/sites/${GUARDED}/publish`, {})).status).toBe(200);
    const site = env.SITES.getByName(GUARDED);
    const learn = (messageId: string, all: ReturnType<typeof outcomes>) =>
      site.learn([{ site: GUARDED, sessionId: 's', facts: [], outcomes: all, messageId }]);

    await learn('m1', [...outcomes('control', 200, 4), ...outcomes('harm', 200, 5)]);
    expect((await loadPublishedSite(env, GUARDED, Date.now()))!.head.stoppedVariants).toBeUndefined();

    const many = [...outcomes('control', 2_000, 4), ...outcomes('harm', 2_000, 20)];
    await learn('m2', many);
    // A queue may bring it twice.
    await learn('m2', many);
    const reportOf = async () => (await answerOf(await admin('GET', `/sites/${GUARDED}/reports/experiments`))).items[0];
    const { stopped, variants: counted, words } = await reportOf();
    expect(stopped).toEqual(['harm']);
    expect(counted.map(({ people }: { people: number }) => people)).toEqual([2_200, 2_200]);
    expect(words[0].it).toContain('Va fermata ora');
    const { items } = await answerOf(await admin('GET', `/sites/${GUARDED}/audit`));
    expect(items.filter(({ action }: { action: string }) => action === 'experiment.stop')).toMatchObject([
      { actor: 'tappa', detail: { experiment: 'guarded', variant: 'harm' } },
    ]);
    await expect
      .poll(async () => (await loadPublishedSite(env, GUARDED, Date.now() + 3_600_000))!.head.stoppedVariants, { timeout: 20_000 })
      .toEqual([{ experiment: 'guarded', bucketVersion: 0, variant: 'harm' }]);
  });
});

describe('a bandit', () => {
  const SITE_OF_BANDIT = 'experiments-bandit';
  const nothing = { orders: 0, revenueMinor: 0 };
  const outcomes = (variant: string, people: number, everyNth: number) =>
    Array.from({ length: people }, (_, number) => ({
      experiment: 'choosing',
      variant,
      bucketVersion: 0,
      period: 'control=0.5,best=0.5',
      people: 1 as const,
      before: nothing,
      after: number % everyNth === 0 ? { orders: 1, revenueMinor: 5_000 } : nothing,
    }));

  it('is published with the weights that what was seen asks for, once a slice, noted in the log and told in the report', async () => {
    await newSite(SITE_OF_BANDIT);
    const setup = await answerOf(await admin('GET', `/sites/${SITE_OF_BANDIT}/setup`));
    const rules = [{ id: 'r', name: texts('r'), slots: ['a'], what: message('as it is'), reason: texts('because') }];
    const variants = [
      { id: 'control', weight: 0.5 },
      { id: 'best', weight: 0.5, what: message('best') },
    ];
    const choosing = { id: 'choosing', name: texts('c'), rule: 'r', variants, bandit: {} };
    await admin('PUT', `/sites/${SITE_OF_BANDIT}/setup`, { ...setup, rules, experiments: [choosing], fixtures: [] });
    expect((await admin('POST', `/sites/${SITE_OF_BANDIT}/publish`, {})).status).toBe(200);
    const learn = (messageId: string) =>
      env.SITES.getByName(SITE_OF_BANDIT).learn([
        {
          site: SITE_OF_BANDIT,
          sessionId: 's',
          facts: [],
          outcomes: [...outcomes('control', 300, 20), ...outcomes('best', 300, 4)],
          messageId,
        },
      ]);
    await learn('b1');
    await learn('b2');
    const weightOfBest = async () =>
      (await loadPublishedSite(env, SITE_OF_BANDIT, Date.now() + 3_600_000))!.head.setup.experiments?.[0]?.variants[1]?.weight;
    await expect.poll(weightOfBest, { timeout: 20_000 }).toBeGreaterThan(0.9);
    const { items: log } = await answerOf(await admin('GET', `/sites/${SITE_OF_BANDIT}/audit`));
    expect(log.filter(({ action }: { action: string }) => action === 'experiment.steer')).toHaveLength(1);
    const [told] = (await answerOf(await admin('GET', `/sites/${SITE_OF_BANDIT}/reports/experiments`))).items;
    expect(told.words[0].it).toContain('quanto è probabile');
    const kept = await answerOf(await admin('GET', `/sites/${SITE_OF_BANDIT}/setup`));
    expect(kept.experiments[0].variants[1].weight).toBe(0.5);
  });
});
