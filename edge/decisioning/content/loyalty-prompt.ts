import { type Money, toMinor } from '../../../shared/money.ts';
import type { Customer } from '../../../shared/schemas/customer.ts';
import type { LoyaltyProgram } from '../../../shared/schemas/site-setup.ts';
import { isMember } from '../../journey/traits.ts';
import type { MemberStanding } from '../../loyalty/member.ts';
import { pointsFor } from '../../loyalty/points.ts';
import { countText, dateText } from '../format.ts';
import { type Speech, say, sayCount, textOf } from '../texts.ts';
import { balanceClaims, standingOf } from './balance.ts';
import { Claim } from './claim.ts';
import type { ContentContext, TemplateOf } from './context.ts';
import type { Drafts } from './drafts.ts';
import type { Draft } from './told.ts';
import { SAID_AGAIN_MAX_MS } from './validity.ts';
import { actionOf, saidOf } from './wording.ts';

/** Members see where they stand, as far as it is known; others what joining gives. Nothing where the site has no programme. */
export function loyaltyPromptContent(template: TemplateOf<'loyalty-prompt'>, context: ContentContext): Draft<'loyalty-prompt'> | null {
  const { customer, site } = context.input;
  const program = site.head.setup.loyalty;
  if (!program) return null;
  return customer && isMember(customer) ? memberContent(template, context, program, customer) : joinContent(template, context, program);
}

function memberContent(
  template: TemplateOf<'loyalty-prompt'>,
  context: ContentContext,
  program: LoyaltyProgram,
  customer: Customer,
): Draft<'loyalty-prompt'> | null {
  const { input, traits, speech } = context;
  const { words } = speech;
  const standing = standingOf(customer, program, input);
  const title = saidOf(template.memberTitle, template.otherwise?.memberTitle, context);
  if (title === null) return null;
  const claimOf = balanceClaims(standing, input.nowMs);
  const pointsText = balanceText(standing, speech, input.site.head.settings.timeZone);
  const tierText = standing.tier ? textOf(standing.tier.name, speech) : null;
  const progress = progressOf(standing, speech);
  const earnText = earnings(words.earns, traits.cart, program, speech, input.nowMs);
  const action = actionOf(template.action, context);
  const plain = { text: words.memberText, ...(tierText ? { tierText } : {}), ...(action ? { action } : {}) };
  const draft: Drafts['loyalty-prompt'] = {
    title: title.now,
    ...plain,
    ...(pointsText ? { pointsText: claimOf(pointsText) } : {}),
    ...(progress ? { progress: claimOf(progress) } : {}),
    ...(earnText ? { earnText } : {}),
  };
  return { draft, ...(title.neutral === null ? {} : { neutral: { title: title.neutral, ...plain } }) };
}

function joinContent(
  template: TemplateOf<'loyalty-prompt'>,
  context: ContentContext,
  program: LoyaltyProgram,
): Draft<'loyalty-prompt'> | null {
  const { input, traits, speech } = context;
  const title = saidOf(template.joinTitle, template.otherwise?.joinTitle, context);
  const text = saidOf(template.joinText, template.otherwise?.joinText, context);
  if (title === null || text === null) return null;
  const earnText = earnings(speech.words.wouldEarn, traits.cart, program, speech, input.nowMs);
  const action = actionOf(template.action, context) ?? (program.joinUrl ? { label: speech.words.join, url: program.joinUrl } : undefined);
  const link = action ? { action } : {};
  return {
    draft: { title: title.now, text: text.now, ...link, ...(earnText ? { earnText } : {}) },
    ...(title.neutral === null || text.neutral === null ? {} : { neutral: { title: title.neutral, text: text.neutral, ...link } }),
  };
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

function progressOf({ points, next, tier }: MemberStanding, speech: Speech): { value: number; max: number; text: string } | undefined {
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

/** What the cart earns, by its prices as they are now. */
function earnings(
  words: string,
  cart: ContentContext['traits']['cart'],
  program: LoyaltyProgram,
  speech: Speech,
  nowMs: number,
): Claim<string> | null {
  if (!cart.open || cart.value === null || cart.currency === null) return null;
  const amount: Money = { minor: toMinor(cart.value, cart.currency), currency: cart.currency };
  const points = pointsFor(amount, program);
  return points > 0 ? new Claim(say(words, { points: pointsText(points, speech) }), nowMs, nowMs + SAID_AGAIN_MAX_MS) : null;
}
