/**
 * Turns the published list of Californian coffee shops (names, coordinates, hours such as `5:00 AM to 11:00 PM`) into rows for
 * `POST /v1/admin/sites/{site}/stores`.
 *
 * Run: `node tests/support/convert/starbucks.ts FILE.csv > stores.ndjson`
 */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { readRows } from '../../../edge/imports/read-rows.ts';
import type { OpeningHours, Store } from '../../../shared/schemas/store.ts';

const WEEKDAYS: OpeningHours['dayOfWeek'] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

/** One store a row, in the order of the file. A shop without hours has none here; one with 24-hour service is open all day. */
export async function convertStarbucks(csv: ReadableStream<Uint8Array>): Promise<Store[]> {
  const stores: Store[] = [];
  for await (const { row, fields, error } of readRows('text/csv', csv)) {
    if (error !== undefined) throw new Error(`Row ${row} ${error}`);
    const [latitude, longitude] = String(fields.Coordinates).split(',').map(Number);
    if (latitude === undefined || longitude === undefined) throw new Error(`Row ${row} has no coordinates`);
    const store: Store = {
      storeCode: String(fields.ID),
      name: String(fields.Name),
      address: {
        streetAddress: String(fields.Address).split(',')[0]!.trim(),
        postalCode: postalCode(String(fields.Zip ?? '')),
        addressLocality: String(fields.City).split(' - ')[0]!.trim(),
        addressRegion: String(fields.State),
        addressCountry: 'US',
      },
      geo: { latitude, longitude },
      timeZone: 'America/Los_Angeles',
      openingHours: hoursOf(fields),
      specialOpeningHours: [],
    };
    if (typeof fields['Phone Number'] === 'string') store.telephone = fields['Phone Number'];
    if (typeof fields.Link === 'string') store.url = fields.Link;
    stores.push(store);
  }
  return stores;
}

function hoursOf(fields: Record<string, unknown>): OpeningHours[] {
  const days = [
    { dayOfWeek: WEEKDAYS, text: fields['Regular hours'] },
    { dayOfWeek: ['Saturday' as const], text: fields['Saturday Openint TImes'] },
    { dayOfWeek: ['Sunday' as const], text: fields['Sunday Opening Times'] },
  ];
  return days.flatMap(({ dayOfWeek, text }) => {
    const span = spanOf(typeof text === 'string' ? text : '');
    return span ? [{ dayOfWeek, ...span }] : [];
  });
}

/** `12:00 AM to 12:00 AM` is the whole day in this source; equal times would mean closed in ours. */
function spanOf(text: string): { opens: string; closes: string } | null {
  const match = /^(\d{1,2}):(\d{2}) (AM|PM) to (\d{1,2}):(\d{2}) (AM|PM)$/.exec(text.trim());
  if (!match) return null;
  const opens = clock(match[1]!, match[2]!, match[3]!);
  const closes = clock(match[4]!, match[5]!, match[6]!);
  return opens === closes ? { opens: '00:00', closes: '24:00' } : { opens, closes };
}

function clock(hour: string, minute: string, half: string): string {
  return `${String((Number(hour) % 12) + (half === 'PM' ? 12 : 0)).padStart(2, '0')}:${minute}`;
}

/** `941271306` is a ZIP+4 without its hyphen. */
function postalCode(zip: string): string {
  return zip.length === 9 ? `${zip.slice(0, 5)}-${zip.slice(5)}` : zip;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = process.argv[2];
  if (!file) {
    console.error('Usage: node tests/support/convert/starbucks.ts FILE.csv > stores.ndjson');
    process.exit(2);
  }
  const stores = await convertStarbucks(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>);
  for (const store of stores) console.log(JSON.stringify(store));
}
