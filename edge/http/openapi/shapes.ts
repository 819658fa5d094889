import { ADMIN_SHAPES } from './admin-shapes.ts';
import { ANSWER_SHAPES } from './answer-shapes.ts';
import { DRAFT_SHAPES } from './draft-shapes.ts';
import { ROW_SHAPES } from './row-shapes.ts';
import type { JsonSchema } from './shape.ts';

/** Every hand-written shape of the document, by name. */
export const SHAPES: Readonly<Record<string, JsonSchema>> = { ...ANSWER_SHAPES, ...DRAFT_SHAPES, ...ROW_SHAPES, ...ADMIN_SHAPES };
