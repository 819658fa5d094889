import { ID_PATTERN } from '../../shared/ids.ts';
import type { Store } from '../../shared/schemas/store.ts';
import { isTimeZone } from './dates.ts';
import { defined, FieldReader, type ImportSite } from './fields.ts';
import { readSpecialHours, readWeeklyHours } from './store-hours.ts';
import type { RawRow, RowResult } from './types.ts';

/** schema.org fields of a Store that Tappa has no use for. */
const KNOWN = new Set([
  '@type',
  '@context',
  '@id',
  'image',
  'logo',
  'priceRange',
  'email',
  'sameAs',
  'parentOrganization',
  'department',
  'currenciesAccepted',
  'paymentAccepted',
  'hasMap',
  'description',
]);

/** Digits with the usual signs between them, and an extension. */
const TELEPHONE = /^[+(\d][\d\s().\-/]{2,40}(?:\s*(?:ext|int|x)\.?\s*\d{1,6})?$/i;

/**
 * A shop: the JSON form of the interface, schema.org's `Store` (branchCode, openingHoursSpecification …), or flat columns of a
 * spreadsheet (streetAddress, latitude, monday …).
 */
export function parseStore(raw: RawRow, site: ImportSite, _nowMs: number): RowResult<Store> {
  const row = new FieldReader(raw);
  const storeCode = row.text(row.named('storeCode', 'store_code', 'branchCode'), {
    required: true,
    pattern: ID_PATTERN,
    hint: 'may hold 1–64 letters, digits, "-", "_" or "."',
  });
  const name = row.text('name', { required: true, max: 200 });
  const address = readAddress(row);
  const geo = readGeo(row);
  const timeZone = row.text('timeZone', { max: 60 }) ?? site.timeZone;
  if (!isTimeZone(timeZone)) row.fail('timeZone', 'is not an IANA time zone such as Europe/Rome');
  const telephone = readTelephone(row);
  const url = row.text(row.named('url', 'website'), {
    max: 2_000,
    pattern: /^https?:\/\/[^\s<>"]+$/i,
    hint: 'must be an http or https address',
  });
  const openingHours = readWeeklyHours(row);
  const specialOpeningHours = readSpecialHours(row);
  row.warnUnknown(KNOWN);
  return row.finish(() => ({
    ...defined<Omit<Store, 'openingHours' | 'specialOpeningHours'>>({
      storeCode: storeCode!,
      name: name!,
      address: address!,
      geo: geo!,
      timeZone,
      telephone,
      url,
    }),
    openingHours,
    specialOpeningHours,
  }));
}

/** Shown as a link to call: what cannot be dialled is left out, since a shop is worth having without it. */
function readTelephone(row: FieldReader): string | undefined {
  const name = row.named('telephone', 'phone');
  const text = row.text(name, { max: 200 });
  if (text === undefined || TELEPHONE.test(text)) return text;
  row.warn(name, 'is not a telephone number and was left out');
  return undefined;
}

function readAddress(row: FieldReader): Store['address'] | undefined {
  const from = row.value('address') !== undefined && !isPlainText(row.value('address')) ? row.object('address') : row;
  if (!from) return undefined;
  const street = from === row ? row.named('streetAddress', 'address', 'street') : 'streetAddress';
  const streetAddress = from.text(street, { required: true, max: 300 });
  const addressLocality = from.text(from.named('addressLocality', 'city'), { required: true, max: 120 });
  const address = defined<Store['address']>({
    streetAddress: streetAddress ?? '',
    postalCode: from.text(from.named('postalCode', 'zip'), { max: 20 }),
    addressLocality: addressLocality ?? '',
    addressRegion: from.text(from.named('addressRegion', 'province'), { max: 120 }),
    addressCountry: readCountry(from),
  });
  if (from !== row) from.warnUnknown(new Set(['@type']));
  return address;
}

/** schema.org allows `{"@type": "Country", "name": "IT"}` where a code would do. */
function readCountry(from: FieldReader): string | undefined {
  const name = from.named('addressCountry', 'country');
  const value = from.value(name);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return from.text(name, { max: 60 });
  return from.object(name)?.text('name', { max: 60 });
}

function readGeo(row: FieldReader): Store['geo'] | undefined {
  const nested = row.value('geo') !== undefined ? row.object('geo') : row;
  if (!nested) return undefined;
  const latitude = nested.number(nested === row ? row.named('latitude', 'lat') : 'latitude', { required: true, min: -90, max: 90 });
  const longitude = nested.number(nested === row ? row.named('longitude', 'lon', 'lng') : 'longitude', {
    required: true,
    min: -180,
    max: 180,
  });
  if (latitude === undefined || longitude === undefined) return undefined;
  // the sea off Ghana: what a spreadsheet or a geocoder writes for "unknown"
  if (latitude === 0 && longitude === 0) return nested.fail('latitude', 'and longitude are both 0, which is no shop');
  if (nested !== row) nested.warnUnknown(new Set(['@type']));
  return { latitude, longitude };
}

function isPlainText(value: unknown): boolean {
  return typeof value === 'string' && !value.trim().startsWith('{');
}
