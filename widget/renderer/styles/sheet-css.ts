import { FRAME_CSS } from './frame.ts';
import { KINDS_CSS } from './kinds.ts';
import { PRODUCTS_CSS } from './products.ts';
import { THEME_CSS } from './theme.ts';

/** The style sheet of every block. */
export const SHEET_CSS = THEME_CSS + FRAME_CSS + PRODUCTS_CSS + KINDS_CSS;
