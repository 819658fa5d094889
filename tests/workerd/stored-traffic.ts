import { env } from 'cloudflare:workers';
import { loadPublishedSite } from '../../edge/site/snapshot.ts';
import { trafficClient } from '../../edge/traffic/client.ts';
import { recordOf } from '../../edge/traffic/visit-record.ts';
import { profileOf } from '../../edge/visitor/reduce.ts';
import { uuidV7 } from '../../shared/ids.ts';
import type { VisitPage } from '../../shared/schemas/visit.ts';

export const HOUR_MS = 3_600_000;
const KEPT_MS = 14 * 24 * HOUR_MS;
/** Records of one message of the queue. */
const BATCH = 100;

interface Told {
  /** moment of the first; the others follow by the second */
  fromMs?: number;
  slots?: string[];
  page?: Partial<VisitPage>;
  /** as many people as visits, unless told otherwise */
  people?: number;
}

/** Keeps visits of a site as if they had just been decided: newcomers on the home page, unless told otherwise. */
export async function storeVisits(site: string, count: number, told: Told = {}): Promise<void> {
  const { fromMs = Date.now() - HOUR_MS, slots = ['home-picks'], page = {}, people = count } = told;
  const published = (await loadPublishedSite(env, site, Date.now()))!;
  for (let start = 0; start < count; start += BATCH) {
    const records = Array.from({ length: Math.min(BATCH, count - start) }, (_, offset) => {
      const index = start + offset;
      const atMs = fromMs + index * 1_000;
      const id = uuidV7(atMs, crypto.getRandomValues(new Uint8Array(10)));
      const person = `person-${index % people}`;
      const record = recordOf(
        {
          nowMs: atMs,
          hoursAtMs: atMs,
          site: published,
          profile: profileOf([{ id: `f${index}`, type: 'page_view', atMs, sessionId: 's', deviceId: person, page_type: 'home' }], {
            currency: 'EUR',
          }),
          stageNote: null,
          offers: [],
          visit: {
            page: { url: `https://shop.example/?visit=${index}`, type: 'home', locale: 'it-IT', ...page },
            sessionId: 's',
            slots,
            storeCode: null,
            kept: true,
            isNewPage: true,
          },
          personId: person,
          customer: null,
          position: null,
          stock: new Map(),
        },
        { id, who: [person], answered: '' },
      );
      return { id, who: [person], text: JSON.stringify(record) };
    });
    await trafficClient(env, site).append(records, KEPT_MS);
  }
}
