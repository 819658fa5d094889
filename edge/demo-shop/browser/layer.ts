/** A GA4 item as the server wrote it into the page. */
export interface Item {
  item_id: string;
  item_list_id?: string;
  item_list_name?: string;
  item_variant?: string;
  price: number;
  quantity: number;
}

declare global {
  interface Window {
    dataLayer: unknown[];
    gtag: (...args: unknown[]) => void;
  }
}

/** Pushes a GA4 ecommerce event; the last one's data is cleared first, as Google asks. */
export function tell(event: string, ecommerce: Record<string, unknown>): void {
  window.dataLayer.push({ ecommerce: null });
  window.dataLayer.push({ event, ecommerce });
}

/** The item an element stands in, or null. */
export function itemOf(element: Element): Item | null {
  const text = element.closest<HTMLElement>('[data-item]')?.dataset.item;
  return text ? (JSON.parse(text) as Item) : null;
}

/** Money of some pieces of an item, free of binary noise. */
export function worth(item: Item, quantity: number): number {
  return Math.round(item.price * quantity * 100) / 100;
}
