import { raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { consentMode, NOTHING_ALLOWED } from '../consent.ts';
import type { LayerEvent } from '../data-layer.ts';
import { DEMO_SITE } from '../paths.ts';
import type { View } from './view.ts';

/** JSON that may stand inside a script: nothing in it can end the element or start a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

/**
 * What stands in the head of every page, in the order that Consent Mode asks for: refusal by default, the shopper's answer if there is one,
 * what the page has to tell, and the one tag.
 */
export function headScripts(view: View, events: readonly LayerEvent[]): HtmlEscapedString {
  const lines = [
    'window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}',
    `gtag('consent','default',${scriptJson({ ...consentMode(NOTHING_ALLOWED), security_storage: 'granted' })});`,
    view.consent ? `gtag('consent','update',${scriptJson(consentMode(view.consent))});` : '',
    ...events.map((event) => `${event.ecommerce ? 'dataLayer.push({ecommerce:null});' : ''}dataLayer.push(${scriptJson(event)});`),
  ];
  const identify = view.identityToken ? `tappa('identify',${scriptJson({ token: view.identityToken })});` : '';
  return raw(
    `<script>${lines.filter(Boolean).join('\n')}</script>
<script>window.tappa=window.tappa||function(){(tappa.q=tappa.q||[]).push(arguments)};${identify}</script>
<script async src="/tappa.js" data-site="${DEMO_SITE}" data-locale="${view.lang}"></script>`,
  );
}

export function jsonLdScripts(nodes: readonly Record<string, unknown>[]): HtmlEscapedString {
  return raw(nodes.map((node) => `<script type="application/ld+json">${scriptJson(node)}</script>`).join('\n'));
}
