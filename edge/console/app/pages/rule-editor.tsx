import { useId, useState } from 'preact/hooks';
import type { Rule, Texts } from '../../../../shared/schemas/rule.ts';
import { useLanguage, useTexts } from '../context.ts';
import { replaced, type TextPlace, textPlaces, withText } from '../rule-texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { textOf } from '../words/rule-words.ts';
import { fill } from '../words/texts.ts';

const LANGUAGES = ['it', 'en'] as const;
const BENEFITS_MAX = 4;
/** From here on a text wants more than a line. */
const LONG_CHARS = 60;

interface Props {
  rule: Rule;
  onApply: (rule: Rule) => void;
  onClose: () => void;
}

/** All texts of a rule, Italian beside English. */
export function RuleEditor({ rule: given, onApply, onClose }: Props) {
  const texts = useTexts();
  const language = useLanguage();
  const words = texts.rules;
  const [rule, setRule] = useState(given);
  const benefits = rule.what.kind === 'store-notice' ? rule.what.benefits : null;
  const setBenefits = (list: Texts[]) => setRule(replaced(rule, ['what', 'benefits'], () => list) as Rule);
  return (
    <Dialog title={fill(words.editOf, { name: textOf(given.name, language) || given.id })} onClose={onClose} wide>
      <form
        class="texts"
        onSubmit={(event) => {
          event.preventDefault();
          onApply(withoutEmptyBenefits(rule));
        }}
      >
        {textPlaces(rule).map((place) => (
          <TextField
            key={place.path.join('.')}
            place={place}
            onText={(of, text) => setRule(withText(rule, place.path, of, text))}
            {...(place.path[1] === 'benefits' && benefits
              ? { onRemove: () => setBenefits(benefits.filter((_, index) => index !== place.path[2])) }
              : {})}
          />
        ))}
        {benefits && benefits.length < BENEFITS_MAX && (
          <button type="button" onClick={() => setBenefits([...benefits, {}])}>
            {words.addBenefit}
          </button>
        )}
        <footer>
          <button type="button" onClick={onClose}>
            {texts.cancel}
          </button>
          <button type="submit" class="primary">
            {words.apply}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function TextField({
  place,
  onText,
  onRemove,
}: {
  place: TextPlace;
  onText: (language: string, text: string) => void;
  onRemove?: () => void;
}) {
  const texts = useTexts();
  const words = texts.rules;
  const id = useId();
  const label = labelOf(place, words.fields);
  const long = LANGUAGES.some((language) => (place.texts[language] ?? '').length > LONG_CHARS);
  return (
    <fieldset>
      <legend>{label}</legend>
      {LANGUAGES.map((language) => {
        const text = place.texts[language] ?? '';
        const properties = {
          id: `${id}-${language}`,
          lang: language,
          value: text,
          maxLength: 2_000,
          'aria-describedby': text === '' ? `${id}-${language}-missing` : undefined,
        };
        return (
          <div key={language}>
            <label for={`${id}-${language}`}>{language === 'it' ? words.italian : words.english}</label>
            {long ? (
              <textarea {...properties} rows={3} onInput={(event) => onText(language, event.currentTarget.value)} />
            ) : (
              <input {...properties} onInput={(event) => onText(language, event.currentTarget.value)} />
            )}
            {text === '' && <small id={`${id}-${language}-missing`}>{words.missing}</small>}
          </div>
        );
      })}
      {onRemove && (
        <button type="button" class="quiet" onClick={onRemove}>
          {words.removeBenefit}
        </button>
      )}
    </fieldset>
  );
}

function labelOf(place: TextPlace, fields: Readonly<Record<string, string>>): string {
  const names = place.path.filter((key) => typeof key === 'string' && key in fields && key !== 'label') as string[];
  const number = place.path.find((key) => typeof key === 'number');
  const last = place.path.at(-1);
  const name = names.at(-1) ?? String(last);
  return typeof number === 'number' ? `${fields[name] ?? name} ${number + 1}` : (fields[name] ?? fields[String(last)] ?? String(last));
}

function withoutEmptyBenefits(rule: Rule): Rule {
  if (rule.what.kind !== 'store-notice') return rule;
  return { ...rule, what: { ...rule.what, benefits: rule.what.benefits.filter((benefit) => Object.keys(benefit).length > 0) } };
}
