import { raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

const SHAPES = {
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
  bag: '<path d="M5 8h14l1 13H4L5 8Z"/><path d="M8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4 21c.6-4.6 3.7-7 8-7s7.4 2.4 8 7"/>',
  pin: '<path d="M12 21.5s-7-6.3-7-11.7a7 7 0 0 1 14 0c0 5.4-7 11.7-7 11.7Z"/><circle cx="12" cy="9.8" r="2.5"/>',
  truck: '<path d="M2.5 6h11v10.5h-11zM13.5 10h4l4 3.5v3h-8z"/><circle cx="7" cy="18" r="1.9"/><circle cx="17" cy="18" r="1.9"/>',
  back: '<path d="M4 9h11a5 5 0 0 1 0 10H8"/><path d="m8 5-4 4 4 4"/>',
  tool: '<path d="M14.5 6.5a4.5 4.5 0 0 1 5-1.3l-2.8 2.8 1.4 1.9 2.4-.6a4.5 4.5 0 0 1-6 4.3L8 20.2a2 2 0 0 1-3-2.6l6.6-6.7a4.5 4.5 0 0 1 2.9-4.4Z"/>',
  check: '<path d="m4.5 12.5 5 5 10-11"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  arrow: '<path d="M4 12h15M13 6l6 6-6 6"/>',
} as const;

export type IconName = keyof typeof SHAPES;

/** A line icon of 24 × 24, in the colour of the text; says nothing to screen readers. */
export function icon(name: IconName): HtmlEscapedString {
  return raw(
    `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`,
  );
}

/** The mark of the house: a sprig of meadowsweet, which Italians call olmaria. */
export const SPRIG =
  '<path d="M12 22V9M12 17c-3 0-4.6-1.6-5-4 2.8-.2 4.6 1.2 5 4Zm0-3.5c2.8 0 4.4-1.4 4.8-3.6-2.6-.2-4.4 1-4.8 3.6Z"/><g fill="currentColor" stroke="none"><circle cx="12" cy="4" r="1.5"/><circle cx="9" cy="5.5" r="1.3"/><circle cx="15" cy="5.5" r="1.3"/><circle cx="10.5" cy="7.8" r="1.2"/><circle cx="13.5" cy="7.8" r="1.2"/></g>';

export function sprig(): HtmlEscapedString {
  return raw(
    `<svg class="sprig" viewBox="0 0 24 24" width="28" height="28" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" aria-hidden="true" focusable="false">${SPRIG}</svg>`,
  );
}

/** The logo as a picture of its own, for structured data and browsers' tabs. */
export function logoSvg(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="512" height="512"><rect width="32" height="32" rx="7" fill="#35483d"/><g transform="translate(4 4)" fill="none" stroke="#f6efe2" color="#f6efe2" stroke-width="1.4" stroke-linecap="round">${SPRIG}</g></svg>`;
}
