import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPublishedSite } from '../../edge/site/snapshot.ts';
import { admin, answerOf, newSite } from './admin-api.ts';

const SITE = 'experiments-test';
const at = (path: string) => `/sites/${SITE}${path}`;
const draft = async () => answerOf(await admin('GET', at('/setup')));
const what = { kind: 'message', title: { it: 'Titolo', en: 'Title' }, text: { it: 'Testo', en: 'Text' } };

const withExperiment = async (more: Record<string, unknown> = {}) => {
  const setup = await draft();
  const experiment = {
    id: 'first',
    name: { it: 'Prima prova', en: 'First test' },
    rule: setup.rules[0].id,
    variants: [
      { id: 'as-is', weight: 0.5 },
      { id: 'message', weight: 0.5, what },
    ],
    ...more,
  };
  return { ...setup, experiments: [experiment], holdout: { share: 0.05 } };
};

beforeAll(() => newSite(SITE));

describe('experiments in the set-up of a site', () => {
  it('that cannot be run are refused with the place and the words, and the draft is as it was', async () => {
    const before = await draft();
    const cases: [Record<string, unknown>, string, RegExp][] = [
      [{ rule: 'gone' }, '/experiments/0/rule', /no rule "gone"/],
      [
        {
          variants: [
            { id: 'as-is', weight: 0.5 },
            { id: 'message', weight: 0.2, what },
          ],
        },
        '/experiments/0/variants',
        /sum to 0\.7/,
      ],
      [{ coverage: 2 }, '/experiments/0/coverage', /./],
      [{ ramp: [{ from: 'soon', coverage: 1 }] }, '/experiments/0/ramp/0/from', /ISO 8601/],
    ];
    for (const [more, pointer, message] of cases) {
      const response = await admin('PUT', at('/setup'), await withExperiment(more));
      expect(response.status).toBe(422);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect((await answerOf(response)).errors).toEqual([{ pointer, message: expect.stringMatching(message) }]);
    }
    expect(await draft()).toEqual(before);
  });

  it('are told of by a check, when they lead to nothing', async () => {
    const { valid, warnings } = await answerOf(await admin('POST', at('/setup/check'), await withExperiment({ coverage: 0 })));
    expect(valid).toBe(true);
    expect(warnings).toContainEqual({ pointer: '/experiments/0/coverage', message: expect.stringContaining('nobody takes part') });
  });

  it('are kept and published with what was left unsaid', async () => {
    expect((await admin('PUT', at('/setup'), await withExperiment({ coverage: 0.2 }))).status).toBe(200);
    expect((await admin('POST', at('/publish'))).status).toBe(200);
    const { setup } = (await loadPublishedSite(env, SITE, Date.now()))!.head;
    expect(setup.experiments).toMatchObject([{ id: 'first', enabled: true, coverage: 0.2, hashVersion: 2, ramp: [], goal: 'conversion' }]);
    expect(setup.holdout).toEqual({ share: 0.05, seed: 'holdout' });
  });
});
