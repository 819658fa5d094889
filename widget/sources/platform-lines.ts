import { asFields, type Fields } from '../fields.ts';

/** A line of a platform's cart in GA4's names, `price` per unit in major units; the core drops what has the wrong shape, as a price of NaN. */
export interface PlatformLine {
  item_id: unknown;
  quantity: number;
  item_name?: unknown;
  item_variant?: unknown;
  item_brand?: unknown;
  price?: number;
}

/** A whole cart, or products that are shown; `currency` is ISO 4217 where the platform says it. */
export interface PlatformCart {
  currency?: unknown;
  items: PlatformLine[];
}

/** A number, told as one or as text without grouping; NaN for anything else: what says nothing must not read as 0. */
export const numberOf = (said: unknown): number => Number.parseFloat(said as string);

/** The values of a list or an object of choices, or what they hold under a name, as one text: `Blu / M`. */
export const joinChoices = (said: unknown, name = ''): string =>
  Object.values(asFields(said))
    .map((choice) => asFields(choice)[name] ?? choice)
    .join(' / ');

/** A text without the entities that platforms leave in names: `&amp;`, and numbers as that of a dash, `&#8211;`. */
export const plainText = (said: unknown): string =>
  `${said ?? ''}`.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(+code)).replace(/&amp;/g, '&');

/**
 * Lines of whatever a platform gave as the list of its cart's lines. One without an id, or of which nothing is left, is none.
 *
 * @returns undefined where it is no list: then nothing is known of the cart, which is not an empty cart
 */
export function readCart(rows: unknown, currency: unknown, read: (row: Fields) => PlatformLine): PlatformCart | undefined {
  return Array.isArray(rows)
    ? { currency, items: rows.map((row) => read(asFields(row))).filter(({ item_id, quantity }) => item_id && quantity > 0) }
    : undefined;
}
