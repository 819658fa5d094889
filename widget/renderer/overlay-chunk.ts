/**
 * The second lazy chunk: what is only needed when a block floats above the page or waits for its moment. It holds no Preact and no code of
 * the first chunk: what it needs of that is given to `createOverlay`.
 */
export { createOverlay } from './overlay.ts';
export { arm } from './triggers.ts';
