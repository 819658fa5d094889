/**
 * The seam between the core and the part that acts on a shopper's own data: types only, no bytes.
 */
import type { PrivacyAct } from '../renderer/seam.ts';

export interface PrivacyMeans {
  window: Window;
  site: string;
  /** `https://EDGE/v1/sites/SITE` */
  address: string;
  /** who asks, and the secret that only this visitor was given */
  visitor: { id: string; key?: string | undefined };
  /** of `identify`: with it the account is meant too, on all devices; undefined where nobody is signed in */
  token(): string | undefined;
  /** Forgets the visitor on this device, and what was not sent yet; asks again as a newcomer. */
  startAnew(): void;
}

/** Rejects where it could not be done. */
export type RunPrivacyAct = (act: PrivacyAct, means: PrivacyMeans) => Promise<void>;
