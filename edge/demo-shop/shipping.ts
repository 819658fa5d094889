import type { TextKey } from './texts.ts';

export const SHIPPING_METHODS = ['standard', 'express', 'collect'] as const;
export type ShippingMethod = (typeof SHIPPING_METHODS)[number];

/** What delivery costs, in cents of EUR, whatever the cart. */
export const SHIPPING: Readonly<Record<ShippingMethod, { costMinor: number; name: TextKey; text: TextKey }>> = {
  standard: { costMinor: 690, name: 'standard', text: 'standardText' },
  express: { costMinor: 1_290, name: 'express', text: 'expressText' },
  collect: { costMinor: 0, name: 'collect', text: 'collectText' },
};

export function isShippingMethod(text: unknown): text is ShippingMethod {
  return SHIPPING_METHODS.includes(text as ShippingMethod);
}
