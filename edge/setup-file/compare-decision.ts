import type { Fixture } from '../../shared/schemas/fixture.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import type { Decision, RuleTrace } from '../decisioning/types.ts';
import { type Finding, pointerTo } from './finding.ts';

const WHY: Partial<Record<RuleTrace['outcome'], string>> = {
  disabled: 'is switched off',
  page: 'does not stand on this type of page',
  schedule: 'is not on at this time: its schedule says otherwise',
  'slot-missing': 'finds none of its slots on the page',
  'slot-taken': 'comes after a rule that has its slot',
  condition: 'is not for this person: its condition does not hold',
  capped: 'was shown as often as it may be',
  'cool-down': 'may not float so soon after something else',
  dismissed: 'was closed by the shopper',
  'over-budget': 'cost pages more than the budget, and is switched off for now',
  'less-like-this': 'is something the shopper asked for less of',
  'nothing-to-show': 'has nothing true to show',
};

type Expected = Fixture['expect'];
/** What is different, and where below `expect`. */
type Difference = { at: readonly (string | number)[]; message: string };

/**
 * Where a decision is not what a fixture expects, in words that say why.
 * @param pointer of the fixture's `expect` in the file
 */
export function differences(expected: Expected, decision: Decision, setup: SiteSetup, pointer: string): Finding[] {
  const found = [
    ...ofStage(expected, decision, setup),
    ...ofSlots(expected, decision),
    ...ofWhatMustNotShow(expected, decision),
    ...ofTexts(expected, decision),
    ...ofTextsThatMustNotBe(expected, decision),
  ];
  return found.map(({ at, message }) => ({ pointer: pointer + pointerTo(...at), message }));
}

function ofStage({ stage: wanted }: Expected, { journey: { stage } }: Decision, setup: SiteSetup): Difference[] {
  if (wanted === undefined || wanted === stage) return [];
  const isKnown = setup.journey.stages.some(({ id }) => id === wanted);
  const hint = isKnown ? '' : '; the journey has no stage of that name';
  return [{ at: ['stage'], message: `expects "${wanted}", but the stage is "${stage}"${hint}` }];
}

function ofSlots({ slots = {} }: Expected, decision: Decision): Difference[] {
  return Object.entries(slots).flatMap(([slot, wanted]) => {
    const shown = decision.blocks.find((block) => block.slot === slot)?.rule ?? null;
    if (shown === wanted) return [];
    const is = shown === null ? 'nothing stands there' : `"${shown}" stands there`;
    const message = wanted === null ? `expects nothing, but ${is}` : `expects "${wanted}", but ${is}: ${why(wanted, slot, decision)}`;
    return [{ at: ['slots', slot], message }];
  });
}

function ofWhatMustNotShow({ notShown = [], notKinds = [] }: Expected, { blocks }: Decision): Difference[] {
  const rules = notShown.flatMap((rule, index) => {
    const block = blocks.find((each) => each.rule === rule);
    return block ? [{ at: ['notShown', index], message: `"${rule}" must not show, but stands in "${block.slot}"` }] : [];
  });
  const kinds = notKinds.flatMap((kind, index) => {
    const block = blocks.find((each) => each.kind === kind);
    return block ? [{ at: ['notKinds', index], message: `no ${kind} must show, but "${block.rule}" in "${block.slot}" is one` }] : [];
  });
  return [...rules, ...kinds];
}

function ofTexts({ texts = {} }: Expected, { blocks }: Decision): Difference[] {
  return Object.entries(texts).flatMap(([slot, wanted]) => {
    const block = blocks.find((each) => each.slot === slot);
    const said = textsOf(block?.content);
    const instead = block ? `what is: ${quoted(said)}` : `nothing stands in "${slot}"`;
    return wanted.flatMap((text, index) =>
      says(said, text) ? [] : [{ at: ['texts', slot, index], message: `"${text}" is not said; ${instead}` }],
    );
  });
}

function ofTextsThatMustNotBe({ notTexts = [] }: Expected, { blocks }: Decision): Difference[] {
  return notTexts.flatMap((text, index) => {
    const block = blocks.find((each) => says(textsOf([each.content, each.reason]), text));
    return block
      ? [{ at: ['notTexts', index], message: `"${text}" must not be said, but "${block.rule}" in "${block.slot}" says it` }]
      : [];
  });
}

/** Names in expectations that the set-up does not have: of those that must not show, nothing would ever be found. */
export function unknownNames(expected: Fixture['expect'], setup: SiteSetup, pointer: string): Finding[] {
  const rules = new Set(setup.rules.map(({ id }) => id));
  return (expected.notShown ?? []).flatMap((rule, index) =>
    rules.has(rule) ? [] : [{ pointer: pointer + pointerTo('notShown', index), message: `there is no rule "${rule}": this is always so` }],
  );
}

/** Why a rule does not stand in a slot, in words. */
function why(rule: string, slot: string, { trace }: Decision): string {
  const told = trace.find((each) => each.rule === rule);
  if (!told) return `there is no rule "${rule}"`;
  if (told.outcome === 'shown') return `"${rule}" stands in "${told.slot ?? slot}"`;
  return `"${rule}" ${WHY[told.outcome] ?? `was left out (${told.outcome})`}`;
}

/** Every text of a block's content. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [plain(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

const says = (said: readonly string[], text: string): boolean => said.some((each) => each.includes(plain(text)));

/** Prices and French signs have spaces that do not break, which nobody should have to type. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

/** Enough of it to see what is there instead. */
const QUOTED_MAX = 6;

function quoted(texts: readonly string[]): string {
  const some = texts.slice(0, QUOTED_MAX).map((text) => `"${text}"`);
  return texts.length > QUOTED_MAX ? `${some.join(', ')} …` : some.join(', ');
}
