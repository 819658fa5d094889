import { darker, lighter } from './color.ts';
import { box, type Draw, group, line, oval, type Pen, path, standShadow } from './pen.ts';

/** A round leg between two points, lit from the left. */
const leg = (fromX: number, fromY: number, toX: number, toY: number, color: string, width = 17): string =>
  line(`M${fromX} ${fromY}L${toX} ${toY}`, darker(color, 0.2), width) +
  line(`M${fromX - width * 0.2} ${fromY}L${toX - width * 0.2} ${toY}`, lighter(color, 0.22), width * 0.28);

const weave = (p: Pen, color: string): string =>
  p.pattern(
    22,
    22,
    `<rect width="22" height="22" fill="${color}"/><path d="M0 5.5H22M0 16.5H22" stroke="${darker(color, 0.18)}" stroke-width="4"/><path d="M5.5 0V22M16.5 0V22" stroke="${lighter(color, 0.3)}" stroke-width="3" opacity=".7"/>`,
  );

export const chair: Draw = (p, { color, cut }) => {
  const cord = weave(p, '#d8c199');
  const seat = 'M-140 -262L128 -262L160 -214Q0 -196 -168 -214Z';
  const back =
    cut === 1
      ? [-96, -48, 0, 48, 96].map((x) => leg(x, -262, x * 1.12, -520, color, 11)).join('') +
        line('M-150 -520Q0 -566 150 -520', darker(color, 0.12), 30) +
        line('M-146 -526Q0 -570 146 -526', lighter(color, 0.25), 7)
      : path('M-150 -530Q0 -566 150 -530L142 -436Q0 -464 -142 -436Z', p.turned(color)) +
        line('M-146 -524Q0 -558 146 -524', lighter(color, 0.35), 5) +
        line('M-138 -380Q0 -402 138 -380', darker(color, 0.15), 16);
  return [
    standShadow(p, 190),
    leg(-122, -250, -130, -40, darker(color, 0.25)),
    leg(112, -250, 120, -40, darker(color, 0.25)),
    leg(-134, -262, -150, -540, color, 19),
    leg(124, -262, 150, -540, color, 19),
    back,
    path(seat, cut === 1 ? p.cloth(color) : cord),
    path('M-168 -214Q0 -196 160 -214L158 -192Q0 -174 -166 -192Z', darker(color, 0.25)),
    line('M-140 -262H128', darker('#d8c199', 0.3), 4, 'opacity=".6"'),
    leg(-156, -196, -164, -4, color, 20),
    leg(148, -196, 158, -4, color, 20),
    line('M-158 -92L154 -92', darker(color, 0.25), 11),
  ].join('');
};

export const armchair: Draw = (p, { color, cut }) => {
  const wood = '#8d6142';
  const shell =
    cut === 1
      ? 'M-236 -420C-236 -560 -130 -600 0 -600S236 -560 236 -420V-130H-236Z'
      : 'M-200 -330C-210 -540 -150 -590 0 -590S210 -540 200 -330V-140H-200Z';
  const arm = (side: number): string =>
    path(
      `M${side * 262} -300C${side * 262} -366 ${side * 168} -366 ${side * 168} -300V-110Q${side * 215} -92 ${side * 262} -110Z`,
      p.turned(side < 0 ? lighter(color, 0.05) : darker(color, 0.06)),
    );
  return [
    standShadow(p, 280),
    leg(-190, -110, -214, -4, wood, 22),
    leg(190, -110, 214, -4, wood, 22),
    leg(-140, -110, -146, -30, darker(wood, 0.35), 18),
    leg(140, -110, 146, -30, darker(wood, 0.35), 18),
    path(shell, p.cloth(darker(color, 0.04))),
    cut === 1
      ? ''
      : [-80, 0, 80].map((x) => line(`M${x} -560Q${x * 1.06} -420 ${x} -270`, darker(color, 0.2), 4, 'opacity=".55"')).join(''),
    path('M-178 -226Q0 -262 178 -226Q196 -180 178 -140H-178Q-196 -180 -178 -226Z', p.cloth(lighter(color, 0.1))),
    line('M-180 -168Q0 -146 180 -168', darker(color, 0.25), 3, 'opacity=".6"'),
    path('M-190 -150H190V-100Q0 -84 -190 -100Z', p.cloth(darker(color, 0.12))),
    arm(-1),
    arm(1),
    group(
      path('M-92 -230L-104 -392Q-4 -416 92 -392L82 -230Q0 -214 -92 -230Z', p.cloth(cut === 1 ? '#c26a49' : '#ece2d0')) +
        line('M-96 -380Q-4 -402 86 -382', '#ffffff', 4, 'opacity=".35"'),
      'transform="translate(30 0) rotate(7 0 -300)"',
    ),
  ].join('');
};

