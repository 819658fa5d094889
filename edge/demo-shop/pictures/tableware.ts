import { darker, lighter } from './color.ts';
import { box, type Draw, flatShadow, group, lathe, line, oval, path, standShadow } from './pen.ts';

export const plate: Draw = (p, { color, cut }) => {
  const dish = (cx: number, cy: number, r: number): string =>
    [
      flatShadow(p, cx, cy, r, r),
      `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${p.cloth(color)}"/>`,
      `<circle cx="${cx}" cy="${cy}" r="${r - 5}" fill="none" stroke="${lighter(color, 0.55)}" stroke-width="5" opacity=".8"/>`,
      `<circle cx="${cx}" cy="${cy}" r="${r * 0.72}" fill="${p.cloth(cut === 1 ? lighter(color, 0.4) : darker(color, 0.05))}"/>`,
      `<circle cx="${cx}" cy="${cy}" r="${r * 0.72}" fill="none" stroke="${darker(color, 0.3)}" stroke-width="3" opacity=".4"/>`,
      oval(cx - r * 0.25, cy - r * 0.3, r * 0.5, r * 0.4, p.pool('#ffffff', 0.35)),
      cut === 1
        ? Array.from(
            { length: 32 },
            (_, i) =>
              `<circle cx="${(cx + Math.cos(i * 0.19635) * r * 0.86).toFixed(1)}" cy="${(cy + Math.sin(i * 0.19635) * r * 0.86).toFixed(1)}" r="6" fill="${darker(color, 0.35)}" opacity=".5"/>`,
          ).join('')
        : '',
    ].join('');
  const linen = group(
    path('M-120 -190L110 -210L130 200L-104 214Z', p.cloth('#b9b79c')) +
      line('M-92 -160L-78 190M84 -178L100 172', '#ece2d0', 5, 'opacity=".8"'),
    'transform="translate(-212 -250) rotate(-12)"',
  );
  return [
    linen,
    dish(92, -500, 178),
    dish(-20, -250, 268),
    group(
      line('M0 -190V170', '#c8a352', 12) +
        path('M-20 -290C-26 -220 -18 -190 0 -184C18 -190 26 -220 20 -290Z', '#c8a352') +
        line('M-7 -290V-232M7 -290V-232', '#8d6f2e', 4),
      'transform="translate(318 -230) rotate(8)"',
    ),
  ].join('');
};

export const mug: Draw = (p, { color, cut }) => {
  const body =
    cut === 1
      ? lathe([
          [0, 96],
          [10, 112],
          [90, 150],
          [180, 152],
          [262, 138],
        ])
      : lathe([
          [0, 122],
          [8, 130],
          [130, 134],
          [270, 132],
        ]);
  const [top, rim] = cut === 1 ? [-262, 138] : [-270, 132];
  return [
    standShadow(p, 150),
    line('M120 -216C236 -236 236 -70 116 -80', darker(color, 0.3), 30),
    line('M122 -220C220 -232 220 -84 118 -88', lighter(color, 0.12), 8),
    path(body, p.turned(color)),
    group(
      cut === 1
        ? path('M-200 -300H200V-130Q0 -104 -200 -130Z', '#f4ecdd', 'opacity=".9"')
        : path('M-200 0H200V-76Q0 -50 -200 -76Z', '#d9c3a0', 'opacity=".95"'),
      `clip-path="${p.clip(`<path d="${body}"/>`)}"`,
    ),
    oval(-62, -150, 24, 92, p.pool('#ffffff', 0.5)),
    oval(0, top, rim, 26, darker(color, 0.4)),
    oval(0, top + 5, rim - 12, 19, '#5a3a26'),
    oval(-20, top + 3, 60, 9, '#8a5c3c'),
    line(`M${-rim} ${top}A${rim} 26 0 0 0 ${rim} ${top}`, lighter(color, 0.45), 5),
    line('M-30 -330Q-56 -370 -28 -410T-34 -484M34 -330Q60 -376 32 -414T40 -470', '#ffffff', 8, 'opacity=".4"'),
  ].join('');
};

