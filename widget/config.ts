import { SLUG_PATTERN } from '../shared/ids.ts';

/** How consent is known: from the page's consent tool, settled by the shop, or only by `tappa('consent', …)`. */
export type ConsentMode = 'auto' | 'granted' | 'denied' | 'manual';

/** What the script tag says. */
export interface Config {
  site: string;
  /** base address of the edge, without a final slash */
  endpoint: string;
  consentMode: ConsentMode;
  /** BCP 47; undefined = the page's own language */
  locale: string | undefined;
  /** ISO 4217, for events that name none */
  currency: string | undefined;
  /** the tag's CSP nonce, for what the widget adds to the page */
  nonce: string | undefined;
  debug: boolean;
}

/**
 * Reads the tag's `data-*` attributes. The endpoint is the origin the script came from unless `data-endpoint` names another.
 * A word for consent that is none of ours reads as `auto`, which allows nothing by itself.
 *
 * @param base address of the page
 * @returns null where the tag names no site or the site's name cannot be one: then there is nothing to do on this page
 */
export function readConfig({ dataset, src, nonce }: Pick<HTMLScriptElement, 'dataset' | 'src' | 'nonce'>, base: string): Config | null {
  const { site = '', consent, locale, currency, endpoint, debug } = dataset;
  if (!SLUG_PATTERN.test(site)) return null;
  return {
    site,
    endpoint: endpoint ? new URL(endpoint, base).href.replace(/\/$/, '') : new URL(src, base).origin,
    consentMode: /^(granted|denied|manual)$/.test(consent as string) ? (consent as ConsentMode) : 'auto',
    locale,
    currency,
    nonce,
    debug: debug != null,
  };
}
