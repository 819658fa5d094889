import { FRAME_CSS } from './frame.ts';
import { PRODUCTS_CSS } from './products.ts';
import { THEME_CSS } from './theme.ts';

/** The one style of all blocks. */
export interface Sheet {
  dress(root: ShadowRoot): void;
  /** Rules that came later; they hold in every root, also in those that are dressed already. */
  add(css: string): void;
}

/**
 * Constructable sheets are shared by all shadow roots: the strictest `style-src` allows it, as no markup is involved. Browsers from
 * before 2023 lack them and get a `style` element with the page's nonce in each.
 */
export function createSheet(nonce: string | undefined): Sheet {
  let text = THEME_CSS + FRAME_CSS + PRODUCTS_CSS;
  if ('adoptedStyleSheets' in Document.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    // What comes later has a sheet of its own, so that the first need not be read again.
    const later = new CSSStyleSheet();
    text = '';
    return {
      dress(root) {
        root.adoptedStyleSheets = [sheet, later];
      },
      add(css) {
        text += css;
        later.replaceSync(text);
      },
    };
  }
  const elements: HTMLStyleElement[] = [];
  return {
    dress(root) {
      const style = document.createElement('style');
      if (nonce) style.nonce = nonce;
      style.append(text);
      root.append(style);
      elements.push(style);
    },
    add(css) {
      text += css;
      for (const style of elements) style.append(css);
    },
  };
}
