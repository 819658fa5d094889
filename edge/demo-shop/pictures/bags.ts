import { darker, lighter, luminance } from './color.ts';
import { box, type Draw, group, line, oval, path, standShadow } from './pen.ts';

const BRASS = '#c8a352';
const stitch = (d: string, color: string): string => line(d, lighter(color, 0.55), 3, 'stroke-dasharray="9 8" opacity=".6"');

export const tote: Draw = (p, { color, cut }) => {
  const strap = cut === 1 ? '#b3763f' : darker(color, 0.1);
  const body = 'M-216 -372H216L246 -20Q0 8 -246 -20Z';
  const sprig = luminance(color) > 0.4 ? '#435a4c' : '#ece2d0';
  return [
    standShadow(p, 240),
    line('M-96 -360C-104 -600 90 -610 98 -362', darker(strap, 0.35), 19),
    path('M-200 -392H206L216 -360H-216Z', darker(color, 0.5)),
    path(body, p.cloth(color)),
    path('M216 -372L246 -20L206 -14L188 -372Z', darker(color, 0.3), 'opacity=".35"'),
    line('M-108 -330C-116 -640 100 -650 108 -330', strap, 22),
    line('M-112 -336C-118 -628 96 -640 104 -336', lighter(strap, 0.3), 5),
    [-108, 108]
      .map((x) => path(`M${x - 24} -352H${x + 24}V-286L${x} -262L${x - 24} -286Z`, p.cloth(strap)) + oval(x, -318, 6, 6, BRASS))
      .join(''),
    stitch('M-204 -350H204M-230 -42Q0 -14 230 -42', color),
    oval(-90, -210, 120, 120, p.pool('#ffffff', 0.22)),
    cut === 1
      ? group(
          line('M0 60Q10 0 0 -70', sprig, 5) +
            Array.from({ length: 8 }, (_, i) => oval((i % 2 ? 1 : -1) * (14 + (i % 3) * 7), -70 + i * 13, 9, 7, sprig)).join('') +
            `<text x="0" y="112" text-anchor="middle" font-family="Georgia,serif" font-size="46" letter-spacing="5" fill="${sprig}">olmaria</text>`,
          'transform="translate(0 -200)"',
        )
      : `<rect x="-42" y="-130" width="84" height="26" rx="3" fill="${darker(color, 0.2)}" opacity=".5"/>`,
  ].join('');
};

export const crossbody: Draw = (p, { color, cut }) => {
  const flap = cut === 1 ? 'M-190 -280Q0 -300 190 -280V-170C190 -60 -190 -60 -190 -170Z' : 'M-196 -284H196V-150L120 -96H-120L-196 -150Z';
  return [
    standShadow(p, 200),
    line('M-182 -260C-260 -520 -120 -730 20 -710S270 -500 184 -260', darker(color, 0.2), 13),
    line('M-186 -264C-262 -522 -122 -734 18 -714', lighter(color, 0.3), 4),
    box(-200, -286, 400, 276, cut === 1 ? 74 : 26, p.cloth(darker(color, 0.08))),
    path(flap, 'rgba(20,10,5,.28)', 'transform="translate(0 10)"'),
    path(flap, p.cloth(color)),
    stitch(cut === 1 ? 'M-176 -270V-172C-172 -76 172 -76 176 -172V-270' : 'M-182 -270V-156L-116 -108H116L182 -156V-270', color),
    cut === 1
      ? `<circle cx="0" cy="-96" r="22" fill="${p.turned(BRASS)}"/><circle cx="0" cy="-96" r="10" fill="${darker(BRASS, 0.35)}"/>`
      : box(-26, -132, 52, 62, 8, p.turned(BRASS)) + box(-8, -112, 16, 26, 4, darker(BRASS, 0.45)),
    [-190, 190].map((x) => `<circle cx="${x}" cy="-258" r="15" fill="none" stroke="${BRASS}" stroke-width="7"/>`).join(''),
    oval(-70, -220, 110, 60, p.pool('#ffffff', 0.28)),
  ].join('');
};

export const backpack: Draw = (p, { color }) => {
  const leather = '#a86f3c';
  return [
    standShadow(p, 210),
    line('M-50 -560C-50 -634 50 -634 50 -560', leather, 17),
    line('M-176 -470C-262 -380 -252 -150 -196 -50M176 -470C262 -380 252 -150 196 -50', darker(color, 0.3), 26),
    path('M-188 -60V-400C-188 -540 -110 -580 0 -580S188 -540 188 -400V-60Q180 -6 110 -4H-110Q-180 -6 -188 -60Z', p.cloth(color)),
    path('M-196 -380C-190 -540 -110 -586 0 -586S190 -540 196 -380Q0 -330 -196 -380Z', p.cloth(lighter(color, 0.08))),
    line('M-196 -380Q0 -330 196 -380', darker(color, 0.4), 5, 'opacity=".6"'),
    box(-140, -270, 280, 216, 30, p.cloth(darker(color, 0.06)), `stroke="${darker(color, 0.35)}" stroke-width="4"`),
    path('M-146 -276H146V-210Q0 -180 -146 -210Z', p.cloth(lighter(color, 0.06))),
    [-76, 76]
      .map(
        (x) => box(x - 16, -420, 32, 190, 5, p.cloth(leather)) + box(x - 22, -300, 44, 34, 5, 'none', `stroke="${BRASS}" stroke-width="6"`),
      )
      .join(''),
    stitch('M-128 -66V-196M128 -66V-196', color),
    box(-190, -44, 380, 38, 14, p.cloth(leather)),
    oval(-90, -470, 90, 60, p.pool('#ffffff', 0.25)),
  ].join('');
};

