import type { PartHost } from '../parts/seam.ts';
import { noteFriction } from './friction.ts';

/** Fields one writes into; a quantity, a colour or a search is no beginning of a form. */
const WRITTEN = /text|email|tel|url|password/;

type Field = HTMLInputElement | HTMLTextAreaElement;
const isWritten = (field: Element): boolean => WRITTEN.test((field as Field).type);

/**
 * Tells of a form that a person began to write, and left the page without sending. What was written, and in which field, is never read: that
 * somebody typed is all there is. A page that only goes out of sight (another tab, the app with the code) is not left.
 */
export function watchForms(host: PartHost): void {
  const { life } = host;
  /** the form last written in, not yet sent */
  let begun: HTMLFormElement | null = null;
  const leave = (): void => {
    if (begun) noteFriction(host, 'form_abandoned');
    begun = null;
  };
  life.on(document, 'input', ({ target, inputType }: Event & { inputType?: string }) => {
    const { form } = target as Field;
    // What the browser or the page fills in by itself has no `inputType`. One field alone is a newsletter, a coupon, a search:
    // left half-typed without anybody having been stopped.
    if (inputType && form && isWritten(target as Field) && [...form.elements].filter(isWritten)[1]) begun = form;
  });
  // `form.submit()` sends without a `submit` event, but not without `formdata`; some forms are sent by a button's own code.
  for (const type of ['submit', 'formdata', 'click']) {
    life.on(document, type, ({ target }) => {
      if (type !== 'click' || (target as Element).closest('button,[type=submit]')) begun = null;
    });
  }
  host.onPage(leave);
  host.onLeave(() => {
    // A document that goes is still visible when it is told so; one that is hidden may be back in a moment.
    if (!document.hidden) leave();
  });
}
