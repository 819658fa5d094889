import type { Day, OpeningHours, SpecialOpeningHours, Store } from '../../../shared/schemas/store.ts';
import { DEFAULT_BASE_URL } from './products.ts';

/** A shop as the store import takes it. */
export type StoreRow = Omit<Store, 'specialOpeningHours'> & { specialOpeningHours: SpecialOpeningHours[] };

type Hours = 'centre' | 'department' | 'lunch' | 'lunch-sunday-closed' | 'lagoon' | 'sunday-closed';
type Row = [
  storeCode: string,
  name: string,
  street: string,
  postalCode: string,
  city: string,
  latitude: number,
  longitude: number,
  telephone: string,
  hours: Hours,
];

const ROWS: readonly Row[] = [
  ['milano-torino', 'Olmaria Milano Via Torino', 'Via Torino 51', '20123', 'Milano', 45.46105, 9.18318, '+39 02 5550 1151', 'department'],
  [
    'milano-buenos-aires',
    'Olmaria Milano Buenos Aires',
    'Corso Buenos Aires 36',
    '20124',
    'Milano',
    45.47872,
    9.20996,
    '+39 02 5550 1136',
    'centre',
  ],
  ['roma-corso', 'Olmaria Roma Via del Corso', 'Via del Corso 145', '00186', 'Roma', 41.90258, 12.48006, '+39 06 5550 1145', 'department'],
  [
    'roma-cola-di-rienzo',
    'Olmaria Roma Cola di Rienzo',
    'Via Cola di Rienzo 217',
    '00192',
    'Roma',
    41.90717,
    12.46402,
    '+39 06 5550 1217',
    'centre',
  ],
  ['torino-garibaldi', 'Olmaria Torino', 'Via Garibaldi 24', '10122', 'Torino', 45.07318, 7.68055, '+39 011 555 0124', 'sunday-closed'],
  ['napoli-chiaia', 'Olmaria Napoli', 'Via Chiaia 153', '80121', 'Napoli', 40.83606, 14.24458, '+39 081 555 0153', 'centre'],
  [
    'bologna-indipendenza',
    'Olmaria Bologna',
    'Via dell’Indipendenza 22',
    '40121',
    'Bologna',
    44.49703,
    11.34318,
    '+39 051 555 0122',
    'centre',
  ],
  ['firenze-calzaiuoli', 'Olmaria Firenze', 'Via dei Calzaiuoli 60', '50122', 'Firenze', 43.77118, 11.25537, '+39 055 555 0160', 'centre'],
  [
    'venezia-san-luca',
    'Olmaria Venezia',
    'San Marco 4580, Campo San Luca',
    '30124',
    'Venezia',
    45.43591,
    12.33468,
    '+39 041 555 0145',
    'lagoon',
  ],
  ['verona-mazzini', 'Olmaria Verona', 'Via Mazzini 38', '37121', 'Verona', 45.44103, 10.99611, '+39 045 555 0138', 'lunch'],
  ['genova-xx-settembre', 'Olmaria Genova', 'Via XX Settembre 112', '16121', 'Genova', 44.40632, 8.93893, '+39 010 555 0112', 'lunch'],
  [
    'palermo-ruggero-settimo',
    'Olmaria Palermo',
    'Via Ruggero Settimo 41',
    '90139',
    'Palermo',
    38.12237,
    13.35884,
    '+39 091 555 0141',
    'lunch-sunday-closed',
  ],
  ['catania-etnea', 'Olmaria Catania', 'Via Etnea 120', '95131', 'Catania', 37.50718, 15.08623, '+39 095 555 0120', 'lunch'],
  ['bari-sparano', 'Olmaria Bari', 'Via Sparano 94', '70121', 'Bari', 41.12388, 16.86912, '+39 080 555 0194', 'lunch-sunday-closed'],
  ['padova-roma', 'Olmaria Padova', 'Via Roma 33', '35122', 'Padova', 45.40563, 11.87691, '+39 049 555 0133', 'lunch-sunday-closed'],
  [
    'trieste-italia',
    'Olmaria Trieste',
    'Corso Italia 15',
    '34122',
    'Trieste',
    45.64961,
    13.77048,
    '+39 040 555 0115',
    'lunch-sunday-closed',
  ],
];

