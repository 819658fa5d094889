/**
 * The entry of the blocks' chunk: makes of what the core has at hand what the renderer asks for, so that the core, which every page loads, need
 * not.
 */
import type { DeviceRecordKeeper } from '../identity/device-record.ts';
import type { PrivacyMeans, RunPrivacyAct } from '../privacy/seam.ts';
import { createRenderer as create } from './index.ts';
import type { Renderer, RendererHost } from './seam.ts';

/** Address of the part that acts on a shopper's own data, seen from this chunk; put in when the widget is built. */
declare const TAPPA_PRIVACY_URL: string;

/** What the core gives; what is missing of `record` and `own` is not offered. */
export interface CoreGift extends RendererHost {
  /** what is kept of the visitor, with consent only (else plain memory) */
  record?: DeviceRecordKeeper;
  /** who the shopper is by the newest answer, and how to forget them */
  own?: Omit<PrivacyMeans, 'visitor' | 'window'> & { visitor(): PrivacyMeans['visitor'] | null };
}

export const createRenderer = ({ record, own, ...host }: CoreGift): Renderer =>
  create({
    ...(own && {
      async privacy(act) {
        const { run } = (await import(new URL(TAPPA_PRIVACY_URL, import.meta.url).href)) as { run: RunPrivacyAct };
        const visitor = own.visitor();
        if (!visitor) throw new Error('nobody is known');
        await run(act, { ...own, window, visitor: { key: record?.read().key, ...visitor } });
      },
    }),
    ...(record && {
      heights: {
        read: (slot) => record.read().heights?.[slot],
        write: (slot, heightPx) => record.write({ heights: { ...record.read().heights, [slot]: heightPx } }),
      },
    }),
    ...host,
  });
