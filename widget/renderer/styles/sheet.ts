/** Puts a style sheet into a shadow root, after those that are there. */
export type Dress = (root: ShadowRoot) => void;

/**
 * Returns a function that dresses shadow roots in a style sheet. One constructable sheet is shared by all of them: the strictest
 * `style-src` allows it, as no markup is involved. Browsers from before 2023 lack it and get a `style` element with the page's nonce.
 */
export function createDresser(css: string, nonce: string | undefined): Dress {
  if ('adoptedStyleSheets' in Document.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return (root) => {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    };
  }
  return (root) => {
    const style = document.createElement('style');
    if (nonce) style.nonce = nonce;
    style.textContent = css;
    root.append(style);
  };
}
