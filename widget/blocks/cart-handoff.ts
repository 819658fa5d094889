import type { ComponentType, JSX } from 'preact';
import type { CartHandoffContent } from '../../shared/schemas/block.ts';
import type { BodyProps } from './acts.ts';
import type { Kit } from './kit.ts';

/** Modules along the edge of the smallest and the largest QR code (ISO/IEC 18004: versions 1 and 40). */
const SIZE_MIN = 21;
const SIZE_MAX = 177;
/** Light modules that scanners need around the code (ISO/IEC 18004: 4). */
const QUIET = 4;
/** What path data may hold. */
const PATH_DATA = /^[MmHhVvLlZz\d\s.,-]+$/;

/** Dark on light in every theme: many scanners do not read it the other way round. The address beside it says the same to who cannot see it. */
function drawCode({ h }: Kit, qr: CartHandoffContent['qr'] | undefined): JSX.Element | false {
  if (!qr || !(qr.size >= SIZE_MIN && qr.size <= SIZE_MAX) || !PATH_DATA.test(qr.path)) return false;
  const edge = qr.size + 2 * QUIET;
  return h('svg', { class: 'qr', viewBox: `-${QUIET} -${QUIET} ${edge} ${edge}`, 'aria-hidden': 'true' }, h('path', { d: qr.path }));
}

/** The cart on another device: a code to scan, its address to copy, and until when both are good. */
export function createCartHandoff(kit: Kit): ComponentType<BodyProps<'cart-handoff'>> {
  const { h, Component, safeLink } = kit;
  return class CartHandoff extends Component<BodyProps<'cart-handoff'>, { isCopied?: boolean }> {
    override render({ content, acts }: BodyProps<'cart-handoff'>, { isCopied }: { isCopied?: boolean }): JSX.Element {
      const { text, url, qr, copyLabel, copiedText, validUntilText } = content;
      const href = safeLink(url);
      if (!href) throw new RangeError(url);
      const copy = ({ currentTarget }: Event) => {
        acts.click();
        // Where the clipboard is closed to pages, the address is marked, ready to be copied by hand.
        const mark = () => getSelection()?.selectAllChildren((currentTarget as HTMLElement).previousSibling!);
        navigator.clipboard ? navigator.clipboard.writeText(href).then(() => this.setState({ isCopied: true }), mark) : mark();
      };
      return h(
        'div',
        { class: 'handoff' },
        drawCode(kit, qr),
        h(
          'div',
          null,
          text && h('p', null, text),
          h('a', { class: 'address', href, onClick: () => acts.click() }, href.replace(/^https?:\/\//, '')),
          copyLabel && h('button', { type: 'button', class: 'button', onClick: copy }, copyLabel),
          h('p', { role: 'status' }, isCopied && copiedText),
          validUntilText && h('small', null, validUntilText),
        ),
      );
    }
  };
}
