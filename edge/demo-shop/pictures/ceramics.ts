import { darker, lighter } from './color.ts';
import { type Draw, group, lathe, line, oval, type Pen, path, standShadow } from './pen.ts';

/** An olive branch from the mouth of a vase; `turn` in degrees. */
function branch(p: Pen, x: number, y: number, height: number, turn: number): string {
  const leaf = p.cloth('#8b9a72');
  const leaves = Array.from({ length: 9 }, (_, i) => {
    const at = -height * (0.25 + i * 0.088);
    const side = i % 2 ? 1 : -1;
    return path(
      `M0 ${at}C${side * 22} ${at - 24} ${side * 54} ${at - 38} ${side * 78} ${at - 36}C${side * 62} ${at - 10} ${side * 30} ${at + 4} 0 ${at}Z`,
      leaf,
    );
  }).join('');
  return group(`${line(`M0 0Q14 ${-height / 2} 0 ${-height}`, '#6f6248', 6)}${leaves}`, `transform="translate(${x} ${y}) rotate(${turn})"`);
}

/** Dried stalks with round heads. */
function stalks(x: number, y: number, height: number): string {
  return [-16, -5, 7, 19]
    .map((turn, i) =>
      group(
        line(`M0 0V${-height + i * 26}`, '#a58a5c', 4) +
          oval(0, -height + i * 26, 17, 21, i % 2 ? '#d9b877' : '#c79a5b') +
          oval(-5, -height - 6 + i * 26, 6, 8, '#f0d9a4'),
        `transform="translate(${x} ${y}) rotate(${turn})"`,
      ),
    )
    .join('');
}

const mouth = (y: number, rx: number, color: string): string =>
  oval(0, y, rx, rx * 0.2, darker(color, 0.55)) + line(`M${-rx} ${y}A${rx} ${rx * 0.2} 0 0 0 ${rx} ${y}`, lighter(color, 0.35), 4);

/** Specks of iron in the glaze, always the same ones. */
function specks(color: string, count: number, halfWidth: number, height: number): string {
  let dots = '';
  for (let i = 1; i <= count; i++)
    dots += `<circle cx="${Math.round(Math.sin(i * 12.9898) * halfWidth)}" cy="${Math.round(-height * (0.08 + ((i * 0.61803) % 1) * 0.84))}" r="${(1.4 + (i % 3) * 0.8).toFixed(1)}"/>`;
  return group(dots, `fill="${darker(color, 0.5)}" opacity=".35"`);
}

const PROFILES: readonly (readonly (readonly [number, number])[])[] = [
  [
    [0, 84],
    [10, 92],
    [90, 122],
    [190, 104],
    [260, 48],
    [340, 34],
    [410, 36],
    [424, 44],
  ],
  [
    [0, 62],
    [14, 66],
    [120, 124],
    [240, 138],
    [320, 92],
    [366, 54],
    [410, 60],
    [424, 74],
  ],
  [
    [0, 92],
    [8, 98],
    [120, 102],
    [330, 98],
    [372, 94],
  ],
  [
    [0, 86],
    [14, 96],
    [90, 124],
    [160, 74],
    [196, 62],
    [240, 86],
    [290, 92],
    [340, 46],
    [366, 42],
  ],
  [
    [0, 78],
    [14, 96],
    [100, 168],
    [190, 166],
    [266, 96],
    [290, 58],
    [306, 58],
  ],
];

export const vase: Draw = (p, { color, cut }) => {
  const profile = PROFILES[cut % PROFILES.length]!;
  const outline = lathe(profile);
  const [height, rim] = profile[profile.length - 1]!;
  const inside = (content: string): string => group(content, `clip-path="${p.clip(`<path d="${outline}"/>`)}"`);
  const plants =
    cut === 0
      ? branch(p, 4, -height, 340, 9) + branch(p, -6, -height, 250, -22)
      : cut === 3
        ? stalks(0, -height, 330)
        : cut === 2
          ? branch(p, 10, -height, 360, 16) + stalks(-20, -height, 300)
          : '';
  const handles =
    cut === 1
      ? [-1, 1]
          .map((side) =>
            line(`M${side * 56} -392C${side * 150} -400 ${side * 160} -320 ${side * 112} -290`, darker(color, side > 0 ? 0.3 : 0.05), 17),
          )
          .join('')
      : '';
  const band =
    cut === 4 || cut === 1
      ? inside(`<path d="M-200 -150Q0 -122 200 -150V-110Q0 -82 -200 -110Z" fill="${lighter(color, 0.55)}" opacity=".55"/>`)
      : '';
  const dip =
    cut === 0 ? inside(`<path d="M-200 -500H200V-236Q90 -200 0 -226T-200 -214Z" fill="${lighter(color, 0.62)}" opacity=".85"/>`) : '';
  const ribs =
    cut === 2 ? inside([-72, -38, 0, 38, 72].map((x) => line(`M${x} 0V-372`, darker(color, 0.3), 4, 'opacity=".45"')).join('')) : '';
  return [
    standShadow(
      p,
      profile.reduce((most, [, x]) => Math.max(most, x), 0),
    ),
    plants,
    handles,
    path(outline, p.turned(color)),
    dip,
    band,
    ribs,
    inside(specks(color, 46, 120, height)),
    inside(oval(-48, -height * 0.42, 34, height * 0.26, p.pool('#ffffff', 0.42))),
    mouth(-height, rim, color),
  ].join('');
};

