import type { StoreOffer } from '../../shared/schemas/block.ts';
import { safeLink } from './safe-url.ts';

interface Props {
  store: StoreOffer;
  /** how much of the cart it has, for shops whose lines are not listed */
  stockText?: string;
  onClick(): void;
}

/** A shop: name (a link if it has a page), distance, address, open or closed. The dot repeats what the words say. */
export function StoreHeading({ store, stockText, onClick }: Props) {
  const href = safeLink(store.url);
  return (
    <div class="shop">
      <p>
        {href ? (
          <a href={href} onClick={onClick}>
            {store.name}
          </a>
        ) : (
          <b>{store.name}</b>
        )}
        {store.distanceText && <span class="badge">{store.distanceText}</span>}
      </p>
      {store.address && <small>{store.address}</small>}
      <small class={store.open ? 'hours open' : 'hours'}>{store.hoursText}</small>
      {stockText && <small>{stockText}</small>}
    </div>
  );
}
