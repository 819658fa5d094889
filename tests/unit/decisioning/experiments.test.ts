import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../edge/decisioning/decide.ts';
import { receiptPayload } from '../../../edge/decisioning/receipt.ts';
import { type Experiment, ExperimentSchema } from '../../../shared/schemas/experiment.ts';
import { type Rule, RuleSchema } from '../../../shared/schemas/rule.ts';
import { act, MONDAY } from '../journey/a-person.ts';
import { decideOn, situation } from './a-shop.ts';

const message = (title: string) => ({ kind: 'message', title: { it: title, en: title }, text: { it: '…', en: '…' } });
const rule = (id: string, more: Record<string, unknown> = {}): Rule =>
  v.parse(RuleSchema, { id, name: { it: id }, slots: ['a'], what: message(id), reason: { it: 'Perché sì', en: 'Because' }, ...more });
const experiment = (more: Record<string, unknown> = {}): Experiment =>
  v.parse(ExperimentSchema, {
    id: 'headline',
    name: { it: 'Titolo', en: 'Headline' },
    rule: 'r',
    variants: [
      { id: 'control', weight: 0.5 },
      { id: 'bold', weight: 0.5, what: message('bold') },
    ],
    ...more,
  });
const people = Array.from({ length: 400 }, (_, number) => `person-${number}`);
const titles = (setup: object, facts: Parameters<typeof situation>[0] = {}) =>
  people.map(
    (personId) => decideOn({ rules: [rule('r'), rule('next')], slots: ['a'], personId, setup, ...facts }).blocks[0]?.content.title,
  );

describe('an experiment on a rule', () => {
  it('shows each of its variants to about its share of the people, and says so on the block and the receipt', () => {
    const seen = titles({ experiments: [experiment()] });
    const bold = seen.filter((title) => title === 'bold').length;
    expect(bold).toBeGreaterThan(160);
    expect(bold).toBeLessThan(240);
    expect(new Set(seen)).toEqual(new Set(['r', 'bold']));
    const personId = people[seen.indexOf('bold')]!;
    const input = situation({ rules: [rule('r')], slots: ['a'], personId, setup: { experiments: [experiment()] } });
    const decision = decide(input);
    expect(decision.blocks[0]?.variant).toBe('bold');
    const receipt = receiptPayload(input, decision, { id: 'one', record: { sha256: 'digest' } });
    expect(receipt.shown).toEqual([['r', 'a', 'bold']]);
    expect(receipt.drawn).toEqual([[expect.any(String), expect.any(Number), 'bold', 'assigned']]);
    expect(decision.trace[0]).toMatchObject({ outcome: 'shown', experiment: { id: 'headline', variant: 'bold', why: 'assigned' } });
    expect(decision.assigned).toEqual([{ experiment: 'headline', variant: 'bold', bucketVersion: 0, period: 'control=0.5,bold=0.5' }]);
  });

  it('keeps to what a person fell into, whatever the weights are now, and draws nothing anew', () => {
    const assignment = { experiment: 'headline', variant: 'bold', bucketVersion: 0, period: 'control=0.5,bold=0.5' };
    const facts = [act('assignment', MONDAY - 1, { assignment })];
    const changed = experiment({
      variants: [
        { id: 'control', weight: 1 },
        { id: 'bold', weight: 0, what: message('bold') },
      ],
    });
    const { blocks, assigned } = decideOn({ rules: [rule('r')], slots: ['a'], facts, setup: { experiments: [changed] } });
    expect(blocks[0]?.variant).toBe('bold');
    expect(assigned).toEqual([]);
  });

  it('is for nobody who is not remembered: they see the rule as it is, and nothing is noted', () => {
    const { blocks, assigned } = decideOn({
      rules: [rule('r')],
      slots: ['a'],
      personId: null,
      setup: { experiments: [experiment({ coverage: 1 })] },
    });
    expect([blocks[0]?.content.title, blocks[0]?.variant, assigned]).toEqual(['r', 'default', []]);
  });

  it('draws nobody who would not see it: not where a cap, a condition or a taken place refuses the rule', () => {
    const setup = { experiments: [experiment()] };
    const first = rule('first');
    expect(decideOn({ rules: [first, rule('r')], slots: ['a'], setup }).assigned).toEqual([]);
    expect(decideOn({ rules: [rule('r', { who: { 'purchases.count': { $gte: 1 } } })], slots: ['a'], setup }).assigned).toEqual([]);
  });
});

describe('who is withheld', () => {
  it('by a control group leaves the place of its rule to the next', () => {
    const rules = [rule('r', { controlGroup: 0.5 }), rule('next')];
    const seen = people.map((personId) => decideOn({ rules, slots: ['a'], personId }).blocks[0]?.rule);
    const withheld = seen.filter((each) => each === 'next').length;
    expect(withheld).toBeGreaterThan(160);
    expect(withheld).toBeLessThan(240);
  });

  it('by the holdout sees no block of the site at all', () => {
    const seen = titles({ holdout: { share: 0.5, seed: 'h' } });
    const nothing = seen.filter((each) => each === undefined).length;
    expect(nothing).toBeGreaterThan(160);
    expect(nothing).toBeLessThan(240);
    const personId = people[seen.indexOf(undefined)]!;
    const { trace } = decideOn({ rules: [rule('r')], slots: ['a'], personId, setup: { holdout: { share: 0.5, seed: 'h' } } });
    expect(trace.map(({ outcome }) => outcome)).toEqual(['holdout']);
  });
});
