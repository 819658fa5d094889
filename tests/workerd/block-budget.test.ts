import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPublishedSite } from '../../edge/site/snapshot.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { admin, answerOf, newSite } from './admin-api.ts';
import { askJourney } from './visit-api.ts';

const SITE = 'block-budget';
const texts = (text: string) => ({ it: text, en: text });
const ruleOf = (id: string, title = id) => ({
  id,
  name: texts(id),
  slots: ['a'],
  what: { kind: 'message', title: texts(title), text: texts('…') },
  reason: texts('because'),
});
let count = 0;

async function visit(events: Record<string, unknown>[], consent = 'granted'): Promise<VisitAnswer> {
  const response = await askJourney(SITE, {
    protocol: 1,
    visitor: consent === 'granted' ? { id: crypto.randomUUID() } : null,
    session: { id: `session-${++count}`, startedAt: new Date().toISOString() },
    consent: { analytics: consent, personalization: consent },
    page: { url: `https://shop.example/${count}`, type: 'home', locale: 'it-IT' },
    slots: ['a'],
    events: events.map((event) => ({ id: `x${++count}`, at: new Date().toISOString(), ...event })),
  });
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as VisitAnswer;
}
const measured = (rule: string, value: number) => ({ type: 'web_vitals', metric: 'tappa_long_task_ms', value, rule });
/** So many pages on which the block of a rule moved the page by so much. */
const cost = (rule: string, vital: string, pages: number) =>
  Array.from({ length: pages }, () =>
    ['tappa_long_task_ms<=0.001', vital].map((each) => ({ type: 'web_vitals', atMs: Date.now(), vital: each, rule })),
  ).flat();
const learn = (facts: ReturnType<typeof cost>, messageId = crypto.randomUUID()) =>
  env.SITES.getByName(SITE).learn([{ site: SITE, sessionId: 's', facts, messageId }]);
const budget = async () => await answerOf(await admin('GET', `/sites/${SITE}/reports/budget`));
const overBudget = async () => (await loadPublishedSite(env, SITE, Date.now() + 3_600_000))!.head.overBudget;
const losersOf = ({ receipt }: VisitAnswer) =>
  Object.fromEntries(JSON.parse(atob(receipt.split('.')[0]!.replaceAll('-', '+').replaceAll('_', '/'))).losers);
const audited = async (action: string) =>
  (await answerOf(await admin('GET', `/sites/${SITE}/audit`))).items.filter((entry: { action: string }) => entry.action === action);
async function publish(rules: object[], more: object = {}): Promise<void> {
  const setup = await answerOf(await admin('GET', `/sites/${SITE}/setup`));
  const saved = await admin('PUT', `/sites/${SITE}/setup`, { ...setup, rules, fixtures: [], ...more });
  expect(saved.status, await saved.clone().text()).toBe(200);
  expect((await admin('POST', `/sites/${SITE}/publish`, {})).status).toBe(200);
}

beforeAll(async () => {
  await newSite(SITE);
  await publish([ruleOf('dear'), ruleOf('cheap')]);
});

