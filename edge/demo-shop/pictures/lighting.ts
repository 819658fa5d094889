import { darker, lighter } from './color.ts';
import { box, type Draw, group, lathe, line, oval, type Pen, path, standShadow } from './pen.ts';

const BRASS = '#b8924a';
const IRON = '#3a3633';
const LINEN = '#f1e4c9';

const glow = (p: Pen, cx: number, cy: number, r: number): string => oval(cx, cy, r, r, p.pool('#ffdf9e', 0.85));

/** Cone of cloth with its light inside: top and bottom half widths. */
function shade(p: Pen, topY: number, bottomY: number, top: number, bottom: number, color: string): string {
  const body = `M${-top} ${topY}Q0 ${topY - 9} ${top} ${topY}L${bottom} ${bottomY}Q0 ${bottomY + 22} ${-bottom} ${bottomY}Z`;
  return [
    path(body, p.turned(color)),
    group(
      oval(0, bottomY - 10, bottom * 0.85, (bottomY - topY) * 0.75, p.pool('#fff0c4', 0.75)),
      `clip-path="${p.clip(`<path d="${body}"/>`)}"`,
    ),
    line(`M${-top} ${topY}Q0 ${topY - 9} ${top} ${topY}`, darker(color, 0.12), 3),
    line(`M${-bottom} ${bottomY}Q0 ${bottomY + 22} ${bottom} ${bottomY}`, darker(color, 0.16), 4),
  ].join('');
}

export const tableLamp: Draw = (p, { color, cut }) => {
  if (cut === 1) {
    return [
      standShadow(p, 110),
      oval(0, -6, 112, 22, darker(color, 0.3)),
      oval(0, -14, 112, 22, p.turned(color)),
      box(-7, -330, 14, 316, 7, p.turned(BRASS)),
      glow(p, 0, -330, 250),
      path('M-165 -330C-165 -470 165 -470 165 -330Q0 -300 -165 -330Z', p.turned(color)),
      oval(0, -329, 163, 17, '#fff1cb'),
      oval(0, -438, 12, 10, BRASS),
    ].join('');
  }
  if (cut === 2) {
    return [
      standShadow(p, 100),
      glow(p, 0, -420, 300),
      path(
        lathe([
          [0, 92],
          [24, 96],
          [70, 60],
          [120, 84],
          [190, 108],
          [250, 60],
          [290, 22],
        ]),
        p.turned(color),
      ),
      line('M-90 -190Q0 -172 90 -190', lighter(color, 0.4), 3, 'opacity=".6"'),
      box(-9, -320, 18, 40, 5, p.turned(BRASS)),
      shade(p, -500, -318, 118, 150, LINEN),
    ].join('');
  }
  if (cut === 3) {
    return [
      standShadow(p, 84),
      glow(p, 0, -240, 320),
      path(
        lathe([
          [0, 88],
          [18, 90],
          [60, 66],
          [110, 60],
        ]),
        p.turned(color),
      ),
      oval(0, -112, 60, 11, p.turned(BRASS)),
      oval(0, -232, 132, 130, p.turned('#fbf3df')),
      oval(-34, -270, 78, 70, p.pool('#ffffff', 0.9)),
      oval(0, -230, 118, 116, p.pool('#ffe3a3', 0.55)),
    ].join('');
  }
  return [
    standShadow(p, 118),
    glow(p, 0, -420, 330),
    path(
      lathe([
        [0, 74],
        [12, 80],
        [80, 124],
        [165, 120],
        [230, 66],
        [262, 34],
      ]),
      p.turned(color),
    ),
    oval(-42, -160, 30, 52, p.pool('#ffffff', 0.4)),
    line('M-112 -60Q0 -36 112 -60', darker(color, 0.2), 3, 'opacity=".5"'),
    box(-10, -306, 20, 48, 5, p.turned(BRASS)),
    shade(p, -520, -300, 84, 186, LINEN),
    line('M62 -304V-250', BRASS, 3),
    oval(62, -246, 6, 7, BRASS),
  ].join('');
};

