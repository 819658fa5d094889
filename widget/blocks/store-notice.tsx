import type { StoreLine } from '../../shared/schemas/block.ts';
import { ActionLink } from './action-link.tsx';
import type { BodyProps } from './acts.ts';
import { Icon } from './icon.tsx';
import { Picture } from './picture.tsx';
import { StoreHeading } from './store-heading.tsx';

/** One wanted product and whether the shop has it. */
function StockLine({ line }: { line: StoreLine }) {
  const isThere = line.inStock >= line.wanted;
  return (
    <li>
      <Picture url={line.imageUrl} />
      <span class="name">{line.title}</span>
      <small class={isThere ? 'stock there' : 'stock'}>
        <Icon name={isThere ? 'check' : 'minus'} />
        {line.text}
      </small>
    </li>
  );
}

/** The nearest shop that helps: where, until when, which of the wanted products it has, and what speaks for going there. */
export function StoreNotice({ content, acts }: BodyProps<'store-notice'>) {
  const { text, store, lines, benefits, others, othersLabel, asOfText, action, call } = content;
  const click = () => acts.click();
  return (
    <>
      {text && <p>{text}</p>}
      <StoreHeading store={store} onClick={click} />
      {lines.length > 0 && (
        <ul class="lines">
          {lines.map((line) => (
            <StockLine key={line.item_id} line={line} />
          ))}
        </ul>
      )}
      {benefits.length > 0 && (
        <ul class="benefits">
          {benefits.map((benefit) => (
            <li key={benefit}>
              <Icon name="check" />
              {benefit}
            </li>
          ))}
        </ul>
      )}
      <div class="buttons">
        <ActionLink action={action} icon="pin" onClick={click} />
        <ActionLink action={call} icon="phone" look="button quiet" onClick={click} />
      </div>
      {others.length > 0 && (
        <details>
          <summary>
            {othersLabel}
            <Icon name="next" />
          </summary>
          {others.map((other) => (
            <StoreHeading key={other.storeCode} store={other} stockText={other.stockText} onClick={click} />
          ))}
        </details>
      )}
      {asOfText && <small>{asOfText}</small>}
    </>
  );
}
