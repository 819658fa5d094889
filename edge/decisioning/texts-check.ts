import type { BlockTemplate, Texts } from '../../shared/schemas/rule.ts';
import { type ConditionProblem, escapePointer } from '../journey/condition.ts';
import { claimKind, VARIABLES } from './content/variables.ts';
import { nearestName } from './nearest-name.ts';
import type { SetupFindings } from './setup-check.ts';
import { type Slot, slotsIn, textPattern } from './text-pattern.ts';
import { spokenOf } from './words/claim-words.ts';

/** One text field of a template. */
interface Field {
  pointer: string;
  texts: Texts;
  /** neutral words, where the field may have some; null = it has none; undefined = it cannot, so it may name no datum */
  otherwise?: { pointer: string; texts: Texts | null };
}

/**
 * What a schema cannot see in the texts of a template: variables nobody knows, a datum named without neutral words for when it may be said no more, and
 * words about stock, prices, points or hours that no datum stands behind. The last is a warning: such words may be honest ("ultimi pezzi di una
 * mostra"), and only their author knows.
 */
export function checkTemplateTexts(template: BlockTemplate, at: string): SetupFindings {
  const errors: ConditionProblem[] = [];
  const warnings: ConditionProblem[] = [];
  for (const field of fieldsOf(template)) {
    for (const [language, text] of Object.entries(field.texts)) {
      const pointer = `${at}${field.pointer}/${escapePointer(language)}`;
      const { parts, problem } = textPattern(text);
      if (problem !== null) errors.push({ pointer, message: problem });
      const slots = slotsIn(parts);
      errors.push(...slots.flatMap((slot) => slotFaults(slot, field, at).map((message) => ({ pointer, message }))));
      const named = new Set(slots.map(({ name }) => claimKind(name)));
      for (const { kind, words } of spokenOf(text)) if (!named.has(kind)) warnings.push({ pointer, message: byHand(kind, words) });
    }
    if (field.otherwise?.texts && !claimsIn(field.texts))
      warnings.push({ pointer: at + field.otherwise.pointer, message: 'is never said: the text it stands in for names no datum' });
  }
  return { errors, warnings };
}

/** Texts that cannot have values: why a rule shows. */
export function checkPlainTexts(texts: Texts, at: string): ConditionProblem[] {
  return Object.entries(texts).flatMap(([language, text]) =>
    slotsIn(textPattern(text).parts).map(({ name }) => ({
      pointer: `${at}/${escapePointer(language)}`,
      message: `names {${name}}, and no values stand here`,
    })),
  );
}

const claimsIn = (texts: Texts): boolean =>
  Object.values(texts).some((text) => slotsIn(textPattern(text).parts).some(({ name }) => claimKind(name) !== null));

function slotFaults({ name, fallback, forms }: Slot, { otherwise }: Field, at: string): string[] {
  const variable = VARIABLES.get(name);
  if (!variable) {
    const near = nearestName(name, VARIABLES.keys());
    return [`names {${name}}, which is no variable${near ? `; {${near}} is` : `: there are ${[...VARIABLES.keys()].join(', ')}`}`];
  }
  const faults: string[] = [];
  if (forms && !variable.counts) faults.push(`has wordings by number of {${name}}, which is no number`);
  const kind = claimKind(name);
  if (kind === null) return faults;
  if (fallback !== undefined) faults.push(`has a default for {${name}}: what is not known of ${ABOUT[kind]} is worded in "otherwise"`);
  if (!otherwise) faults.push(`speaks of ${ABOUT[kind]} by {${name}}, where no neutral words can take its place`);
  else if (!otherwise.texts)
    faults.push(`speaks of ${ABOUT[kind]} by {${name}}, and needs neutral words for when it is not known, at ${at}${otherwise.pointer}`);
  return faults;
}

const ABOUT = { stock: 'stock', points: 'points', price: 'a price', hours: 'opening hours' } as const;
const TIED = { stock: '{stock}', points: '{points}', price: '{price} or {cartValue}', hours: '{openUntil}' } as const;

const byHand = (kind: keyof typeof ABOUT, words: string): string =>
  `says "${words}", which speaks of ${ABOUT[kind]} with no datum behind it: name ${TIED[kind]}, or be sure that it is true for everybody who sees it`;

/** All texts of a template. Lists and labels have no place for neutral words. */
function fieldsOf(template: BlockTemplate): Field[] {
  const plain = (pointer: string, texts: Texts | undefined): Field[] => (texts ? [{ pointer, texts }] : []);
  const claiming = (name: string, texts: Texts, neutral: Texts | undefined): Field[] => {
    const pointer = `/otherwise/${name}`;
    return [{ pointer: `/${name}`, texts, otherwise: { pointer, texts: neutral ?? null } }, ...plain(pointer, neutral)];
  };
  const action = 'action' in template ? plain('/action/label', template.action?.label) : [];
  switch (template.kind) {
    case 'recommendations':
      return claiming('title', template.title, template.otherwise?.title);
    case 'store-notice':
      return [...template.benefits.flatMap((benefit, index) => plain(`/benefits/${index}`, benefit)), ...action];
    case 'loyalty-prompt':
      return [
        ...(['memberTitle', 'joinTitle', 'joinText'] as const).flatMap((name) =>
          claiming(name, template[name], template.otherwise?.[name]),
        ),
        ...action,
      ];
    case 'message':
      return [...(['title', 'text'] as const).flatMap((name) => claiming(name, template[name], template.otherwise?.[name])), ...action];
    case 'feedback': {
      const { input } = template;
      const answers =
        input.type === 'scale'
          ? [...plain('/input/minLabel', input.minLabel), ...plain('/input/maxLabel', input.maxLabel)]
          : input.options.flatMap(({ label }, index) => plain(`/input/options/${index}/label`, label));
      const { title, question, commentLabel, thanks } = template;
      return [
        ...plain('/title', title),
        ...plain('/question', question),
        ...answers,
        ...plain('/commentLabel', commentLabel),
        ...plain('/thanks', thanks),
      ];
    }
  }
}
