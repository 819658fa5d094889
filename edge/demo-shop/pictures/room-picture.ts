import { COLORS } from '../data/palette.ts';
import type { ColorId, Kind } from '../data/types.ts';
import { darker, lighter, mix } from './color.ts';
import { DRAWINGS } from './drawings.ts';
import { box, group, line, oval, type Pen, path, pen } from './pen.ts';
import { escapeXml } from './scene.ts';

interface Piece {
  kind: Kind;
  color: ColorId;
  cut?: number;
  x: number;
  y: number;
  scale: number;
}

interface Room {
  width: number;
  height: number;
  wall: string;
  floorY: number;
  /** what the wall has: an arch, a window's light, a shelf line */
  wallPiece: (p: Pen, wall: string) => string;
  pieces: readonly Piece[];
  title: string;
}

const arch =
  (x: number, width: number, floorY: number, height: number) =>
  (p: Pen, wall: string): string =>
    path(
      `M${x} ${floorY}V${floorY - height + width / 2}A${width / 2} ${width / 2} 0 0 1 ${x + width} ${floorY - height + width / 2}V${floorY}Z`,
      p.fall(darker(wall, 0.16), darker(wall, 0.07)),
    );

const windowLight =
  (x: number, y: number, scale: number) =>
  (p: Pen): string =>
    group(
      [
        [0, 0],
        [170, 68],
        [-36, 252],
        [134, 320],
      ]
        .map(([dx, dy]) => `<path d="M${dx} ${dy}l150 60l-30 230l-150 -60Z"/>`)
        .join(''),
      `transform="translate(${x} ${y}) scale(${scale})" fill="${p.fall('#fffaf0', '#fff0d4')}" opacity=".55"`,
    );

/** Whole rooms, for the heads of pages. Coordinates are of the picture, in its own units. */
const ROOMS = {
  home: {
    width: 1600,
    height: 900,
    wall: '#e7d6c4',
    floorY: 700,
    title: 'Salotto Olmaria',
    wallPiece: (p, wall) => windowLight(980, 40, 1.25)(p) + arch(250, 420, 700, 560)(p, wall),
    pieces: [
      { kind: 'mirror', color: 'brass', x: 1120, y: 500, scale: 0.62 },
      { kind: 'floor-lamp', color: 'charcoal', x: 410, y: 740, scale: 0.86 },
      { kind: 'armchair', color: 'rust', x: 690, y: 790, scale: 0.8 },
      { kind: 'side-table', color: 'walnut', x: 1030, y: 800, scale: 0.72 },
      { kind: 'bench', color: 'natural', x: 1320, y: 760, scale: 0.62 },
      { kind: 'planter', color: 'terracotta', x: 190, y: 810, scale: 0.8 },
      { kind: 'vase', color: 'ivory', cut: 0, x: 470, y: 836, scale: 0.42 },
    ],
  },
  wardrobe: {
    width: 1200,
    height: 900,
    wall: '#d5dad2',
    floorY: 760,
    title: 'Guardaroba Olmaria',
    wallPiece: (p, wall) => windowLight(60, 30, 1.1)(p) + line('M120 150H1080', darker(wall, 0.45), 14),
    pieces: [
      { kind: 'coat', color: 'tan', x: 310, y: 620, scale: 0.62 },
      { kind: 'knit', color: 'ivory', x: 610, y: 600, scale: 0.6 },
      { kind: 'dress', color: 'night', cut: 0, x: 890, y: 610, scale: 0.62 },
      { kind: 'bench', color: 'walnut', x: 520, y: 850, scale: 0.66 },
      { kind: 'tote', color: 'tan', x: 930, y: 850, scale: 0.5 },
    ],
  },
  table: {
    width: 1200,
    height: 900,
    wall: '#eadfcb',
    floorY: 640,
    title: 'Tavola Olmaria',
    wallPiece: (p, wall) => windowLight(140, 20, 1)(p) + arch(740, 330, 640, 500)(p, wall),
    pieces: [
      { kind: 'pendant', color: 'forest', cut: 0, x: 520, y: 380, scale: 0.56 },
      { kind: 'tablecloth', color: 'ivory', x: 600, y: 870, scale: 1.05 },
      { kind: 'carafe', color: 'dusty', x: 400, y: 420, scale: 0.3 },
      { kind: 'bowl', color: 'terracotta', x: 575, y: 424, scale: 0.32 },
      { kind: 'chair', color: 'natural', cut: 0, x: 150, y: 850, scale: 0.86 },
      { kind: 'chair', color: 'forest', cut: 1, x: 1060, y: 850, scale: 0.86 },
    ],
  },
} satisfies Record<string, Room>;

export type RoomName = keyof typeof ROOMS;

export function isRoomName(name: string): name is RoomName {
  return Object.hasOwn(ROOMS, name);
}

/** A furnished room as an SVG document: the shop's own things, drawn together. */
export function roomPicture(name: RoomName): string {
  const room: Room = ROOMS[name];
  const { width, height, wall, floorY } = room;
  const p = pen('r');
  const floor = mix(wall, '#a9825c', 0.42);
  const planks = Array.from({ length: 7 }, (_, i) =>
    line(`M${(i - 1) * (width / 5)} ${height}L${width / 2 + (i - 3) * (width / 9)} ${floorY}`, darker(floor, 0.25), 2, 'opacity=".25"'),
  ).join('');
  const set = [
    box(0, 0, width, floorY, 0, p.fall(lighter(wall, 0.35), wall)),
    room.wallPiece(p, wall),
    box(0, floorY, width, height - floorY, 0, p.fall(darker(floor, 0.06), lighter(floor, 0.14))),
    planks,
    box(0, floorY - 26, width, 26, 0, lighter(wall, 0.4)),
    box(0, floorY - 2, width, 3, 0, darker(wall, 0.35), 'opacity=".4"'),
    oval(width * 0.5, height - 40, width * 0.42, 90, p.pool('#fff3dc', 0.35)),
  ].join('');
  const pieces = room.pieces
    .map(({ kind, color, cut = 0, x, y, scale }) =>
      group(DRAWINGS[kind](p, { color: COLORS[color].hex, cut }), `transform="translate(${x} ${y}) scale(${scale})"`),
    )
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMidYMid slice" role="img"><title>${escapeXml(room.title)}</title><defs>${p.defs()}</defs>${set}${pieces}</svg>`;
}
