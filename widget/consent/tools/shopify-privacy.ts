import { chosen, type Word, type Words } from './words.ts';

/** https://shopify.dev/docs/api/customer-privacy; there once a banner or an app has loaded it, which is not ours to do. */
export interface ShopifyPrivacyPage {
  Shopify?: {
    customerPrivacy?: {
      analyticsProcessingAllowed(): unknown;
      preferencesProcessingAllowed(): unknown;
      /** `yes`, `no`, or empty before a choice */
      currentVisitorConsent(): Partial<Record<'analytics' | 'preferences', unknown>> | null | undefined;
    };
  };
}

/**
 * Shopify's Customer Privacy: what it allows weighs the person's choice, the shop's settings and the region. What is allowed before a choice
 * is free; what is not is not yet asked.
 */
export function readShopifyPrivacy({ Shopify }: ShopifyPrivacyPage): Words {
  const privacy = Shopify?.customerPrivacy;
  if (!privacy) return [];
  const choice = privacy.currentVisitorConsent();
  const read = (answer: unknown, isAllowed: unknown): Word => (answer ? chosen(isAllowed) : isAllowed ? 'free' : 'pending');
  return [read(choice?.analytics, privacy.analyticsProcessingAllowed()), read(choice?.preferences, privacy.preferencesProcessingAllowed())];
}
