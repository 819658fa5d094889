import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { checkSetup } from '../../../edge/decisioning/setup-check.ts';
import { SiteSetupSchema } from '../../../shared/schemas/site-setup.ts';

const RULE = defaultSetup().rules[0]!;
const what = { kind: 'message', title: { it: 'Titolo', en: 'Title' }, text: { it: 'Testo', en: 'Text' } };
const variants = [
  { id: 'as-is', weight: 0.5 },
  { id: 'message', weight: 0.5, what },
];
const experiment = (more: Record<string, unknown> = {}) => ({ id: 'a', name: { it: 'A', en: 'A' }, rule: RULE.id, variants, ...more });

/** What is found in a set-up with these experiments, as it comes through the schema. */
function found(experiments: unknown[], more: Record<string, unknown> = {}) {
  const { errors, warnings } = checkSetup(v.parse(SiteSetupSchema, { ...defaultSetup(), experiments, ...more }));
  const told = (all: typeof errors) => Object.fromEntries(all.map(({ pointer, message }) => [pointer, message]));
  return { errors: told(errors), warnings: told(warnings) };
}
const fits = (more: Record<string, unknown>) =>
  v.safeParse(SiteSetupSchema, { ...defaultSetup(), experiments: [experiment(more)] }).success;

describe('experiments in a set-up', () => {
  it('are accepted when they can be run, and a set-up needs none', () => {
    expect(found([experiment()])).toEqual({ errors: {}, warnings: {} });
    expect(found([])).toEqual({ errors: {}, warnings: {} });
    expect(checkSetup(defaultSetup())).toEqual({ errors: [], warnings: [] });
    expect(found([experiment()], { holdout: { share: 0.05 } })).toEqual({ errors: {}, warnings: {} });
  });

  it('are read as they are meant where little is said', () => {
    const { experiments } = v.parse(SiteSetupSchema, { ...defaultSetup(), experiments: [experiment()] });
    expect(experiments![0]).toMatchObject({ enabled: true, hashVersion: 2, coverage: 1, ramp: [], bucketVersion: 0, goal: 'conversion' });
  });

  it('are refused by the schema where a field is no share, no date, or too few', () => {
    expect(fits({})).toBe(true);
    expect(fits({ coverage: 1.1 })).toBe(false);
    expect(fits({ variants: [{ id: 'alone', weight: 1 }] })).toBe(false);
    expect(
      fits({
        variants: [
          { id: 'a', weight: -0.5 },
          { id: 'b', weight: 1.5 },
        ],
      }),
    ).toBe(false);
    expect(fits({ ramp: [{ from: 'tomorrow', coverage: 1 }] })).toBe(false);
    expect(fits({ ramp: [{ from: '2026-12-01T00:00:00+01:00', coverage: 1 }] })).toBe(true);
    expect(fits({ hashVersion: 3 })).toBe(false);
    expect(fits({ goal: 'clicks' })).toBe(false);
  });

  it('must have weights that sum to 1', () => {
    const uneven = [variants[0], { ...variants[1], weight: 0.3 }];
    expect(found([experiment({ variants: uneven })]).errors).toEqual({
      '/experiments/0/variants': 'the weights sum to 0.8, and must sum to 1',
    });
    const thirds = ['x', 'y', 'z'].map((id) => ({ id, weight: 0.333, what }));
    expect(found([experiment({ variants: thirds })]).errors).toEqual({});
  });

  it('must be about a rule that is there', () => {
    expect(found([experiment({ rule: 'gone' })]).errors).toEqual({ '/experiments/0/rule': 'there is no rule "gone"' });
  });

  it('must not share a rule, unless a namespace keeps their people apart', () => {
    const both = (a?: object, b?: object) =>
      Object.keys(found([experiment({ namespace: a }), experiment({ id: 'b', namespace: b })]).errors);
    const [first, second] = [
      { id: 'home', start: 0, end: 0.5 },
      { id: 'home', start: 0.5, end: 1 },
    ];
    expect(both()).toEqual(['/experiments/1/rule']);
    expect(both(first)).toEqual(['/experiments/1/rule']);
    expect(both(first, { ...second, start: 0.4 })).toEqual(['/experiments/1/rule']);
    expect(both(first, { ...second, id: 'other' })).toEqual(['/experiments/1/rule']);
    expect(both(first, second)).toEqual([]);
    expect(both(second, first)).toEqual([]);
    expect(found([experiment({ enabled: false }), experiment({ id: 'b' })]).errors).toEqual({});
  });

  it('must not contradict themselves', () => {
    const { errors } = found([
      experiment({
        namespace: { id: 'home', start: 0.5, end: 0.5 },
        minBucketVersion: 2,
        bucketVersion: 1,
        guardrails: [{ metric: 'average-order' }, { metric: 'average-order' }],
        variants: [variants[0], { ...variants[1], id: 'as-is' }],
      }),
      experiment({ enabled: false }),
    ]);
    expect(Object.keys(errors).sort()).toEqual([
      '/experiments/0/guardrails/1/metric',
      '/experiments/0/minBucketVersion',
      '/experiments/0/namespace/end',
      '/experiments/0/variants/1/id',
      '/experiments/1/id',
    ]);
  });

  it('that lead to nothing are allowed, and their author is told', () => {
    const idle = found([
      experiment({
        coverage: 0,
        ramp: [{ from: '2026-12-01T00:00:00Z', coverage: 0 }],
        variants: [
          { id: 'x', weight: 1 },
          { id: 'y', weight: 0 },
        ],
      }),
      experiment({ id: 'b', seed: 'a', enabled: false }),
    ]);
    expect(idle.errors).toEqual({});
    expect(Object.keys(idle.warnings).sort()).toEqual([
      '/experiments/0/coverage',
      '/experiments/0/variants',
      '/experiments/0/variants/1/weight',
      '/experiments/1/seed',
    ]);
    expect(idle.warnings['/experiments/0/coverage']).toMatch(/nobody takes part/);
    const rising = experiment({ coverage: 0, ramp: [{ from: '2026-12-01T00:00:00Z', coverage: 0.1 }] });
    expect(found([rising]).warnings).toEqual({});
  });

  it('and groups that see nothing may hold everybody only with a warning', () => {
    const rules = [{ ...RULE, controlGroup: 1, enabled: false }];
    expect(Object.keys(found([experiment()], { rules, holdout: { share: 1 } }).warnings).sort()).toEqual([
      '/experiments/0/rule',
      '/holdout/share',
      '/rules/0/controlGroup',
    ]);
  });

  it('are looked at for texts in Italian and English', () => {
    const italian = { ...what, title: { it: 'Solo italiano' } };
    expect(found([experiment({ variants: [variants[0], { ...variants[1], what: italian }] })]).warnings).toEqual({
      '/experiments/0/variants/1/what/title/en': 'has no text in English',
    });
  });
});
