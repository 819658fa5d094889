export const PURCHASE_CHANNELS = ['web', 'pos', 'phone', 'marketplace'] as const;
export type PurchaseChannel = (typeof PURCHASE_CHANNELS)[number];

export interface PurchaseItem {
  itemId: string;
  priceMinor: number;
  quantity: number;
}

/** A receipt: from a till, the phone, a marketplace or the web shop. A refund is a receipt with `refundOf`; its total is what went back, as a positive amount. */
export interface Purchase {
  orderId: string;
  atMs: number;
  channel: PurchaseChannel;
  storeCode?: string;
  customerId?: string;
  loyaltyCard?: string;
  emailSha256?: string;
  phoneSha256?: string;
  totalMinor: number;
  currency: string;
  items: PurchaseItem[];
  refundOf?: string;
}