export const stool: Draw = (p, { color }) =>
  [
    standShadow(p, 150),
    leg(-70, -300, -94, -30, darker(color, 0.28)),
    leg(70, -300, 94, -30, darker(color, 0.28)),
    leg(-104, -310, -146, -4, color, 22),
    leg(104, -310, 146, -4, color, 22),
    line('M-128 -120H128', darker(color, 0.22), 13),
    oval(0, -306, 162, 34, darker(color, 0.32)),
    oval(0, -326, 162, 36, p.cloth(color)),
    [0.72, 0.44, 0.18]
      .map(
        (r) =>
          `<ellipse cx="0" cy="-326" rx="${162 * r}" ry="${36 * r}" fill="none" stroke="${darker(color, 0.2)}" stroke-width="2" opacity=".4"/>`,
      )
      .join(''),
  ].join('');

export const sideTable: Draw = (p, { color }) =>
  [
    standShadow(p, 150),
    oval(0, -10, 130, 24, darker(color, 0.35)),
    oval(0, -22, 130, 24, p.turned(color)),
    path('M-24 -26L-34 -360H34L24 -26Z', p.turned(color)),
    oval(0, -360, 214, 40, darker(color, 0.4)),
    oval(0, -380, 214, 42, p.cloth(color)),
    oval(-50, -388, 110, 16, p.pool('#ffffff', 0.35)),
    group(
      box(-64, -30, 150, 26, 4, '#7b8a78') + box(-52, -54, 132, 24, 4, '#c9785a') + box(-52, -48, 132, 4, 0, '#f1e6d4'),
      'transform="translate(-56 -366)"',
    ),
    group(
      path('M-40 -92H40L32 -4Q0 6 -32 -4Z', p.turned('#e9dcc4')) +
        oval(0, -92, 40, 8, '#6d4a33') +
        line('M38 -76C66 -80 66 -34 34 -34', '#cdbb9b', 9),
      'transform="translate(104 -372)"',
    ),
  ].join('');

export const bench: Draw = (p, { color }) => {
  const cord = weave(p, '#dcc8a2');
  return [
    standShadow(p, 330),
    leg(-270, -220, -276, -34, darker(color, 0.28)),
    leg(262, -220, 268, -34, darker(color, 0.28)),
    path('M-300 -258L292 -258L330 -206H-338Z', cord),
    box(-342, -210, 676, 34, 8, p.turned(color)),
    leg(-318, -186, -330, -4, color, 24),
    leg(310, -186, 322, -4, color, 24),
    line('M-322 -82H314', darker(color, 0.2), 13),
    group(
      path('M-92 0L-98 -150Q0 -172 98 -150L92 0Q0 14 -92 0Z', p.cloth('#8aa2b6')) +
        line('M-60 -150V0M-20 -160V6M20 -160V6M60 -150V0', '#ece2d0', 6, 'opacity=".7"'),
      'transform="translate(-176 -246) rotate(-5)"',
    ),
    group(
      [
        ['#a4512f', -24],
        ['#ece2d0', -52],
        ['#9dab8f', -78],
      ]
        .map(([tone, y]) => box(-88, Number(y), 176, 26, 12, p.cloth(String(tone))))
        .join(''),
      'transform="translate(168 -242)"',
    ),
  ].join('');
};