const tumbler = (x: number, scale: number, color: string, p: Parameters<Draw>[0]): string =>
  group(
    [
      path('M-86 -240L-70 -12Q0 4 70 -12L86 -240Z', p.glass(color)),
      path('M-78 -150L-69 -14Q0 2 69 -14L78 -150Q0 -136 -78 -150Z', p.glass(lighter(color, 0.2)), 'opacity=".7"'),
      oval(0, -240, 86, 17, lighter(color, 0.6), 'opacity=".55"'),
      `<ellipse cx="0" cy="-240" rx="86" ry="17" fill="none" stroke="#ffffff" stroke-width="4" opacity=".7"/>`,
      line('M-62 -210L-52 -50', '#ffffff', 8, 'opacity=".65"'),
      oval(0, -14, 62, 9, darker(color, 0.25), 'opacity=".4"'),
      [
        [20, -90],
        [-10, -60],
        [34, -120],
      ]
        .map(([a, b]) => oval(a!, b!, 4, 4, '#ffffff', 'opacity=".6"'))
        .join(''),
    ].join(''),
    `transform="translate(${x} 0) scale(${scale})"`,
  );

export const glass: Draw = (p, { color }) =>
  [
    standShadow(p, 280),
    group(tumbler(-110, 0.98, color, p) + tumbler(112, 0.98, color, p), 'transform="translate(0 -44)"'),
    tumbler(-196, 1.12, color, p),
    tumbler(30, 1.16, color, p),
    group(line('M0 0L60 -170', '#7d8a66', 4), 'transform="translate(214 -6)"'),
  ].join('');

export const carafe: Draw = (p, { color }) => {
  const body = lathe([
    [0, 104],
    [12, 120],
    [110, 136],
    [220, 110],
    [310, 56],
    [420, 48],
    [470, 60],
  ]);
  return [
    standShadow(p, 140),
    path(body, p.glass(color)),
    group(
      path('M-200 0H200V-210Q0 -190 -200 -210Z', p.glass(color), 'opacity=".75"') +
        oval(0, -208, 116, 16, lighter(color, 0.6), 'opacity=".5"'),
      `clip-path="${p.clip(`<path d="${body}"/>`)}"`,
    ),
    line('M-92 -60C-112 -140 -76 -230 -44 -310', '#ffffff', 10, 'opacity=".6"'),
    path('M-62 -566L-54 -442Q0 -432 54 -442L62 -566Z', p.glass(lighter(color, 0.1))),
    oval(0, -566, 62, 12, lighter(color, 0.55), 'opacity=".8"'),
    line('M-44 -546L-40 -464', '#ffffff', 6, 'opacity=".6"'),
    oval(0, -8, 98, 13, darker(color, 0.3), 'opacity=".4"'),
    group(
      oval(0, -40, 44, 42, p.turned('#e3b34c')) +
        oval(-14, -54, 14, 10, p.pool('#ffffff', 0.8)) +
        path('M4 -82C22 -104 50 -100 58 -92C44 -76 22 -72 4 -82Z', '#7d8a5c'),
      'transform="translate(210 0)"',
    ),
    group(
      path('M-46 -2A46 46 0 0 1 46 -2Z', '#f4dc8f') +
        path('M-38 -4A38 38 0 0 1 38 -4Z', '#eac55c') +
        line('M0 -4V-38M0 -4L-26 -28M0 -4L26 -28', '#f7e8b4', 3),
      'transform="translate(-220 0)"',
    ),
  ].join('');
};

export const board: Draw = (p, { color }) => {
  const shape = 'M-36 -730Q0 -752 36 -730L46 -590Q170 -580 178 -460V-100Q176 20 0 24T-178 -100V-460Q-170 -580 -46 -590Z';
  const grain = Array.from({ length: 9 }, (_, i) =>
    line(
      `M${-150 + i * 38} 20C${-120 + i * 34} -180 ${-176 + i * 42} -330 ${-140 + i * 34} -600`,
      darker(color, 0.35),
      3 + (i % 3),
      'opacity=".25"',
    ),
  ).join('');
  return group(
    [
      flatShadow(p, 0, -320, 210, 390),
      path(shape, darker(color, 0.45), 'transform="translate(7 10)"'),
      path(shape, p.cloth(color)),
      group(grain + oval(60, -240, 26, 44, darker(color, 0.3), 'opacity=".35"'), `clip-path="${p.clip(`<path d="${shape}"/>`)}"`),
      `<circle cx="0" cy="-690" r="14" fill="${darker(color, 0.65)}"/>`,
      line('M-2 -704C-60 -770 60 -790 6 -700', '#9a7b52', 6),
      group(
        path('M-100 10C-120 -60 -40 -100 40 -84S130 -6 90 30S-84 60 -100 10Z', p.turned('#cf9a57')) +
          line('M-60 -30L-30 20M-10 -50L20 14M44 -54L66 6', '#f2dfba', 8),
        'transform="translate(10 -380)"',
      ),
      group(
        path('M-80 40L70 -20L84 46Q0 76 -80 40Z', p.cloth('#f1dc9c')) + path('M-80 40Q-20 6 70 -20L60 -40Q-30 -20 -80 40Z', '#f8ecc4'),
        'transform="translate(-20 -170)"',
      ),
      [
        [104, -200],
        [128, -172],
        [96, -160],
        [120, -142],
      ]
        .map(([x, y]) => oval(x!, y!, 19, 19, p.turned('#714659')))
        .join(''),
    ].join(''),
    'transform="rotate(9 0 -330) translate(0 -8)"',
  );
};

