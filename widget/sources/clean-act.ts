import { EVENT_ITEMS_MAX } from '../../shared/protocol.ts';
import { asFields, type Fields } from '../fields.ts';
import { readNumber } from '../reader/number.ts';
import type { Act, ActItem } from './act.ts';

const GA4_NAME =
  /^(page_view|view_(item(_list)?|cart)|select_item|search|add_(to_(cart|wishlist)|(shipping|payment)_info)|remove_from_cart|begin_checkout|purchase|refund|login|sign_up)$/;
const TEXT = /^(item_(id|name|brand|category|variant|list_id)|transaction_id|search_term|currency|friction)$/;
const NUMBER = /^(price|quantity|value|shipping)$/;

/** Longer texts are cut, since one long title must not cost its event; the edge takes at least so many characters of each. */
const TEXT_MAX = 120;
const QUANTITY_MAX = 100_000;
/** … and no amount: the edge would refuse the whole body. */
const AMOUNT_MAX = 1e9;

/** The fields we know, and nothing else a page may say; a field of the wrong shape is left out instead of costing its event. */
function pick(said: Fields): Fields {
  const picked: Fields = {};
  for (const [name, value] of Object.entries(said)) {
    const text = typeof value === 'string' || typeof value === 'number' ? `${value}`.trim() : '';
    if (text && TEXT.test(name)) picked[name] = text.slice(0, TEXT_MAX);
    // GA4 asks for numbers; shops give it what they show to people: `1.234,50 €`.
    const number = typeof value === 'number' ? value : readNumber(text)!;
    // A line taken out is told as −1 by some; more than the edge takes is no quantity but a fault.
    if (NUMBER.test(name) && Math.abs(number) <= AMOUNT_MAX)
      picked[name] = name === 'quantity' ? Math.min(Math.abs(number), QUANTITY_MAX) : number;
  }
  return picked;
}

/** One line as GA4, or the shops that nearly follow it, write it; a line that does not say which product it is, is none. */
function cleanItem(raw: unknown): ActItem[] {
  const said = asFields(raw);
  const name = said.item_name ?? said.name;
  const item = pick({ ...said, item_name: name, item_id: said.item_id ?? said.id ?? said.sku ?? name });
  return item.item_id ? [item as ActItem] : [];
}

/**
 * Turns a name and GA4 parameters (`items`, `currency`, `value`, `transaction_id` …) into an act the edge will accept.
 *
 * @param currency ISO 4217, for acts with lines that name none
 * @param isOurs whether our own names count too: `cart`, the full state, and `friction`; on a page's dataLayer they may be anything
 * @returns null where the name is not one we know
 */
export function cleanAct(name: string, params: unknown, currency: string | undefined, isOurs = false): Act | null {
  const type = name === 'view_search_results' ? 'search' : name;
  if (!GA4_NAME.test(type) && !(isOurs && /^(cart|friction)$/.test(type))) return null;
  const said = asFields(params);
  const act: Fields = { ...pick(said), type };
  if (Array.isArray(said.items)) {
    act.items = said.items.slice(0, EVENT_ITEMS_MAX).flatMap(cleanItem);
    act.currency ??= currency;
  }
  if (!/^[A-Z]{3}$/.test(act.currency as string)) delete act.currency;
  // A person may type an address into a search box; that is nothing a shop window needs to know.
  if (/@/.test(act.search_term as string)) delete act.search_term;
  return act as unknown as Act;
}