export const floorLamp: Draw = (p, { color, cut }) => {
  if (cut === 1) {
    const leg = (x: number): string =>
      line(`M0 -440L${x} -4`, darker(color, 0.12), 15) + line(`M-3 -440L${x - 3} -6`, lighter(color, 0.25), 4);
    return [
      standShadow(p, 150),
      glow(p, 0, -560, 330),
      leg(14),
      leg(-130),
      leg(135),
      oval(0, -440, 22, 14, p.turned(BRASS)),
      box(-8, -500, 16, 62, 4, p.turned(BRASS)),
      shade(p, -706, -490, 130, 176, LINEN),
    ].join('');
  }
  return [
    standShadow(p, 130),
    glow(p, 108, -560, 300),
    oval(-70, -8, 100, 20, darker(color, 0.35)),
    oval(-70, -16, 100, 20, p.turned(color)),
    line('M-70 -18V-520C-70 -760 110 -800 110 -640', IRON, 11),
    line('M-74 -30V-520C-74 -750 106 -790 106 -650', '#7b746d', 3),
    path('M10 -560C10 -690 206 -690 206 -560Q108 -532 10 -560Z', p.turned(color)),
    oval(108, -559, 97, 13, '#fff1cb'),
    oval(108, -656, 11, 9, BRASS),
  ].join('');
};

export const pendant: Draw = (p, { color, cut }) => {
  const cable = (toY: number): string => line(`M0 -900V${toY}`, '#2f2b28', 5);
  if (cut === 1) {
    return [
      cable(-610),
      glow(p, 0, -380, 380),
      box(-24, -622, 48, 56, 8, p.turned(BRASS)),
      oval(0, -380, 196, 192, p.glass(color)),
      oval(0, -372, 60, 66, p.pool('#fff3c8', 1)),
      oval(0, -390, 27, 36, '#fff6da'),
      box(-11, -470, 22, 50, 4, BRASS),
      line('M-150 -470C-176 -420 -176 -350 -152 -300', '#ffffff', 10, 'opacity=".55"'),
      oval(96, -480, 28, 18, '#ffffff', 'opacity=".35" transform="rotate(38 96 -480)"'),
    ].join('');
  }
  if (cut === 2) {
    const body = 'M-60 -560C-250 -520 -260 -330 -190 -230Q0 -196 190 -230C260 -330 250 -520 60 -560Z';
    const ribs = [-230, -170, -105, -36, 36, 105, 170, 230]
      .map((x) => line(`M${x * 0.26} -560C${x} -520 ${x * 1.1} -330 ${x * 0.82} -214`, darker(color, 0.32), 5))
      .join('');
    const rings = [-510, -460, -410, -360, -310, -262]
      .map((y) => line(`M-260 ${y}Q0 ${y + 34} 260 ${y}`, lighter(color, 0.25), 7))
      .join('');
    return [
      cable(-560),
      glow(p, 0, -360, 400),
      path(body, p.turned(color), 'opacity=".72"'),
      group(rings + ribs, `clip-path="${p.clip(`<path d="${body}"/>`)}"`),
      oval(0, -340, 120, 110, p.pool('#fff0bd', 0.9)),
      line('M-190 -230Q0 -196 190 -230', darker(color, 0.25), 9),
      oval(0, -560, 60, 12, darker(color, 0.3)),
    ].join('');
  }
  return [
    cable(-560),
    glow(p, 0, -280, 380),
    box(-20, -580, 40, 50, 8, p.turned(BRASS)),
    path('M-34 -536Q0 -548 34 -536C60 -470 220 -440 236 -300Q0 -262 -236 -300C-220 -440 -60 -470 -34 -536Z', p.turned(color)),
    path('M-236 -300Q0 -262 236 -300Q0 -326 -236 -300Z', '#fff0c6'),
    line('M-120 -440C-160 -410 -184 -370 -194 -330', lighter(color, 0.5), 9, 'opacity=".5"'),
  ].join('');
};

export const lantern: Draw = (p, { color }) =>
  [
    standShadow(p, 120),
    glow(p, 0, -170, 300),
    line('M-50 -420C-70 -530 70 -530 50 -420', darker(color, 0.25), 9),
    path('M-74 -400L0 -452L74 -400L118 -360H-118Z', p.turned(color)),
    box(-122, -364, 244, 18, 4, p.turned(color)),
    box(-104, -346, 208, 316, 2, p.glass('#e9dfc6'), 'opacity=".7"'),
    box(-38, -128, 76, 98, 6, p.turned('#f6efe0')),
    line('M0 -128V-142', '#4a3a2c', 4),
    path('M0 -206C24 -170 20 -146 0 -142C-20 -146 -24 -170 0 -206Z', p.fall('#fff3c0', '#f6b04a')),
    [-112, -4, 96].map((x) => box(x, -350, x === -4 ? 8 : 16, 324, 3, p.turned(color))).join(''),
    box(-122, -190, 244, 9, 2, p.turned(color)),
    box(-130, -32, 260, 28, 5, p.turned(color)),
    line('M-88 -320L-50 -240', '#ffffff', 9, 'opacity=".5"'),
  ].join('');