const WEEKDAYS: Day[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const span = (dayOfWeek: Day[], opens: string, closes: string): OpeningHours => ({ dayOfWeek, opens, closes });

const HOURS: Readonly<Record<Hours, OpeningHours[]>> = {
  department: [span(WEEKDAYS, '09:30', '20:00'), span(['Sunday'], '10:00', '19:30')],
  centre: [span(WEEKDAYS, '10:00', '19:30'), span(['Sunday'], '11:00', '19:00')],
  'sunday-closed': [span(['Monday'], '15:00', '19:30'), span(WEEKDAYS.slice(1), '10:00', '19:30')],
  lunch: [span(WEEKDAYS, '09:30', '13:00'), span(WEEKDAYS, '15:30', '19:30'), span(['Sunday'], '15:30', '19:30')],
  'lunch-sunday-closed': [span(WEEKDAYS, '09:30', '13:00'), span(WEEKDAYS, '16:00', '19:30')],
  lagoon: [span(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'], '10:00', '19:00')],
};

/** Special days of a year: closed on the great holidays, short on the eves. */
function specialDays(year: number): SpecialOpeningHours[] {
  const day = (from: string, through: string, opens: string, closes: string): SpecialOpeningHours => ({
    validFrom: `${year}-${from}`,
    validThrough: `${year}-${through}`,
    opens,
    closes,
  });
  return [
    day('01-01', '01-01', '00:00', '00:00'),
    day('08-15', '08-15', '00:00', '00:00'),
    day('12-24', '12-24', '09:30', '18:00'),
    day('12-25', '12-26', '00:00', '00:00'),
    day('12-31', '12-31', '09:30', '17:00'),
  ];
}

/**
 * The shops, ready for `POST …/stores`.
 * @param nowMs the special days are those of its year and the next two
 */
export function demoStores(nowMs: number, baseUrl: string = DEFAULT_BASE_URL): StoreRow[] {
  const year = new Date(nowMs).getUTCFullYear();
  return STORE_LIST.map((store) => ({
    ...store,
    url: `${baseUrl}/shop/negozi#${store.storeCode}`,
    specialOpeningHours: [year, year + 1, year + 2].flatMap(specialDays),
  }));
}

/** The shops without what changes from year to year. */
export const STORE_LIST: readonly Omit<StoreRow, 'specialOpeningHours' | 'url'>[] = ROWS.map(
  ([storeCode, name, streetAddress, postalCode, addressLocality, latitude, longitude, telephone, hours]) => ({
    storeCode,
    name,
    address: { streetAddress, postalCode, addressLocality, addressCountry: 'IT' },
    geo: { latitude, longitude },
    timeZone: 'Europe/Rome',
    telephone,
    openingHours: HOURS[hours],
  }),
);

/** Places the demo bar can put the visitor in: a square in the middle of each city. */
export const PLACES: readonly { name: string; latitude: number; longitude: number }[] = [
  { name: 'Milano', latitude: 45.4641, longitude: 9.1896 },
  { name: 'Roma', latitude: 41.8992, longitude: 12.4731 },
  { name: 'Torino', latitude: 45.0711, longitude: 7.6854 },
  { name: 'Napoli', latitude: 40.8359, longitude: 14.2488 },
  { name: 'Bologna', latitude: 44.4938, longitude: 11.3426 },
  { name: 'Firenze', latitude: 43.7714, longitude: 11.2542 },
  { name: 'Venezia', latitude: 45.4381, longitude: 12.3358 },
  { name: 'Verona', latitude: 45.4385, longitude: 10.9925 },
  { name: 'Genova', latitude: 44.4076, longitude: 8.934 },
  { name: 'Palermo', latitude: 38.1157, longitude: 13.3615 },
  { name: 'Catania', latitude: 37.5024, longitude: 15.0874 },
  { name: 'Bari', latitude: 41.1259, longitude: 16.8694 },
  { name: 'Padova', latitude: 45.4076, longitude: 11.8772 },
  { name: 'Trieste', latitude: 45.6503, longitude: 13.7676 },
  { name: 'Monza', latitude: 45.5837, longitude: 9.2745 },
];
