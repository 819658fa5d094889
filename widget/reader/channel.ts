import type { Arrival } from '../identity/session.ts';

/** Tags and names as one of our channels; the first that fits. */
const MEDIA: readonly (readonly [string, RegExp])[] = [
  ['email', /e-?mail|newsletter|klaviyo|brevo|mailchimp/],
  ['sms', /sms|whatsapp/],
  ['qr', /qr/],
  ['store', /store|negozio/],
  ['affiliate', /affil/],
  ['display', /display|banner|cpm/],
  ['paid-social', /paid.?social|social.?(paid|ads|cpc)|(facebook|instagram|meta|tiktok|pinterest).*(cpc|paid|ads)/],
  ['paid-search', /cpc|ppc|paid|shopping/],
  ['social', /social|facebook|instagram|tiktok|pinterest|linkedin|youtube|twitter|^t\.co|(^|\.)x\.com/],
  ['organic-search', /organic|google|bing|duckduckgo|yahoo|ecosia|qwant|libero|virgilio/],
];

/** Advertising click ids and the channel each stands for. Their values identify a click and are never sent on their own. */
const CLICK_IDS: readonly (readonly [string, RegExp])[] = [
  ['paid-search', /[?&](gclid|[gw]braid|msclkid)=/],
  ['paid-social', /[?&]ttclid=/],
  ['social', /[?&]fbclid=/],
];

const firstThatFits = (text: string, table: typeof MEDIA): string | undefined => table.find(([, word]) => word.test(text))?.[0];

/**
 * The touchpoint that brought the visitor to this page: campaign tags first, then click ids, then the page they came from.
 * Empty for a step inside the shop; a visit from nowhere is `direct`.
 *
 * @param here address of the page
 * @param referrer address of the page before, '' = none
 */
export function readArrival({ searchParams, search, host }: URL, referrer: string): Arrival {
  const campaign = ['source', 'medium', 'campaign']
    .map((name) => searchParams.get(`utm_${name}`)?.toLowerCase().slice(0, 60) ?? '')
    .join('/');
  const clicked = firstThatFits(search, CLICK_IDS);
  if (campaign !== '//') return { channel: firstThatFits(campaign.replace(/\/[^/]*$/, ''), MEDIA) ?? clicked ?? 'campaign' };
  if (clicked) return { channel: clicked };
  const from = /^https?:\/\/([^/]+)/.exec(referrer)?.[1];
  return { channel: from === host ? '' : from ? (firstThatFits(from, MEDIA.slice(8)) ?? 'referral') : 'direct' };
}
