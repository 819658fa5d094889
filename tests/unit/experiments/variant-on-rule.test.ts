import { describe, expect, it } from 'vitest';
import { variantOnRule } from '../../../edge/experiments/variant-on-rule.ts';
import type { BlockTemplate } from '../../../shared/schemas/rule.ts';
import { experiment, NOON, people } from './an-experiment.ts';

const message = (title: string): BlockTemplate => ({ kind: 'message', title: { en: title }, text: { en: 'Text' } });
const rule = { id: 'picks', what: message('as it is') };
const person = (personId: string) => ({ personId, nowMs: NOON, earlier: [] });
const variants = [
  { id: 'as-is', weight: 0.5 },
  { id: 'shorter', weight: 0.5, what: message('shorter') },
];
const titleOf = (what: BlockTemplate | null) => (what?.kind === 'message' ? what.title.en : null);

describe('what a rule shows', () => {
  it('is the rule as it is where nobody experiments on it', () => {
    for (const experiments of [undefined, [], [experiment({ rule: 'another', variants })], [experiment({ enabled: false, variants })]])
      expect(variantOnRule(rule, { experiments }, person('anna'))).toEqual({
        experiment: null,
        variant: null,
        what: rule.what,
        why: null,
        isMixed: false,
      });
  });

  it('is the control for who has seen a variant that was stopped, and for everybody new; others keep theirs', () => {
    const stopped = [{ experiment: 'title-test', bucketVersion: 0, variant: 'shorter' }];
    const setup = { experiments: [experiment({ variants })], stopped };
    const noted = (variant: string) => ({
      ...person('anna'),
      earlier: [{ experiment: 'title-test', variant, bucketVersion: 0, atMs: NOON - 1 }],
    });
    for (const who of [...people(20).map(person), noted('shorter')]) {
      const { what, why, variant } = variantOnRule(rule, setup, who);
      expect([titleOf(what), why, variant]).toEqual(['as it is', 'stopped', null]);
    }
    expect(variantOnRule(rule, setup, noted('as-is'))).toMatchObject({ variant: 'as-is', why: 'kept' });
    const again = { ...setup, experiments: [experiment({ variants, bucketVersion: 1 })] };
    expect(variantOnRule(rule, again, noted('shorter')).why).toBe('assigned');
  });

  it('is what the person’s variant has of its own, or the rule’s where it has nothing', () => {
    const seen = people(50).map((id) => variantOnRule(rule, { experiments: [experiment({ variants })] }, person(id)));
    for (const { variant, what, why, experiment: id } of seen) {
      expect([id, why]).toEqual(['title-test', 'assigned']);
      expect(titleOf(what)).toBe(variant === 'shorter' ? 'shorter' : 'as it is');
    }
    expect(new Set(seen.map(({ variant }) => variant)).size).toBe(2);
  });

  it('is of the one experiment that a namespace leaves the person to', () => {
    const experiments = [
      experiment({ id: 'one', variants, namespace: { id: 'home', start: 0, end: 0.4 } }),
      experiment({ id: 'two', variants, namespace: { id: 'home', start: 0.4, end: 0.8 } }),
    ];
    const counts: Record<string, number> = {};
    for (const id of people(2_000)) {
      const { experiment: name, why, what } = variantOnRule(rule, { experiments }, person(id));
      counts[name ?? '-'] = (counts[name ?? '-'] ?? 0) + 1;
      if (name === null) expect([why, what]).toEqual(['other-namespace', rule.what]);
    }
    for (const [name, share] of [
      ['one', 0.4],
      ['two', 0.4],
      ['-', 0.2],
    ] as const)
      expect(Math.abs(counts[name]! / 2_000 - share)).toBeLessThan(0.05);
  });

  it('is nothing to who is withheld, with an experiment or without', () => {
    const none = { experiment: null, variant: null, what: null, isMixed: false };
    for (const experiments of [[], [experiment({ variants })]]) {
      expect(variantOnRule(rule, { experiments, holdout: { share: 1, seed: 'h' } }, person('anna'))).toEqual({ ...none, why: 'holdout' });
      expect(variantOnRule({ ...rule, controlGroup: 1 }, { experiments }, person('anna'))).toEqual({ ...none, why: 'control-group' });
      expect(variantOnRule({ ...rule, controlGroup: 0 }, { experiments }, person('anna')).what).not.toBeNull();
    }
  });
});
