import { OVERLAY_SLOT } from '../../shared/protocol.ts';
import type { Block, BlockLabels } from '../../shared/schemas/block.ts';
import type { Experiment } from '../../shared/schemas/experiment.ts';
import type { Rule } from '../../shared/schemas/rule.ts';
import { periodOf } from '../experiments/period.ts';
import { type RuleVariant, variantOnRule } from '../experiments/variant-on-rule.ts';
import { journeyBasisOf } from '../journey/basis.ts';
import { conditionHolds } from '../journey/condition.ts';
import { journeyStateOf } from '../journey/journey-state.ts';
import { resolvedSetup } from '../journey/segments.ts';
import { traitsOf } from '../journey/traits.ts';
import { type Attributes, attributesOf } from './attributes.ts';
import { capOf, hasLimits, isCoolingDown } from './caps.ts';
import { type BlockPart, buildContent } from './content/build-content.ts';
import type { ContentContext } from './content/context.ts';
import { validUntilMs } from './content/validity.ts';
import { type Unwanted, unwantedBy } from './less-like-this.ts';
import { rulesOnPage } from './rule-index.ts';
import { scheduleAt } from './schedule.ts';
import { slotsOf } from './slots.ts';
import { type Speech, speechOf, textOf } from './texts.ts';
import type { Decision, DecisionInput, RuleTrace } from './types.ts';

/** What a rule shows where its author made no variants. */
const ONLY_VARIANT = 'default';

/**
 * What to show this person now, and why. Stage first; then the rules in their order: each takes the first of its slots that the page
 * has and no earlier rule took, if its condition holds, the person is not tired of it, and there is something true to show.
 * A rule that cannot show leaves its place to the next.
 *
 * @param asked `contenders`: the trace also says which rules were kept out by the order alone; no visitor needs to know
 */
export function decide(input: DecisionInput, asked: { contenders?: boolean } = {}): Decision {
  const { nowMs, profile, customer, site, visit } = input;
  const { setup, settings } = site.head;
  const speech = speechOf(visit.page.locale, settings.locale);
  const basis = journeyBasisOf(site.head);
  const traits = traitsOf(profile, customer, basis, nowMs);
  const found = journeyStateOf(traits, profile, customer, input.stageNote, basis, speech.chain, nowMs);
  const stage = input.forced?.stage;
  const journey = stage === undefined ? found : { ...found, stage, since: new Date(nowMs).toISOString(), confidence: 1, because: [] };
  const slots = slotsOf(visit.slots, visit.page.type, setup.slots);
  const attributes = attributesOf(input, traits, journey, slots.inline);
  const context: ContentContext = { input, traits, speech, attributes };
  const free = new Set(slots.all);

  const unwanted = unwantedBy(profile.exposures, setup.rules, nowMs);
  const labels = labelsOf(speech, visit.kept);

  const offers = input.visit.isNewPage ? input.offers : input.offers.filter(({ rule, block }) => block !== blockId(rule, visit.page.url));
  const floating = offers.filter(({ floats }) => floats);
  const isCalm = !isCoolingDown(setup.coolDown, profile.floated, floating, visit.sessionId, nowMs);
  const known: Known = { input, attributes, asked: slots.all, free, unwanted, offers, isCalm, tellsContenders: asked.contenders === true };
  const blocks: Block[] = [];
  const trace: RuleTrace[] = [];
  const offered: Decision['offered'] = [];
  const assigned: Decision['assigned'] = [];
  for (const { rule, refused } of rulesOnPage(resolvedSetup(setup).rules, visit.page.type)) {
    if (refused) {
      trace.push(refused);
      continue;
    }
    const outcome = tryRule(rule, known);
    if ('refused' in outcome) {
      trace.push({ rule: rule.id, outcome: outcome.refused, ...(outcome.contends ? { contends: true } : {}) });
      continue;
    }
    const chosen = chosenOf(rule, input);
    const experiment = chosen.why === null ? {} : { experiment: { id: chosen.experiment, variant: chosen.variant, why: chosen.why } };
    if (chosen.what === null) {
      trace.push({ rule: rule.id, outcome: chosen.why === 'holdout' ? 'holdout' : 'control-group', ...experiment });
      continue;
    }
    const part = buildContent(chosen.what, context);
    if (part === null) {
      trace.push({ rule: rule.id, outcome: 'nothing-to-show', ...experiment });
      continue;
    }
    free.delete(outcome.slot);
    const variant = chosen.variant ?? ONLY_VARIANT;
    const drawn = chosen.why === 'assigned' && setup.experiments?.find(({ id }) => id === chosen.experiment);
    if (drawn) assigned.push(assignmentOf(drawn, variant));
    blocks.push(blockOf(rule, variant, { slot: outcome.slot, at: slots.placeOf(outcome.slot) }, part, input, speech, labels));
    trace.push({ rule: rule.id, outcome: 'shown', slot: outcome.slot, ...experiment });
    const floats = outcome.slot === OVERLAY_SLOT;
    const block = blockId(rule.id, visit.page.url);
    const isOpen = !visit.isNewPage && input.offers.some((offer) => offer.block === block);
    if ((hasLimits(rule.often) || (floats && setup.coolDown)) && !isOpen) offered.push({ rule: rule.id, block, floats });
  }
  return { journey, blocks, trace, offered, assigned };
}

