import { el } from './dom.ts';
import { icon } from './icon.ts';
import { safeImage } from './safe-url.ts';

/**
 * A product's picture in a box of fixed proportions, so that nothing moves when it arrives.
 * The product's name always stands beside it, so the picture itself is silent (`alt=""`): a screen reader says the name once.
 * None, unsafe or broken: a neutral box.
 */
export function picture(url: string | undefined): HTMLElement {
  const box = el('span', { class: 'picture' });
  const blank = () => box.replaceChildren(icon('picture'));
  const src = safeImage(url);
  if (!src) blank();
  else {
    const image = el('img', { alt: '', loading: 'lazy', decoding: 'async', onerror: blank });
    image.alt = '';
    image.src = src;
    box.append(image);
  }
  return box;
}
