import { type Money, toMinor } from '../../../shared/money.ts';
import type { LoyaltyPromptContent } from '../../../shared/schemas/block.ts';
import type { Customer } from '../../../shared/schemas/customer.ts';
import type { LoyaltyProgram } from '../../../shared/schemas/site-setup.ts';
import { keptPurchases } from '../../journey/clocks.ts';
import { isMember } from '../../journey/traits.ts';
import { BALANCE_DATED_MS, BALANCE_FRESH_MS, type MemberStanding, memberStanding } from '../../loyalty/member.ts';
import { pointsFor } from '../../loyalty/points.ts';
import { countText, dateText } from '../format.ts';
import { type Speech, say, sayCount, textOf } from '../texts.ts';
import { actionOf, type ContentContext, type TemplateOf } from './context.ts';
import { SAID_AGAIN_MAX_MS, type Told } from './validity.ts';

/** Members see where they stand, as far as it is known; others what joining gives. Nothing where the site has no programme. */
export function loyaltyPromptContent(template: TemplateOf<'loyalty-prompt'>, context: ContentContext): Told<LoyaltyPromptContent> | null {
  const { customer, site } = context.input;
  const program = site.head.setup.loyalty;
  if (!program) return null;
  return customer && isMember(customer) ? memberContent(template, context, program, customer) : joinContent(template, context, program);
}

function memberContent(
  template: TemplateOf<'loyalty-prompt'>,
  { input, traits, speech }: ContentContext,
  program: LoyaltyProgram,
  customer: Customer,
): Told<LoyaltyPromptContent> | null {
  const { words } = speech;
  const purchaseTimes = keptPurchases(input.profile).map((purchase) => purchase.atMs);
  const standing = memberStanding(customer, program, purchaseTimes.length > 0 ? Math.max(...purchaseTimes) : null, input.nowMs);
  const title = textOf(template.memberTitle, speech, { program: textOf(program.name, speech), points: standing.points });
  if (title === null) return null;
  const pointsText = balanceText(standing, speech, input.site.head.settings.timeZone);
  const tierText = standing.tier ? textOf(standing.tier.name, speech) : null;
  const progress = progressOf(standing, speech);
  const earnText = earnings(words.earns, traits.cart, program, speech);
  const action = actionOf(template.action, speech);
  const content: LoyaltyPromptContent = {
    title,
    text: words.memberText,
    ...(pointsText ? { pointsText } : {}),
    ...(tierText ? { tierText } : {}),
    ...(progress ? { progress } : {}),
    ...(earnText ? { earnText } : {}),
    ...(action ? { action } : {}),
  };
  return { content, untilMs: balanceUntilMs(standing, input.nowMs) };
}

function joinContent(
  template: TemplateOf<'loyalty-prompt'>,
  { input, traits, speech }: ContentContext,
  program: LoyaltyProgram,
): Told<LoyaltyPromptContent> | null {
  const values = { program: textOf(program.name, speech) };
  const title = textOf(template.joinTitle, speech, values);
  const text = textOf(template.joinText, speech, values);
  if (title === null || text === null) return null;
  const earnText = earnings(speech.words.wouldEarn, traits.cart, program, speech);
  const action = actionOf(template.action, speech) ?? (program.joinUrl ? { label: speech.words.join, url: program.joinUrl } : undefined);
  const content = { title, text, ...(earnText ? { earnText } : {}), ...(action ? { action } : {}) };
  return { content, untilMs: input.nowMs + SAID_AGAIN_MAX_MS };
}

/** A balance said plainly is true while it is fresh, one with its date a while longer; without one only words and a tier are said. */
function balanceUntilMs({ certainty, asOfMs }: MemberStanding, nowMs: number): number {
  const untilMs = nowMs + SAID_AGAIN_MAX_MS;
  if (certainty === 'unknown') return untilMs;
  return Math.min(untilMs, asOfMs + (certainty === 'now' ? BALANCE_FRESH_MS : BALANCE_DATED_MS));
}

const pointsText = (points: number, speech: Speech): string =>
  sayCount(speech.words.points, points, speech, { points: countText(points, speech.locale) });

/** "320 punti", "320 punti al 12 marzo · 45 punti in arrivo"; empty where the balance is not known well enough to be said. */
function balanceText(standing: MemberStanding, speech: Speech, timeZone: string): string {
  if (standing.points === null) return '';
  const points = pointsText(standing.points, speech);
  const day = dateText(standing.asOfMs, timeZone, speech.locale);
  const balance = standing.certainty === 'now' ? points : say(speech.words.pointsAsOf, { points, day });
  return standing.pending === null
    ? balance
    : `${balance} · ${say(speech.words.pending, { points: pointsText(standing.pending, speech) })}`;
}

function progressOf({ points, next, tier }: MemberStanding, speech: Speech): LoyaltyPromptContent['progress'] {
  if (points === null) return undefined;
  if (next === null) return tier ? { value: 1, max: 1, text: speech.words.topTier } : undefined;
  const name = textOf(next.tier.name, speech);
  if (name === null) return undefined;
  return {
    value: Math.max(0, points),
    max: next.tier.fromPoints,
    text: say(speech.words.toNextTier, { points: pointsText(next.missingPoints, speech), tier: name }),
  };
}

function earnings(words: string, cart: ContentContext['traits']['cart'], program: LoyaltyProgram, speech: Speech): string {
  if (!cart.open || cart.value === null || cart.currency === null) return '';
  const amount: Money = { minor: toMinor(cart.value, cart.currency), currency: cart.currency };
  const points = pointsFor(amount, program);
  return points > 0 ? say(words, { points: pointsText(points, speech) }) : '';
}
