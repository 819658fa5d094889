import { darker, lighter, luminance, mix } from './color.ts';
import { box, group, oval, type Pen, path, pen } from './pen.ts';

/** Walls a product can stand before. */
const WALLS = ['#eee4d6', '#e4e2d6', '#f0dfd3', '#dde2df', '#ebe0cb', '#e3dde0', '#e9e6e0', '#d9ddd0'] as const;

/** Width and height of a product's picture. */
export const PICTURE_WIDTH = 800;
export const PICTURE_HEIGHT = 1000;
const FLOOR_Y = 820;

export interface SceneOptions {
  prefix: string;
  /** the product's own colour, which the wall keeps its distance from */
  color: string;
  /** any whole number: picks wall and setting */
  mood: number;
  /** things that lie flat or hang have no floor line */
  flat: boolean;
  /** no plinth under it */
  wide: boolean;
  scale: number;
  title: string;
  draw: (p: Pen) => string;
}

/** A product on its set: a wall, a floor or table, window light, and the thing itself. */
export function scene({ prefix, color, mood, flat, wide, scale, title, draw }: SceneOptions): string {
  const p = pen(prefix);
  const wall = wallFor(color, mood);
  const set = flat ? flatSet(p, wall, mood) : standingSet(p, wall, wide && mood % 3 === 1 ? mood + 1 : mood);
  const thing = group(draw(p), `transform="translate(400 ${FLOOR_Y})${scale === 1 ? '' : ` scale(${scale})`}"`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}" role="img"><title>${escapeXml(title)}</title><defs>${p.defs()}</defs>${set}${thing}</svg>`;
}

/** A wall that neither swallows the product nor shouts at it. */
function wallFor(color: string, mood: number): string {
  const wall = WALLS[mood % WALLS.length]!;
  return luminance(color) > 0.62 ? mix(wall, '#a98f78', 0.36) : wall;
}

function standingSet(p: Pen, wall: string, mood: number): string {
  const floor = mix(wall, darker(wall, 0.2), 0.75);
  const arch =
    mood % 3 === 0
      ? path('M140 820V420C140 130 660 130 660 420V820Z', p.fall(lighter(wall, 0.5), darker(wall, 0.06))) +
        path('M140 820V420C140 130 660 130 660 420V820H640V424C640 156 164 156 164 424V820Z', darker(wall, 0.18), 'opacity=".35"')
      : '';
  const plinth = mood % 3 === 1 ? oval(400, 852, 330, 54, darker(wall, 0.24)) + oval(400, 832, 330, 54, p.cloth(lighter(wall, 0.3))) : '';
  return [
    box(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT, 0, p.fall(lighter(wall, 0.3), wall)),
    mood % 3 === 2 ? windowLight(p) : '',
    arch,
    box(0, FLOOR_Y - 60, PICTURE_WIDTH, 240, 0, p.fall(floor, lighter(floor, 0.16))),
    box(0, FLOOR_Y - 61, PICTURE_WIDTH, 3, 0, darker(wall, 0.25), 'opacity=".35"'),
    plinth,
  ].join('');
}

function flatSet(p: Pen, wall: string, mood: number): string {
  return [
    box(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT, 0, p.fall(lighter(wall, 0.28), darker(wall, 0.05))),
    mood % 2 ? windowLight(p) : oval(250, 260, 520, 520, p.pool('#ffffff', 0.5)),
  ].join('');
}

/** The light of a window on the wall, its bars and all. */
function windowLight(p: Pen): string {
  const pane = (x: number, y: number): string => `<path d="M${x} ${y}L${x + 150} ${y + 60}L${x + 120} ${y + 290}L${x - 30} ${y + 230}Z"/>`;
  return group(pane(110, 60) + pane(280, 128) + pane(74, 312) + pane(244, 380), `fill="${p.fall('#fffaf0', '#fff3dc')}" opacity=".5"`);
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
}
