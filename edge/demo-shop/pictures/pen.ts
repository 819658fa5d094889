import { darker, lighter } from './color.ts';

/** What a picture is drawn with: remembers the gradients it was asked for, each with an id of its own. */
export interface Pen {
  /** side-lit round body: light from the upper left */
  turned(color: string): string;
  /** side-lit flat or soft body */
  cloth(color: string): string;
  /** from top to bottom */
  fall(...colors: string[]): string;
  /** light through coloured glass */
  glass(color: string): string;
  /** a pool of light or shadow; opacity fades to nothing at the rim */
  pool(color: string, opacity: number): string;
  /** a shape to cut others by; returns the value of `clip-path` */
  clip(shape: string): string;
  /** repeated stripes, checks or weave; returns a paint */
  pattern(width: number, height: number, content: string, turn?: number): string;
  /** everything asked for, as the content of `<defs>` */
  defs(): string;
}

/**
 * @param prefix keeps the ids of several drawings on one page, or in one scene, apart
 */
export function pen(prefix: string): Pen {
  const parts = new Map<string, string>();
  const keep = (content: (id: string) => string): string => {
    const key = content('');
    const id = parts.has(key) ? (parts.get(key) as string) : `${prefix}${parts.size}`;
    parts.set(key, id);
    return `url(#${id})`;
  };
  const linear = (x2: number, y2: number, stops: [number, string, number?][]): string =>
    keep((id) => `<linearGradient id="${id}" x1="0" y1="0" x2="${x2}" y2="${y2}">${stops.map(stop).join('')}</linearGradient>`);
  return {
    turned: (color) =>
      linear(1, 0, [
        [0, darker(color, 0.08)],
        [0.2, lighter(color, 0.26)],
        [0.5, color],
        [1, darker(color, 0.36)],
      ]),
    cloth: (color) =>
      linear(0.7, 1, [
        [0, lighter(color, 0.2)],
        [0.55, color],
        [1, darker(color, 0.18)],
      ]),
    fall: (...colors) =>
      linear(
        0,
        1,
        colors.map((color, i) => [colors.length > 1 ? i / (colors.length - 1) : 0, color]),
      ),
    glass: (color) =>
      linear(1, 0.25, [
        [0, color, 0.62],
        [0.22, lighter(color, 0.65), 0.5],
        [0.55, color, 0.5],
        [1, darker(color, 0.25), 0.72],
      ]),
    pool: (color, opacity) =>
      keep(
        (id) =>
          `<radialGradient id="${id}">${stop([0, color, opacity])}${stop([0.55, color, opacity * 0.45])}${stop([1, color, 0])}</radialGradient>`,
      ),
    clip: (shape) => keep((id) => `<clipPath id="${id}">${shape}</clipPath>`),
    pattern: (width, height, content, turn = 0) =>
      keep(
        (id) =>
          `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})">${content}</pattern>`,
      ),
    defs: () => [...parts].map(([key, id]) => key.replace('id=""', `id="${id}"`)).join(''),
  };
}

function stop([offset, color, opacity]: [number, string, number?]): string {
  return `<stop offset="${offset}" stop-color="${color}"${opacity === undefined ? '' : ` stop-opacity="${Number(opacity.toFixed(3))}"`}/>`;
}

/** What to draw a thing as. */
export interface Look {
  color: string;
  cut: number;
}

/**
 * A drawing stands on the floor line: x = 0 is its middle, y = 0 the floor, up is negative. Things lying flat are drawn around (0, −330).
 * A product's picture shows x −400 … 400, y −820 … 180.
 */
export type Draw = (p: Pen, look: Look) => string;

export const path = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}"${more && ` ${more}`}/>`;
export const line = (d: string, color: string, width: number, more = ''): string =>
  `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${more && ` ${more}`}/>`;
export const oval = (cx: number, cy: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"${more && ` ${more}`}/>`;
export const box = (x: number, y: number, width: number, height: number, radius: number, fill: string, more = ''): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"${more && ` ${more}`}/>`;
export const group = (content: string, more: string): string => `<g ${more}>${content}</g>`;

/** A soft shadow where a thing meets the floor; it falls to the right, away from the window. */
export function standShadow(p: Pen, halfWidth: number): string {
  return oval(halfWidth * 0.22, 4, halfWidth * 1.45, Math.max(16, halfWidth * 0.17), p.pool('#2a1a10', 0.5));
}

/** A shadow under something that lies flat, seen from above. */
export function flatShadow(p: Pen, cx: number, cy: number, rx: number, ry: number): string {
  return oval(cx + rx * 0.07, cy + ry * 0.1, rx * 1.22, ry * 1.22, p.pool('#2a1a10', 0.42));
}

/**
 * Outline of a turned body from points [height, half width], bottom first; smooth between them (Catmull–Rom as Béziers), flat top and bottom.
 */
export function lathe(points: readonly (readonly [number, number])[]): string {
  const right = points.map(([y, x]) => [x, -y] as const);
  const left = right.map(([x, y]) => [-x, y] as const).reverse();
  const [startX, startY] = right[0]!;
  const [topX, topY] = left[0]!;
  return `M${startX} ${startY}${curve(right)}L${topX} ${topY}${curve(left)}Z`;
}

function curve(points: readonly (readonly [number, number])[]): string {
  let d = '';
  for (let i = 0; i < points.length - 1; i++) {
    const [before, from, to, after] = [points[i - 1] ?? points[i]!, points[i]!, points[i + 1]!, points[i + 2] ?? points[i + 1]!];
    const r = (value: number): number => Math.round(value * 10) / 10;
    d += `C${r(from[0] + (to[0] - before[0]) / 6)} ${r(from[1] + (to[1] - before[1]) / 6)} ${r(to[0] - (after[0] - from[0]) / 6)} ${r(to[1] - (after[1] - from[1]) / 6)} ${to[0]} ${to[1]}`;
  }
  return d;
}
