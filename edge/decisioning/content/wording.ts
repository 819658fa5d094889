import type { BlockAction } from '../../../shared/schemas/block.ts';
import type { Texts } from '../../../shared/schemas/rule.ts';
import { pickText } from '../../journey/text-choice.ts';
import { filled, slotsIn, textPattern, type Value } from '../text-pattern.ts';
import { Claim } from './claim.ts';
import type { ContentContext } from './context.ts';
import type { Wording } from './drafts.ts';
import { VARIABLES } from './variables.ts';

/** A marketer's text for this person: a claim where it names a datum; null where a value is missing and has no default. */
function wordingOf(texts: Texts, context: ContentContext): Wording | null {
  const text = pickText(texts, context.speech.chain);
  if (text === null) return null;
  const { parts } = textPattern(text);
  const values = new Map<string, Value>();
  let claims: Claim<ReadonlyMap<string, Value>> | null = null;
  for (const { name } of slotsIn(parts)) {
    const value = VARIABLES.get(name)?.of(context) ?? null;
    if (value instanceof Claim)
      claims = value.with<ReadonlyMap<string, Value>, ReadonlyMap<string, Value>>(
        claims ?? NOTHING,
        (told, others) => new Map([...others, [name, told]]),
      );
    else if (value) values.set(name, value);
  }
  const { language } = context.speech;
  const plain = filled(parts, values, language);
  if (!claims) return plain;
  // Whether all is there is seen without the claims' values: any of them is a text.
  const worded: Claim<string | null> = claims.map((told) => filled(parts, new Map([...values, ...told]), language));
  return wholeOf(worded);
}

const NOTHING: Claim<ReadonlyMap<string, Value>> = new Claim(new Map(), Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);

function wholeOf(worded: Claim<string | null>): Claim<string> | null {
  let isWhole = false;
  const text = worded.map((said) => {
    isWhole = said !== null;
    return said ?? '';
  });
  return isWhole ? text : null;
}

/** A text where nothing is claimed; null where there is none, where a value is missing, or where it rests on a datum. */
export function plainOf(texts: Texts | undefined, context: ContentContext): string | null {
  const wording = texts ? wordingOf(texts, context) : null;
  return typeof wording === 'string' ? wording : null;
}

/** What is said now, and what stands in its place when its claims are over; null where there is nothing to say. */
export interface Said {
  now: Wording;
  /** null = nothing */
  neutral: string | null;
}

/** @param otherwise the neutral words, said at once where the text cannot be */
export function saidOf(texts: Texts, otherwise: Texts | undefined, context: ContentContext): Said | null {
  const wording = wordingOf(texts, context);
  if (typeof wording === 'string') return { now: wording, neutral: wording };
  const neutral = plainOf(otherwise, context);
  const now = wording?.at(context.input.nowMs) ? wording : neutral;
  return now === null ? null : { now, neutral };
}

/** A marketer's link in the answer's language; undefined where there is none. */
export function actionOf(action: { label: Texts; url: string } | undefined, context: ContentContext): BlockAction | undefined {
  const label = plainOf(action?.label, context);
  return action && label !== null ? { label, url: action.url } : undefined;
}
