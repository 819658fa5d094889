import type { HtmlEscapedString } from 'hono/utils/html';
import type { CartLine } from '../cart.ts';
import type { Consent } from '../consent.ts';
import type { Member } from '../data/members.ts';
import type { Lang } from '../data/types.ts';
import type { LayerEvent } from '../data-layer.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What a page needs to know of who asks for it. */
export interface View {
  lang: Lang;
  /** scheme and host the shop is asked at */
  origin: string;
  cart: readonly CartLine[];
  member: Member | null;
  /** what the cookie banner was told; null = not asked yet */
  consent: Consent | null;
  /** for `tappa('identify', …)`; null when nobody is signed in */
  identityToken: string | null;
  /** place and time chosen in the demo bar, as its cookies have them */
  demo: { place: string; at: string };
}

/** A page, before it is dressed. */
export interface Page {
  title: string;
  description: string;
  /** the same page in each language */
  alternate: Readonly<Record<Lang, string>>;
  jsonLd: readonly Record<string, unknown>[];
  events: readonly LayerEvent[];
  body: Html;
  status?: 200 | 400 | 402 | 404 | 422 | 500 | 503;
  /** steps of a checkout have no menus to wander off by */
  bare?: boolean;
}