describe('a block that costs pages too much', () => {
  it('stays while few pages have told of it, and while it costs most of them little', async () => {
    await learn(cost('dear', 'tappa_cls<=0.3', 24));
    await learn(cost('dear', 'tappa_cls<=0.001', 80));
    expect((await visit([{ type: 'page_view' }])).blocks.map(({ rule }) => rule)).toEqual(['dear']);
    expect(await budget()).toMatchObject({
      budget: { longTaskMs: 100, cls: 0.05 },
      items: [
        {
          rule: 'dear',
          costs: [
            { metric: 'longTaskMs', views: 104 },
            { metric: 'cls', views: 104, p75: [0, 0.001], isOver: false },
          ],
        },
      ],
      switchedOff: [],
    });
  });

  it('is left out, the next rule takes its place, and the log says why in figures', async () => {
    const again = cost('dear', 'tappa_cls<=0.3', 40);
    await learn(again, 'm1');
    // A queue may bring it twice.
    await learn(again, 'm1');
    await expect.poll(overBudget, { timeout: 20_000 }).toMatchObject([{ rule: 'dear' }]);
    await expect
      .poll(async () => (await visit([{ type: 'page_view' }])).blocks.map(({ rule }) => rule), { timeout: 20_000 })
      .toEqual(['cheap']);
    expect(losersOf(await visit([{ type: 'page_view' }]))).toEqual({ dear: 'over-budget' });
    expect(await audited('rule.over-budget')).toMatchObject([
      { actor: 'tappa', detail: { rule: 'dear', metric: 'cls', p75: [0.2, 0.3], budget: 0.05, views: 144, until: expect.any(String) } },
    ]);
    const off = [{ rule: 'dear', metric: 'cls', views: 144 }];
    expect((await budget()).switchedOff).toMatchObject(off);
    const listed = await answerOf(await admin('GET', `/sites/${SITE}/rules`));
    expect(listed).toMatchObject({ items: [{ id: 'dear' }, { id: 'cheap' }], switchedOff: off });
  });

  it('is not switched off twice for pages that were open before', async () => {
    await learn(cost('dear', 'tappa_cls<=0.3', 500));
    expect(await audited('rule.over-budget')).toHaveLength(1);
    expect((await budget()).items).toEqual([]);
  });

  it('comes back at the word of who runs the site, and is measured anew', async () => {
    expect((await admin('POST', `/sites/${SITE}/rules/cheap/resume`)).status).toBe(404);
    expect((await admin('POST', `/sites/${SITE}/rules/dear/resume`)).status).toBe(204);
    expect((await admin('POST', `/sites/${SITE}/rules/dear/resume`)).status).toBe(404);
    await expect.poll(overBudget, { timeout: 20_000 }).toBeUndefined();
    expect((await audited('rule.resume')).map(({ detail }: { detail: object }) => detail)).toEqual([{ rule: 'dear' }]);
    await learn(cost('dear', 'tappa_cls<=0.3', 99));
    expect((await budget()).switchedOff).toEqual([]);
    await learn(cost('dear', 'tappa_cls<=0.3', 1));
    expect((await budget()).switchedOff).toMatchObject([{ rule: 'dear', views: 100 }]);
  });

  it('comes back when somebody has changed it', async () => {
    await publish([ruleOf('dear', 'smaller'), ruleOf('cheap')]);
    expect((await budget()).switchedOff).toEqual([]);
    expect(await overBudget()).toBeUndefined();
  });

  it('comes back by itself after a week', async () => {
    await learn(cost('dear', 'tappa_cls<=0.3', 100));
    expect((await budget()).switchedOff).toMatchObject([{ rule: 'dear' }]);
    await runInDurableObject(env.SITES.getByName(SITE), (_, { storage }) => {
      storage.sql.exec("UPDATE block_pause SET pause = json_set(pause, '$.untilMs', ?)", Date.now() - 1);
    });
    const { length } = await audited('rule.resume');
    await learn(cost('cheap', 'tappa_cls<=0.001', 1));
    expect((await budget()).switchedOff).toEqual([]);
    expect((await audited('rule.resume'))[0]).toMatchObject({ actor: 'tappa', detail: { rule: 'dear' } });
    expect(await audited('rule.resume')).toHaveLength(length + 1);
  });

  it('is judged by the budget of the set-up', async () => {
    await publish([ruleOf('dear'), ruleOf('cheap')], { budget: { cls: 0.5 } });
    await learn(cost('dear', 'tappa_cls<=0.3', 200));
    expect(await budget()).toMatchObject({ budget: { cls: 0.5, longTaskMs: 100 }, switchedOff: [] });
    await publish([ruleOf('dear'), ruleOf('cheap')], { budget: { cls: 0.1 } });
    await learn(cost('dear', 'tappa_cls<=0.3', 1));
    expect((await budget()).switchedOff).toMatchObject([{ rule: 'dear', budget: 0.1, views: 201 }]);
  });
});

describe('what pages tell of blocks', () => {
  it('is counted in one row a rule and day, and names nothing but rules of the site', async () => {
    await publish([ruleOf('told'), ruleOf('cheap')], { budget: {} });
    for (let page = 0; page < 5; page++) await visit([measured('told', 20 * page), measured('invented', 0.9)]);
    await expect
      .poll(async () => (await budget()).items.find(({ rule }: { rule: string }) => rule === 'told')?.costs[0].views, { timeout: 20_000 })
      .toBe(5);
    const rows = await runInDurableObject(env.SITES.getByName(SITE), (_, { storage }) =>
      storage.sql.exec("SELECT rule FROM block_cost WHERE rule IN ('told', 'invented')").toArray(),
    );
    expect(rows).toEqual([{ rule: 'told' }]);
    const vitals = await env.SITES.getByName(SITE).readRollups({ fromDay: '2000-01-01', toDay: '2999-01-01' });
    // No page more is counted of the whole than has told of the whole.
    expect(vitals.ok && vitals.value.rows.filter(({ metric }) => metric === 'vital')).toEqual([]);
  });

  it('is not kept of who did not agree', async () => {
    const before = await budget();
    await visit([measured('told', 0.9)], 'denied');
    await visit([measured('told', 0.01)]);
    await expect
      .poll(async () => (await budget()).items.find(({ rule }: { rule: string }) => rule === 'told').costs[0].views, { timeout: 20_000 })
      .toBe(before.items.find(({ rule }: { rule: string }) => rule === 'told').costs[0].views + 1);
  });
});
