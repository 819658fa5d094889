import type { Money } from '../money.ts';

export type Availability = 'in_stock' | 'out_of_stock' | 'preorder' | 'backorder';

/** A product as Tappa keeps it, whatever format brought it. Sources: Merchant Center product data specification. */
export interface Product {
  id: string;
  title: string;
  /** by language, where the feed has them */
  titles?: Record<string, string>;
  link: string;
  imageLink?: string;
  price: Money;
  salePrice?: Money;
  availability: Availability;
  brand?: string;
  /** `product_type`, else `google_product_category`, split at ">" */
  categories: string[];
  itemGroupId?: string;
  description?: string;
  gtin?: string;
  mpn?: string;
  condition?: string;
}
