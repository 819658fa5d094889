import type { Rule } from '../../shared/schemas/rule.ts';
import type { PageType } from '../../shared/schemas/visit.ts';
import type { RuleTrace } from './types.ts';

/** A rule on pages of a type: what is known of it before anything of the person is. */
export interface IndexedRule {
  rule: Rule;
  /** what becomes of it on all such pages, whoever looks; null = it may show */
  refused: RuleTrace | null;
}

const known = new WeakMap<readonly Rule[], Map<PageType, readonly IndexedRule[]>>();

/**
 * Rules in their order, those that are switched off or not for pages of this type refused already: worked out once for each list of rules and type, however many
 * visits ask. A published list never changes.
 */
export function rulesOnPage(rules: readonly Rule[], pageType: PageType): readonly IndexedRule[] {
  let byType = known.get(rules);
  if (!byType) {
    byType = new Map();
    known.set(rules, byType);
  }
  let indexed = byType.get(pageType);
  if (!indexed) {
    indexed = rules.map((rule) => ({ rule, refused: refusalOf(rule, pageType) }));
    byType.set(pageType, indexed);
  }
  return indexed;
}

function refusalOf({ id, enabled, pages }: Rule, pageType: PageType): RuleTrace | null {
  if (!enabled) return Object.freeze({ rule: id, outcome: 'disabled' });
  return pages.length > 0 && !pages.includes(pageType) ? Object.freeze({ rule: id, outcome: 'page' }) : null;
}
