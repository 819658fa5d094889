import type { EventItem, EventType, VisitEventInput } from '../../shared/schemas/event.ts';

/**
 * Who told us, the most trusted first: what a page says in code outweighs what it says in markup, and what a shop marked for us outweighs
 * what it marked for others.
 */
export type SourceName =
  | 'command'
  | 'data-layer'
  | 'gtag'
  | 'shopify'
  | 'woocommerce'
  | 'prestashop'
  | 'magento'
  | 'snipcart'
  | 'attributes'
  | 'json-ld'
  | 'microdata'
  | 'open-graph'
  | 'url';

/** An item with an id, cleaned. */
export type ActItem = Pick<EventItem, 'item_id'> & Partial<EventItem>;

/** Something a visitor did, before it has an id and a time: an event as a source understood it. */
export type Act = Omit<VisitEventInput, 'id' | 'at' | 'items' | 'type'> & { type: EventType; items?: ActItem[] };
