import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import type { Consent } from '../../shared/schemas/consent.ts';
import type { VisitEventInput } from '../../shared/schemas/event.ts';
import type { PageType, VisitRequestInput } from '../../shared/schemas/visit.ts';
import type { Who } from '../identity/who.ts';
import { toText } from '../text.ts';

/** Longest address the edge reads. */
const URL_MAX = 2_000;

/** What a body says but its events, before consent decides how much of it may be said. */
export interface Visit extends Who {
  consent: Consent;
  /** `identify` token; never sent without consent */
  token: string | undefined;
  /** `referrer`: '' = none */
  page: { url: string; type: PageType; locale: string; referrer: string; product: string | undefined };
  store: string | undefined;
  slots: string[];
}

/**
 * The body of `…/journey` and `…/events`. Without a visitor (that is: without consent) nothing in it belongs to a person: addresses lose their
 * query, the page before is an origin, there is no token and no order number.
 */
export function writeVisit({ visitor, key, session, token, channel: _, page, ...rest }: Visit, events: readonly VisitEventInput[]): string {
  const shorten = (url: string | undefined, kept: RegExp): string | undefined =>
    ((visitor ? /^[^#]*/ : kept).exec(url ?? '')?.[0] ?? '').slice(0, URL_MAX) || undefined;
  const path = /^[^?#]*/;
  const origin = /^\w+:\/\/[^/?#]*/;
  const body = {
    ...rest,
    protocol: PROTOCOL_VERSION,
    visitor: visitor && { id: visitor, key },
    session: { id: session.id, startedAt: new Date(session.startedAtMs).toISOString() },
    sentAt: new Date().toISOString(),
    identity: visitor && token ? { token } : undefined,
    page: { ...page, url: shorten(page.url, path), referrer: shorten(page.referrer, origin) },
    events: events.map((event) => ({
      ...event,
      transaction_id: visitor ? event.transaction_id : undefined,
      page_location: shorten(event.page_location, path),
      page_referrer: shorten(event.page_referrer, origin),
    })),
  };
  // `undefined` fields do not survive JSON: what is not said is not there.
  return toText(body satisfies { [Field in keyof VisitRequestInput]: unknown });
}
