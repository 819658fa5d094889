import type { PartName } from './seam.ts';

/** What a page has in its window when a part is of use: the part, then names of globals. */
const SIGNS = [
  'consent __tcfapi _iub Cookiebot OneTrust OptanonWrapper Shopify',
  'shopify Shopify',
  'woocommerce woocommerce_params wc_order_attribution',
  'prestashop prestashop',
  'magento authenticationPopup hyva',
  'snipcart Snipcart',
].map((line) => line.split(' '));

/** The parts that a page's globals ask for; some appear late, so this is asked again and again. */
export const wantedParts = (window: object): PartName[] =>
  SIGNS.flatMap(([part, ...globals]) => (globals.some((name) => name in window) ? (part as PartName) : []));
