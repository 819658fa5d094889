import type { Rule } from '../../shared/schemas/rule.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { PAGE_TYPES } from '../../shared/schemas/visit.ts';
import type { Domain } from '../journey/attribute-domains.ts';
import type { ConditionProblem } from '../journey/condition.ts';
import { conditionOutcome } from '../journey/condition-outcome.ts';
import { withoutSegments } from '../journey/segments.ts';
import type { SetupFindings } from './setup-check.ts';

/** Stages nobody can be in and rules nobody can see: conditions that can never hold, and what stands behind something that always comes first. Pointers into the set-up. */
export function checkReach({ journey, rules, segments = [], experiments = [] }: SiteSetup): SetupFindings {
  const errors: ConditionProblem[] = [];
  const warnings: ConditionProblem[] = [];
  let first: string | null = null;
  journey.stages.forEach(({ id, when }, index) => {
    const pointer = `/journey/stages/${index}/when`;
    const outcome = conditionOutcome(withoutSegments(when, segments));
    if (outcome === 'never') errors.push({ pointer, message: 'can never hold: nobody would be in this stage' });
    if (first !== null) warnings.push({ pointer, message: `is never asked: "${first}" before it always holds` });
    else if (outcome === 'always') first = id;
  });
  const stage: Domain = { kind: 'finite', values: journey.stages.map(({ id }) => id) };
  const inExperiments = new Set(experiments.map(({ rule }) => rule));
  const takers: Rule[] = [];
  rules.forEach((rule, index) => {
    const who = withoutSegments(rule.who, segments);
    const onPages: Domain = { kind: 'finite', values: rule.pages.length > 0 ? rule.pages : PAGE_TYPES };
    const outcome = conditionOutcome(who, { stage, 'page.type': onPages });
    const pointer = `/rules/${index}/who`;
    if (outcome === 'never') {
      const isOfPages = conditionOutcome(who, { stage }) !== 'never';
      errors.push({ pointer, message: `can never hold${isOfPages ? ' on the pages of this rule' : ''}: nobody would see it` });
    }
    if (!rule.enabled) return;
    const before = rule.slots.map((slot) => takers.find((taker) => taker.slots[0] === slot && isOnPagesOf(taker, rule)));
    if (before.every((taker) => taker !== undefined)) {
      const names = [...new Set(before.map((taker) => `"${taker!.id}"`))].join(', ');
      warnings.push({ pointer: `/rules/${index}/slots`, message: `hardly ever shows: ${names} before it takes its place whoever comes` });
    }
    if (outcome === 'always' && alwaysTakes(rule) && !inExperiments.has(rule.id)) takers.push(rule);
  });
  return { errors, warnings };
}

function isOnPagesOf(taker: Rule, rule: Rule): boolean {
  return taker.pages.length === 0 || (rule.pages.length > 0 && rule.pages.every((page) => taker.pages.includes(page)));
}

/** It has something to show to everybody, at any time and however often, and one place for it. What floats may have to wait for something else. */
function alwaysTakes({ slots, what, often, schedule, controlGroup }: Rule): boolean {
  const isPlain = slots.length === 1 && slots[0] !== 'overlay' && what.kind === 'message';
  return isPlain && schedule === undefined && (controlGroup ?? 0) === 0 && Object.values(often).every((limit) => limit === undefined);
}