export const bowl: Draw = (p, { color }) => {
  const fruit = [
    [-112, -168, 52, '#d98e3f'],
    [-6, -186, 60, '#c9713a'],
    [104, -170, 54, '#dba04c'],
    [46, -214, 46, '#e0b05a'],
  ] as const;
  return [
    standShadow(p, 210),
    oval(0, -160, 238, 44, darker(color, 0.5)),
    fruit
      .map(
        ([x, y, r, shade]) =>
          oval(x, y, r, r, p.turned(shade)) + oval(x - r * 0.3, y - r * 0.35, r * 0.3, r * 0.24, p.pool('#ffffff', 0.7)),
      )
      .join(''),
    line('M-4 -244C4 -270 24 -280 40 -282', '#6c6a42', 5),
    path('M-240 -160Q0 -104 240 -160C236 -70 120 -10 66 -8H-66C-120 -10 -236 -70 -240 -160Z', p.turned(color)),
    line('M-240 -160Q0 -104 240 -160', lighter(color, 0.45), 7),
    group(specks(color, 30, 200, 120), ''),
    oval(0, -6, 72, 10, darker(color, 0.4)),
  ].join('');
};

export const jug: Draw = (p, { color }) => {
  const body = lathe([
    [0, 82],
    [10, 92],
    [90, 128],
    [200, 116],
    [290, 76],
    [350, 72],
    [378, 84],
  ]);
  return [
    standShadow(p, 126),
    branch(p, 0, -360, 300, -14),
    branch(p, 16, -360, 250, 24),
    line('M72 -336C190 -360 220 -180 116 -130', darker(color, 0.32), 26),
    line('M74 -340C182 -356 204 -190 116 -138', lighter(color, 0.1), 7),
    path('M-78 -374C-110 -392 -132 -384 -140 -372C-120 -350 -96 -338 -74 -320Z', p.turned(color)),
    path(body, p.turned(color)),
    group(path('M-200 0H200V-96Q60 -64 -60 -92T-200 -84Z', '#d9c3a0', 'opacity=".9"'), `clip-path="${p.clip(`<path d="${body}"/>`)}"`),
    oval(-48, -190, 30, 92, p.pool('#ffffff', 0.45)),
    mouth(-378, 84, color),
  ].join('');
};

export const planter: Draw = (p, { color, cut }) => {
  const leaf = (turn: number, length: number, tone: string): string =>
    group(
      path(
        `M0 0C${-length * 0.2} ${-length * 0.4} ${-length * 0.16} ${-length * 0.86} 0 ${-length}C${length * 0.16} ${-length * 0.86} ${length * 0.2} ${-length * 0.4} 0 0Z`,
        p.cloth(tone),
      ) + line(`M0 0V${-length * 0.92}`, darker(tone, 0.25), 2.5),
      `transform="translate(0 -216) rotate(${turn})"`,
    );
  const monstera = [-66, 62, -44, 46, -22, 26, 2]
    .map((turn, i) => leaf(turn, 300 + i * 28, ['#5d7254', '#6d8361', '#4d6448'][i % 3]!))
    .join('');
  const snake = [-24, 22, -13, 12, 0].map((turn, i) => leaf(turn, 350 + i * 40, ['#6f8460', '#5a704f', '#7d9069'][i % 3]!)).join('');
  return [
    standShadow(p, 160),
    cut === 1 ? snake : monstera,
    cut === 1
      ? path('M-150 -236H150L126 -10Q0 8 -126 -10Z', p.turned(color)) + line('M-148 -206H148', lighter(color, 0.3), 5)
      : path('M-132 -196L-104 -8Q0 8 104 -8L132 -196Z', p.turned(color)) +
        path('M-152 -242H152V-190Q0 -170 -152 -190Z', p.turned(lighter(color, 0.08))),
    oval(0, cut === 1 ? -236 : -242, 150, 18, darker('#5a4030', 0.3)),
    group(specks(color, 24, 110, 170), ''),
  ].join('');
};

export const candleHolder: Draw = (p, { color }) => {
  const one = (x: number, height: number, foot: number): string =>
    group(
      path(
        lathe([
          [0, foot],
          [12, foot],
          [26, 18],
          [height * 0.5, 26],
          [height - 30, 14],
          [height - 12, 40],
          [height, 38],
        ]),
        p.turned(color),
      ) +
        `<rect x="-15" y="${-height - 150}" width="30" height="152" rx="5" fill="${p.turned('#f7efdf')}"/>` +
        oval(0, -height - 190, 90, 90, p.pool('#ffd98a', 0.8)) +
        path(
          `M0 ${-height - 210}C18 ${-height - 180} 14 ${-height - 162} 0 ${-height - 158}C-14 ${-height - 162} -18 ${-height - 180} 0 ${-height - 210}Z`,
          p.fall('#fff6cf', '#f3a63c'),
        ),
      `transform="translate(${x} 0)"`,
    );
  return [standShadow(p, 220), one(-150, 210, 66), one(140, 150, 62), one(0, 310, 74)].join('');
};
