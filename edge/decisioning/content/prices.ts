import type { Product } from '../../../shared/schemas/product.ts';
import { moneyText } from '../format.ts';
import { Claim } from './claim.ts';
import type { ContentContext } from './context.ts';
import type { ItemDraft } from './drafts.ts';
import { endOfDay, SAID_AGAIN_MAX_MS } from './validity.ts';

/** What a product costs, as of now: a price holds for a day; a sale, of which no end is known, until midnight: that is when sales end. */
export function priceClaims(product: Product, { input, speech }: ContentContext): Pick<ItemDraft, 'priceText' | 'wasPriceText'> {
  const { nowMs, site } = input;
  const { price, salePrice } = product;
  const dayMs = nowMs + SAID_AGAIN_MAX_MS;
  if (salePrice === undefined || salePrice.currency !== price.currency || salePrice.minor >= price.minor)
    return { priceText: new Claim(moneyText(price, speech.locale), nowMs, dayMs) };
  const untilMs = Math.min(dayMs, endOfDay(site.head.settings.timeZone, nowMs));
  return {
    priceText: new Claim(moneyText(salePrice, speech.locale), nowMs, untilMs),
    wasPriceText: new Claim(moneyText(price, speech.locale), nowMs, untilMs),
  };
}
