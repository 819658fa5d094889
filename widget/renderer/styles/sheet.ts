import { FRAME_CSS } from './frame.ts';
import { KINDS_CSS } from './kinds.ts';
import { PRODUCTS_CSS } from './products.ts';
import { THEME_CSS } from './theme.ts';

const CSS = THEME_CSS + FRAME_CSS + PRODUCTS_CSS + KINDS_CSS;

/**
 * Returns a function that dresses a shadow root. One constructable sheet is shared by all: the strictest `style-src` allows it, as no
 * markup is involved. Browsers from before 2023 lack it and get a `style` element with the page's nonce.
 */
export function createDresser(nonce: string | undefined): (root: ShadowRoot) => void {
  if ('adoptedStyleSheets' in Document.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    return (root) => {
      root.adoptedStyleSheets = [sheet];
    };
  }
  return (root) => {
    const style = document.createElement('style');
    if (nonce) style.nonce = nonce;
    style.textContent = CSS;
    root.append(style);
  };
}
