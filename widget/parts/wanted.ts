import type { PartName } from './seam.ts';

/** What a page has in its window when a part is of use, as [part, name of a global]. */
const SIGNS = (
  'consent:__tcfapi consent:_iub consent:Cookiebot consent:OneTrust consent:OptanonWrapper shopify:Shopify consent:Shopify ' +
  'woocommerce:wc_add_to_cart_params woocommerce:woocommerce_params woocommerce:wcSettings prestashop:prestashop magento:mage magento:hyva ' +
  'snipcart:Snipcart'
).split(' ');

/** The parts that a page's globals ask for; some appear late, so this is asked again and again. */
export function wantedParts(window: object): PartName[] {
  return SIGNS.flatMap((sign) => {
    const [part, global] = sign.split(':');
    return global! in window ? (part as PartName) : [];
  });
}
