/**
 * What the page may have open above everything: its own dialogs, popovers that a modal of ours would close (a `manual` one may stay open for
 * good), and the banners of the consent tools shops use.
 */
const DIALOGS =
  'dialog[open],[aria-modal=true],[role=alertdialog],[popover=auto],[popover=""],#shopify-pc__banner,#iubenda-cs-banner,#CybotCookiebotDialog,#onetrust-banner-sdk,#usercentrics-root,#cc-main .cm';

function isSeen(element: Element): boolean {
  if (!element.getClientRects().length) return false;
  const { visibility, opacity } = getComputedStyle(element);
  return visibility === 'visible' && opacity !== '0';
}

/** Whether the page itself holds the person's attention: nothing of ours may float above that. Our own dialogs are in shadow trees. */
export function hasOpenDialog(): boolean {
  return [...document.querySelectorAll(DIALOGS)].some(isSeen);
}