export const weekender: Draw = (p, { color }) =>
  [
    standShadow(p, 330),
    line('M-120 -290C-130 -520 130 -520 120 -290', darker(color, 0.35), 18),
    path(
      'M-330 -220C-330 -330 -270 -352 -200 -352H200C270 -352 330 -330 330 -220V-40Q322 -4 280 -4H-280Q-322 -4 -330 -40Z',
      p.cloth(color),
    ),
    line('M-280 -340Q0 -372 280 -340', BRASS, 7),
    [-250, 250].map((x) => box(x - 16, -350, 32, 346, 6, p.cloth(darker(color, 0.18)))).join(''),
    line('M-132 -160C-150 -520 150 -520 132 -160', darker(color, 0.12), 21),
    line('M-137 -168C-152 -510 144 -512 127 -168', lighter(color, 0.3), 5),
    [-132, 132].map((x) => box(x - 26, -210, 52, 96, 10, p.cloth(darker(color, 0.14))) + oval(x, -180, 7, 7, BRASS)).join(''),
    stitch('M-312 -60Q0 -30 312 -60', color),
    group(
      path('M-26 0H26L34 84Q0 98 -34 84Z', p.cloth('#ece2d0')) + oval(0, 18, 7, 7, '#7f573a'),
      'transform="translate(196 -250) rotate(-8)"',
    ),
    oval(-170, -260, 130, 70, p.pool('#ffffff', 0.25)),
    box(-318, -34, 636, 30, 12, darker(color, 0.35)),
  ].join('');

export const clutch: Draw = (p, { color }) =>
  group(
    [
      standShadow(p, 240),
      box(-262, -320, 524, 312, 22, p.cloth(darker(color, 0.08))),
      path(
        'M-266 -324H266Q270 -250 240 -214L30 -112Q0 -98 -30 -112L-240 -214Q-270 -250 -266 -324Z',
        'rgba(20,10,5,.28)',
        'transform="translate(0 10)"',
      ),
      path('M-266 -324H266Q270 -250 240 -214L30 -112Q0 -98 -30 -112L-240 -214Q-270 -250 -266 -324Z', p.cloth(color)),
      stitch('M-250 -306Q-252 -250 -226 -222L-24 -124Q0 -114 24 -124L226 -222Q252 -250 250 -306', color),
      `<circle cx="0" cy="-140" r="20" fill="${p.turned(BRASS)}"/>`,
      oval(-110, -270, 130, 50, p.pool('#ffffff', 0.3)),
      line('M258 -290C330 -300 350 -180 310 -90', darker(color, 0.2), 15),
      oval(262, -288, 13, 13, BRASS),
    ].join(''),
    'transform="translate(-14 0)"',
  );

export const bucket: Draw = (p, { color }) =>
  [
    standShadow(p, 180),
    line('M-150 -330C-230 -640 230 -650 152 -330', darker(color, 0.18), 17),
    line('M-154 -336C-228 -630 214 -646 146 -340', lighter(color, 0.3), 4),
    path(
      'M-168 -380Q-130 -350 -84 -384Q-40 -350 0 -386Q40 -350 84 -384Q130 -350 168 -380L196 -60Q190 -6 120 -4H-120Q-190 -6 -196 -60Z',
      p.turned(color),
    ),
    path('M-168 -380Q-130 -350 -84 -384Q-40 -350 0 -386Q40 -350 84 -384Q130 -350 168 -380Q90 -420 0 -420T-168 -380Z', darker(color, 0.5)),
    line(
      'M-120 -350C-110 -310 -126 -270 -112 -220M-40 -352C-34 -300 -46 -260 -36 -210M44 -352C40 -300 52 -260 42 -214M124 -350C116 -300 130 -260 118 -220',
      darker(color, 0.4),
      6,
      'opacity=".35"',
    ),
    line('M-176 -318Q0 -290 176 -318', lighter(color, 0.35), 6, 'stroke-dasharray="22 16"'),
    line('M-20 -304C-40 -240 -56 -216 -50 -180M20 -304C34 -250 50 -226 46 -190', darker(color, 0.3), 6),
    oval(-50, -172, 11, 15, BRASS),
    oval(46, -182, 11, 15, BRASS),
    box(-196, -70, 392, 64, 22, p.turned(darker(color, 0.14))),
    oval(-90, -200, 50, 110, p.pool('#ffffff', 0.25)),
    [-152, 154].map((x) => `<circle cx="${x}" cy="-334" r="14" fill="none" stroke="${BRASS}" stroke-width="7"/>`).join(''),
  ].join('');
