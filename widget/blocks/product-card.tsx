import type { RecommendedItem } from '../../shared/schemas/block.ts';
import type { Acts } from './acts.ts';
import { Picture } from './picture.tsx';
import { safeLink } from './safe-url.ts';

/** One product: picture, brand, name, price (and the one before the sale), and why it is here. The whole card is one link. */
export function ProductCard({ item, acts }: { item: RecommendedItem; acts: Acts }) {
  const { item_id, title, brand, priceText, wasPriceText, reason, url, imageUrl } = item;
  const onClick = () => acts.click({ item_id, item_name: title, ...(brand && { item_brand: brand }) });
  return (
    <a class="card" href={safeLink(url) ?? ''} onClick={onClick}>
      <Picture url={imageUrl} />
      {brand && <small>{brand}</small>}
      <span class="name">{title}</span>
      <span class="price">
        <b>{priceText}</b> {wasPriceText && <s>{wasPriceText}</s>}
      </span>
      {reason && <small class="because">{reason}</small>}
    </a>
  );
}
