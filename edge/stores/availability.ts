import type { InventoryLine, Store } from '../../shared/schemas/store.ts';
import { distanceMeters, type Position } from './distance.ts';
import { type OpeningState, openingState } from './opening-hours.ts';

export interface WantedItem {
  itemId: string;
  quantity: number;
}

export interface AvailabilityQuestion {
  stores: readonly Store[];
  /** by product id, lines of all shops */
  stock: ReadonlyMap<string, readonly InventoryLine[]>;
  wanted: readonly WantedItem[];
  /** where the shopper is; null = unknown */
  position: Position | null;
  nowMs: number;
}

/** One wanted product in one shop. `asOf` null = the shop never said. */
export interface AvailableLine {
  item_id: string;
  wanted: number;
  inStock: number;
  asOf: string | null;
}

/** A shop and what it has, as `GET …/stores/availability` answers it. */
export interface StoreAvailability {
  storeCode: string;
  /** whole metres; null where the shopper's place is unknown */
  distanceMeters: number | null;
  open: boolean;
  closesAt: string | null;
  opensAt: string | null;
  lines: AvailableLine[];
  /** every line in the wanted quantity */
  whole: boolean;
}

/** A shop with its lines, before its hours are worked out. */
export interface StoreStock {
  store: Store;
  distanceMeters: number | null;
  lines: AvailableLine[];
  whole: boolean;
}

/**
 * What each shop has of what is wanted, nearest first (a shop with everything before one without at the same distance, then by code);
 * by name where the shopper's place is unknown.
 */
export function availability(question: AvailabilityQuestion): StoreAvailability[] {
  return stockByStore(question).map((found) => withHours(found, question.nowMs));
}

/** `availability` without opening hours, for callers that drop most shops before they ask for them. */
export function stockByStore({ stores, stock, wanted, position }: Omit<AvailabilityQuestion, 'nowMs'>): StoreStock[] {
  const merged = mergeWanted(wanted);
  const byStore = merged.map(({ itemId }) => linesByStore(stock.get(itemId) ?? []));
  const iso = isoWriter();
  const found = stores.map((store) => {
    const lines = merged.map(({ itemId, quantity }, index) => lineOf(itemId, quantity, byStore[index]?.get(store.storeCode), iso));
    return {
      store,
      distanceMeters: position ? Math.round(distanceMeters(position, store.geo)) : null,
      lines,
      whole: lines.length > 0 && lines.every((line) => line.inStock >= line.wanted),
    };
  });
  return found.sort(position ? nearestFirst : byName);
}

/** Adds the hours: `open`, `closesAt`, `opensAt` at a moment. */
export function withHours(found: StoreStock, nowMs: number): StoreAvailability {
  const state: OpeningState = openingState(found.store, nowMs);
  return {
    storeCode: found.store.storeCode,
    distanceMeters: found.distanceMeters,
    open: state.open,
    closesAt: state.closesAt,
    opensAt: state.opensAt,
    lines: found.lines,
    whole: found.whole,
  };
}

/** Pieces a line stands for. What is only on display, or said to be out, cannot be taken home, whatever the count says. */
export function piecesInStock(line: InventoryLine): number {
  return line.availability === 'in_stock' || line.availability === 'limited_availability' ? Math.max(0, Math.floor(line.quantity)) : 0;
}

function mergeWanted(wanted: readonly WantedItem[]): WantedItem[] {
  const quantities = new Map<string, number>();
  for (const { itemId, quantity } of wanted) quantities.set(itemId, (quantities.get(itemId) ?? 0) + quantity);
  return [...quantities].map(([itemId, quantity]) => ({ itemId, quantity }));
}

/** The newest word of a shop counts. */
function linesByStore(lines: readonly InventoryLine[]): Map<string, InventoryLine> {
  const byStore = new Map<string, InventoryLine>();
  for (const line of lines) {
    const other = byStore.get(line.storeCode);
    if (!other || line.asOfMs >= other.asOfMs) byStore.set(line.storeCode, line);
  }
  return byStore;
}

function lineOf(itemId: string, wanted: number, line: InventoryLine | undefined, iso: (ms: number) => string): AvailableLine {
  return { item_id: itemId, wanted, inStock: line ? piecesInStock(line) : 0, asOf: line ? iso(line.asOfMs) : null };
}

/** Stock comes in files: thousands of lines share a moment, and writing it out is most of the work. */
function isoWriter(): (ms: number) => string {
  const written = new Map<number, string>();
  return (ms) => {
    let text = written.get(ms);
    if (text === undefined) {
      text = new Date(ms).toISOString();
      written.set(ms, text);
    }
    return text;
  };
}

const byCode = (a: StoreStock, b: StoreStock): number =>
  a.store.storeCode < b.store.storeCode ? -1 : a.store.storeCode > b.store.storeCode ? 1 : 0;
const nearestFirst = (a: StoreStock, b: StoreStock): number =>
  (a.distanceMeters ?? 0) - (b.distanceMeters ?? 0) || Number(b.whole) - Number(a.whole) || byCode(a, b);
// compared by code unit: the same order on every machine, whatever its language
const byName = (a: StoreStock, b: StoreStock): number =>
  a.store.name < b.store.name ? -1 : a.store.name > b.store.name ? 1 : byCode(a, b);
