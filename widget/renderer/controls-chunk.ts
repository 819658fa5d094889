/**
 * The third lazy chunk: what stands behind "why am I seeing this?" besides the reason. Few people ever open it, and it is fetched when the
 * first of them does. As the second chunk it holds no code of the first: what it needs of that is given to its function.
 */
export { createControls } from '../blocks/controls.ts';
export { CONTROLS_CSS } from './styles/controls.ts';