export const mirror: Draw = (p, { color }) =>
  [
    oval(34, -356, 290, 280, p.pool('#2a1a10', 0.35)),
    `<circle cx="0" cy="-380" r="256" fill="${p.turned(color)}"/>`,
    `<circle cx="0" cy="-380" r="236" fill="${darker(color, 0.4)}"/>`,
    `<circle cx="2" cy="-378" r="233" fill="${p.fall('#eef0ea', '#d3d8d4', '#b9c2c1')}"/>`,
    group(
      path('M-240 -260L120 -640H230L-150 -160Z', '#ffffff', 'opacity=".38"') +
        path('M-40 -120L240 -430V-370L10 -120Z', '#ffffff', 'opacity=".26"') +
        path('M60 -130C70 -260 150 -300 240 -300V-120Z', '#8b9a72', 'opacity=".28"'),
      `clip-path="${p.clip('<circle cx="0" cy="-380" r="233"/>')}"`,
    ),
    `<circle cx="0" cy="-380" r="246" fill="none" stroke="${lighter(color, 0.5)}" stroke-width="3" opacity=".8"/>`,
    line('M-30 -636L0 -690L30 -636', darker(color, 0.25), 5),
    oval(0, -692, 8, 8, darker(color, 0.4)),
  ].join('');

export const shelf: Draw = (p, { color }) => {
  const metal = '#3a3633';
  const boards = [-640, -450, -260, -70];
  const book = (x: number, y: number, width: number, height: number, tone: string, turn = 0): string =>
    group(
      box(x, y - height, width, height, 3, p.turned(tone)) + box(x + 3, y - height + 16, width - 6, 5, 0, lighter(tone, 0.5)),
      `transform="rotate(${turn} ${x} ${y})"`,
    );
  return [
    standShadow(p, 260),
    line('M-230 -2V-690M230 -2V-690', metal, 13),
    line('M-196 -20V-676M196 -20V-676', lighter(metal, 0.12), 7),
    book(-186, -462, 30, 124, '#a4512f'),
    book(-152, -462, 24, 140, '#d8c09b'),
    book(-124, -462, 34, 112, '#435a4c'),
    book(-84, -462, 26, 132, '#33435c', 9),
    group(
      path('M-44 0C-70 -60 -56 -112 -22 -120V-146H22V-120C56 -112 70 -60 44 0Z', p.turned('#c26a49')),
      'transform="translate(110 -462)"',
    ),
    book(-10, -272, 30, 128, '#714659'),
    book(24, -272, 34, 114, '#ece2d0'),
    book(62, -272, 24, 138, '#8aa2b6'),
    book(90, -272, 32, 120, '#d19c42'),
    group(oval(0, -38, 62, 40, p.turned('#ece2d0')) + oval(0, -74, 30, 7, '#6e5a44'), 'transform="translate(-112 -270)"'),
    group(
      box(-74, -34, 148, 30, 3, '#9dab8f') +
        box(-64, -62, 132, 28, 3, '#c26a49') +
        path('M-26 -62L-18 -116H22L28 -62Z', p.turned('#f4f1ea')),
      'transform="translate(96 -78)"',
    ),
    group(
      box(
        -80,
        -104,
        160,
        104,
        6,
        p.pattern(16, 16, `<rect width="16" height="16" fill="#cba97b"/><path d="M0 8H16M8 0V16" stroke="#9d7b4d" stroke-width="3"/>`),
      ),
      'transform="translate(-98 -78)"',
    ),
    group(
      path(
        'M-12 0C-70 -40 -96 -10 -120 40M0 0C10 -70 60 -70 92 -44M-4 0C-24 -80 -8 -110 12 -128',
        'none',
        'stroke="#6d8361" stroke-width="9" stroke-linecap="round"',
      ) + path('M-42 -6H42L32 60H-32Z', p.turned('#f4f1ea')),
      'transform="translate(-90 -708)"',
    ),
    boards.map((y) => box(-250, y - 8, 500, 22, 5, p.turned(color))).join(''),
  ].join('');
};