/** What of a rule this person sees: who is not remembered sees it as it is, as nothing they see could stay the same. */
function chosenOf(rule: Rule, { site, profile, personId, nowMs, forced }: DecisionInput): RuleVariant {
  for (const { id, rule: on, variants } of forced?.variants ? (site.head.setup.experiments ?? []) : []) {
    const shown = on === rule.id && variants.find((each) => each.id === forced?.variants?.[id]);
    if (shown) return { experiment: id, variant: shown.id, what: shown.what ?? rule.what, why: 'forced', isMixed: false };
  }
  if (personId === null) return { experiment: null, variant: null, what: rule.what, why: null, isMixed: false };
  const { setup, stoppedVariants: stopped } = site.head;
  return variantOnRule(rule, { ...setup, stopped }, { personId, nowMs, earlier: profile.assignments });
}

function assignmentOf({ id, bucketVersion, variants }: Experiment, variant: string): Decision['assigned'][number] {
  return { experiment: id, variant, bucketVersion, period: periodOf(variants) };
}

type Eligibility = { slot: string } | { refused: RuleTrace['outcome']; contends?: boolean };

/** What is asked of every rule in turn. */
interface Known {
  input: DecisionInput;
  attributes: Attributes;
  asked: ReadonlySet<string>;
  free: ReadonlySet<string>;
  unwanted: Unwanted;
  /** to other pages of the person */
  offers: DecisionInput['offers'];
  /** nothing has floated so lately that something else may not */
  isCalm: boolean;
  /** rules that come too late are asked whether they would have shown */
  tellsContenders: boolean;
}

/** Its block cost pages too much. */
function isSwitchedOff({ id }: Rule, { site, nowMs }: DecisionInput): boolean {
  return site.head.overBudget?.some(({ rule, untilMs }) => rule === id && nowMs < untilMs) ?? false;
}

/** Cheapest questions first, of a rule that is switched on and for pages of this type. */
function tryRule(rule: Rule, known: Known): Eligibility {
  const { asked, free, isCalm } = known;
  if (isSwitchedOff(rule, known.input)) return { refused: 'over-budget' };
  const mayFloat = isCalm || rule.often.ignoresCoolDown === true;
  const fits = (candidate: string): boolean => candidate !== OVERLAY_SLOT || mayFloat;
  const slot = rule.slots.find((candidate) => free.has(candidate) && fits(candidate));
  if (slot !== undefined) {
    const refused = refusalOf(rule, known);
    return refused === null ? { slot } : { refused };
  }
  if (rule.slots.some((candidate) => free.has(candidate))) return { refused: 'cool-down' };
  const present = rule.slots.filter((candidate) => asked.has(candidate));
  if (present.length === 0) return { refused: 'slot-missing' };
  return { refused: 'slot-taken', contends: known.tellsContenders && present.some(fits) && refusalOf(rule, known) === null };
}

/** What keeps a rule from showing, had it a place. */
function refusalOf(rule: Rule, { input, attributes, unwanted, offers }: Known): RuleTrace['outcome'] | null {
  const { timeZone } = input.site.head.settings;
  if (rule.schedule && !scheduleAt(rule.schedule, timeZone, input.hoursAtMs).open) return 'schedule';
  if (unwanted(rule)) return 'less-like-this';
  if (!conditionHolds(rule.who, attributes)) return 'condition';
  const { exposures, purchases } = input.profile;
  const exposure = Object.hasOwn(exposures, rule.id) ? exposures[rule.id] : undefined;
  const mine = offers.length === 0 ? offers : offers.filter((offer) => offer.rule === rule.id);
  const moment = { sessionId: input.visit.sessionId, nowMs: input.nowMs, lastPurchaseAtMs: purchases.at(-1)?.atMs ?? null };
  return capOf(rule.often, exposure, mine, moment);
}

function blockOf(
  rule: Rule,
  variant: string,
  { slot, at }: { slot: string; at: Block['at'] },
  { untilMs, claimsUntilMs, ...part }: BlockPart,
  input: DecisionInput,
  speech: Speech,
  labels: BlockLabels,
): Block {
  const { on, afterMs, percent, event } = rule.when;
  const validMs = validUntilMs(rule, untilMs, input);
  return {
    id: blockId(rule.id, input.visit.page.url),
    rule: rule.id,
    variant,
    slot,
    placement: slot === OVERLAY_SLOT ? rule.overlay : 'inline',
    ...(at ? { at } : {}),
    when: {
      on,
      ...(afterMs === undefined ? {} : { afterMs }),
      ...(percent === undefined ? {} : { percent }),
      ...(event === undefined ? {} : { event }),
    },
    reason: textOf(rule.reason, speech) ?? '',
    labels,
    ...(validMs === null ? {} : { validUntil: new Date(validMs).toISOString() }),
    ...(claimsUntilMs === null ? {} : { claimsUntil: new Date(claimsUntilMs).toISOString() }),
    ...part,
  };
}

/** The words of a block's frame. Where nothing is stored there is nothing to start again, to have or to erase. */
function labelsOf({ words }: Speech, kept: boolean): BlockLabels {
  if (kept) return words.labels;
  const { reset, download, erase, confirmErase, ...labels } = words.labels;
  return labels;
}

/**
 * The same while a page stays, so that asking again (the cart changed) neither redraws a block nor counts it twice; another on the next page.
 * FNV-1a, 32 bits, over the address without its fragment.
 */
function blockId(ruleId: string, pageUrl: string): string {
  let hash = 0x811c9dc5;
  for (const char of pageUrl.split('#', 1)[0]!) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  return `${ruleId}.${(hash >>> 0).toString(36)}`;
}
