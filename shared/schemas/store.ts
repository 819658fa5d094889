/** schema.org DayOfWeek, without its address. */
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export type Day = (typeof DAYS)[number];

/** schema.org OpeningHoursSpecification. `closes` before `opens` runs past midnight; equal means closed, but 00:00–24:00 / 00:00–23:59 is all day. */
export interface OpeningHours {
  dayOfWeek: Day[];
  /** HH:MM */
  opens: string;
  closes: string;
}

/** Replaces the weekly hours on its dates; `opens` = `closes` means closed. */
export interface SpecialOpeningHours {
  /** YYYY-MM-DD, inclusive */
  validFrom: string;
  validThrough: string;
  opens: string;
  closes: string;
}

export interface Store {
  storeCode: string;
  name: string;
  address: { streetAddress: string; postalCode?: string; addressLocality: string; addressRegion?: string; addressCountry?: string };
  geo: { latitude: number; longitude: number };
  /** IANA */
  timeZone: string;
  telephone?: string;
  url?: string;
  openingHours: OpeningHours[];
  specialOpeningHours: SpecialOpeningHours[];
}

/** Stock of one product in one shop. `asOf` is when it was true, in Unix milliseconds. */
export interface InventoryLine {
  storeCode: string;
  productId: string;
  quantity: number;
  availability: 'in_stock' | 'limited_availability' | 'on_display_to_order' | 'out_of_stock';
  priceMinor?: number;
  currency?: string;
  asOfMs: number;
}
