import type { Rule } from '../../../../shared/schemas/rule.ts';
import type { JourneyReport } from '../api-types.ts';
import { useTexts } from '../context.ts';
import { numberText } from '../format.ts';
import { Icon } from '../ui/icons.tsx';
import type { Teller } from '../words/condition-words.ts';
import { ruleWords } from '../words/rule-words.ts';
import { fill } from '../words/texts.ts';

interface Props {
  rule: Rule;
  teller: Teller;
  /** 1 = wins over all others */
  position: number;
  last: boolean;
  results: JourneyReport['rules'][number] | null;
  onToggle: () => void;
  onMove: (by: -1 | 1) => void;
  onEdit: () => void;
}

/** One rule, read aloud: when, who, what, where, how often. */
export function RuleCard({ rule, teller, position, last, results, onToggle, onMove, onEdit }: Props) {
  const texts = useTexts();
  const words = texts.rules;
  const name = teller.ruleName(rule.id);
  const reading = ruleWords(rule, teller);
  return (
    <li class={rule.enabled ? 'rule card' : 'rule card disabled'} id={`rule-${rule.id}`}>
      <header>
        <span class="position" aria-hidden="true">
          {position}
        </span>
        <Icon name={rule.what.kind} />
        <h2>{name}</h2>
        <div class="buttons">
          <button type="button" class="quiet" aria-label={fill(words.up, { name })} disabled={position === 1} onClick={() => onMove(-1)}>
            <Icon name="up" />
          </button>
          <button type="button" class="quiet" aria-label={fill(words.down, { name })} disabled={last} onClick={() => onMove(1)}>
            <Icon name="down" />
          </button>
          <button type="button" class="quiet" aria-label={fill(words.editOf, { name })} onClick={onEdit}>
            <Icon name="edit" />
            <span class="wide-only">{words.edit}</span>
          </button>
          <label class="switch">
            <input type="checkbox" checked={rule.enabled} onChange={onToggle} aria-label={fill(words.toggle, { name })} />
            <span aria-hidden="true">{rule.enabled ? words.on : words.off}</span>
          </label>
        </div>
      </header>
      <dl>
        {(['when', 'who', 'what', 'where', 'often'] as const).map((aspect) => (
          <div key={aspect}>
            <dt>{words[aspect]}</dt>
            <dd>{aspect === 'who' && reading.who.length > 1 ? <AllOf clauses={reading.who} /> : reading[aspect]}</dd>
          </div>
        ))}
      </dl>
      <footer>
        <span class="soft">
          {results && results.impressions > 0
            ? fill(words.stats, {
                impressions: numberText(results.impressions, teller.language),
                clicks: numberText(results.clicks, teller.language),
              })
            : words.noStats}
        </span>
        {Object.keys(rule.who).length > 0 && (
          <details>
            <summary>{words.details}</summary>
            <pre>{JSON.stringify(rule.who, null, 2)}</pre>
          </details>
        )}
      </footer>
    </li>
  );
}

function AllOf({ clauses }: { clauses: readonly string[] }) {
  return (
    <ul>
      {clauses.map((clause) => (
        <li key={clause}>{clause}</li>
      ))}
    </ul>
  );
}