export const pot: Draw = (p, { color }) =>
  [
    standShadow(p, 250),
    path('M-262 -214C-330 -226 -330 -160 -258 -168Z', darker(color, 0.25)),
    path('M262 -214C330 -226 330 -160 258 -168Z', darker(color, 0.4)),
    path('M-250 -250H250V-76Q246 -8 170 -6H-170Q-246 -8 -250 -76Z', p.turned(color)),
    line('M-250 -60Q0 -30 250 -60', darker(color, 0.3), 4, 'opacity=".4"'),
    box(-262, -272, 524, 32, 14, p.turned(lighter(color, 0.06))),
    path('M-250 -274C-230 -360 -110 -384 0 -384S230 -360 250 -274Z', p.turned(color)),
    `<path d="M-180 -324C-130 -356 -60 -362 -10 -362" fill="none" stroke="#fff" stroke-width="12" stroke-linecap="round" opacity=".4"/>`,
    oval(0, -388, 26, 10, '#8d6f2e'),
    box(-34, -428, 68, 38, 17, p.turned('#c8a352')),
    oval(-150, -150, 34, 80, p.pool('#ffffff', 0.35)),
  ].join('');

export const teapot: Draw = (p, { color }) =>
  [
    standShadow(p, 190),
    line('M150 -230C300 -270 300 -60 150 -90', darker(color, 0.3), 28),
    line('M152 -234C284 -266 284 -76 152 -98', lighter(color, 0.1), 8),
    path('M-150 -180C-220 -180 -236 -250 -286 -280L-262 -302C-210 -286 -190 -236 -140 -240Z', p.turned(color)),
    path(
      lathe([
        [0, 106],
        [10, 120],
        [100, 186],
        [200, 172],
        [276, 94],
      ]),
      p.turned(color),
    ),
    oval(-70, -180, 44, 70, p.pool('#ffffff', 0.45)),
    line('M-176 -108Q0 -80 176 -108', darker(color, 0.25), 4, 'opacity=".45"'),
    path('M-96 -276C-84 -322 84 -322 96 -276Q0 -254 -96 -276Z', p.turned(lighter(color, 0.06))),
    oval(0, -334, 24, 24, p.turned('#b3763f')),
    group(
      path('M-52 -96C-50 -30 -30 -4 0 -2S50 -30 52 -96Z', p.turned('#d9c3a0')) + oval(0, -96, 52, 10, '#8f6a45'),
      'transform="translate(-290 30)"',
    ),
  ].join('');

export const bowls: Draw = (p, { color }) => {
  const one = (y: number, tone: string): string =>
    path(
      `M-200 ${y - 110}Q0 ${y - 70} 200 ${y - 110}C194 ${y - 40} 110 ${y} 60 ${y + 2}H-60C-110 ${y} -194 ${y - 40} -200 ${y - 110}Z`,
      p.turned(tone),
    ) + line(`M-200 ${y - 110}Q0 ${y - 70} 200 ${y - 110}`, lighter(tone, 0.5), 6);
  return [
    standShadow(p, 170),
    one(-4, darker(color, 0.12)),
    one(-80, color),
    one(-156, lighter(color, 0.12)),
    oval(0, -342, 200, 34, darker(color, 0.4)),
    one(-232, color),
    oval(0, -342, 196, 30, p.fall(darker(color, 0.35), darker(color, 0.12))),
    group(
      line('M-30 -20L190 -160', '#b3763f', 15) + oval(-50, -8, 48, 24, p.turned('#c98f58'), 'transform="rotate(-30 -50 -8)"'),
      'transform="translate(10 -350)"',
    ),
  ].join('');
};
