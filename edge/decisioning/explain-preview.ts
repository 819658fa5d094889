import type { Forced, Preview, PreviewedRule } from '../../shared/schemas/preview.ts';
import type { Rule } from '../../shared/schemas/rule.ts';
import { localeChain, pickText } from '../journey/text-choice.ts';
import type { Decision, DecisionInput, RuleTrace } from './types.ts';
import { TRACE_WORDS } from './words/trace-words.ts';

/** Shops to choose from: the list of a chain is longer than anyone scrolls. */
const STORES_MAX = 300;

/** A decision in words for who looks after the site: what became of each rule, and what could be chosen instead. In Italian or English, by the locale. */
export function explainPreview(input: DecisionInput, { journey, trace }: Decision, forced: Forced): Omit<Preview, 'isDraft' | 'expiresAt'> {
  const { head, stores } = input.site;
  const { locale } = input.visit.page;
  const chain = localeChain(locale, head.settings.locale);
  const language = chain.find((tag) => tag === 'it' || tag === 'en') === 'it' ? 'it' : 'en';
  const stages = head.setup.journey.stages.map(({ id, name }) => ({ id, name: pickText(name, chain) ?? id }));
  const rules = new Map(head.setup.rules.map((rule) => [rule.id, rule]));
  const told = trace.map((each): PreviewedRule => {
    const rule = rules.get(each.rule);
    const variant = each.experiment?.variant;
    return {
      rule: each.rule,
      name: (rule && pickText(rule.name, chain)) ?? each.rule,
      outcome: each.outcome,
      text: wordsOf(each, rule, language),
      ...(each.slot === undefined ? {} : { slot: each.slot }),
      ...(variant == null ? {} : { variant }),
    };
  });
  return {
    revision: head.revision,
    at: new Date(input.nowMs).toISOString(),
    locale,
    stage: stages.find(({ id }) => id === journey.stage) ?? { id: journey.stage, name: journey.stage },
    forced,
    trace: told,
    slots: input.visit.slots.map((slot) => ({ slot, rule: trace.find((each) => each.slot === slot)?.rule ?? null })),
    stages,
    stores: stores.slice(0, STORES_MAX).map(({ storeCode, name }) => ({ id: storeCode, name })),
    experiments: (head.setup.experiments ?? []).map(({ id, rule, variants }) => ({ id, rule, variants: variants.map((each) => each.id) })),
  };
}

function wordsOf({ outcome }: RuleTrace, rule: Rule | undefined, language: 'it' | 'en'): string {
  return TRACE_WORDS[language][outcome].replace('{slots}', () => rule?.slots.join(', ') ?? '');
}
