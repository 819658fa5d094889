import { darker, lighter, luminance } from './color.ts';
import { box, type Draw, flatShadow, group, line, oval, type Pen, path, standShadow } from './pen.ts';

/** Threads over a plain cloth: barely there, enough to say "woven". */
const weave = (p: Pen, color: string): string =>
  p.pattern(
    8,
    8,
    `<path d="M0 2H8M0 6H8" stroke="${darker(color, 0.4)}" stroke-width="1" opacity=".16"/><path d="M2 0V8M6 0V8" stroke="${lighter(color, 0.8)}" stroke-width="1" opacity=".2"/>`,
  );

export const cushion: Draw = (p, { color, cut }) => {
  const outline =
    'M-232 -560Q-262 -584 -240 -598Q-196 -576 0 -584Q196 -576 240 -598Q262 -584 232 -560Q214 -330 236 -132Q262 -104 238 -94Q190 -116 0 -108Q-190 -116 -238 -94Q-262 -104 -236 -132Q-214 -330 -232 -560Z';
  const contrast = luminance(color) > 0.45 ? '#a4512f' : '#ece2d0';
  const stripes = p.pattern(
    64,
    10,
    `<rect x="10" width="14" height="10" fill="${contrast}" opacity=".85"/><rect x="30" width="4" height="10" fill="${contrast}" opacity=".85"/>`,
  );
  const checks = p.pattern(
    96,
    96,
    `<rect width="48" height="96" fill="${contrast}" opacity=".3"/><rect width="96" height="48" fill="${contrast}" opacity=".3"/><path d="M72 0V96M0 72H96" stroke="${contrast}" stroke-width="3" opacity=".6"/>`,
  );
  const clip = `clip-path="${p.clip(`<path d="${outline}"/>`)}"`;
  return [
    standShadow(p, 215),
    group(
      [
        path(outline, p.cloth(color)),
        cut === 1 ? path(outline, stripes) : cut === 2 ? path(outline, checks) : '',
        path(outline, weave(p, color)),
        group(oval(-60, -420, 240, 200, p.pool('#ffffff', 0.3)) + oval(120, -170, 260, 170, p.pool('#1d120a', 0.3)), clip),
        line(
          'M-222 -548Q-170 -500 -150 -452M222 -548Q176 -506 158 -470M-226 -142Q-186 -190 -160 -226M226 -142Q190 -186 168 -220',
          darker(color, 0.35),
          5,
          'opacity=".4"',
        ),
        line('M-240 -594Q-196 -576 0 -584Q196 -576 240 -594', lighter(color, 0.4), 4, 'opacity=".7"'),
      ].join(''),
      'transform="translate(0 96)"',
    ),
  ].join('');
};

/** A folded pile: each fold one soft slab. */
function fold(p: Pen, y: number, halfWidth: number, height: number, color: string): string {
  const d = `M${-halfWidth} ${y}C${-halfWidth - 22} ${y} ${-halfWidth - 22} ${y - height} ${-halfWidth} ${y - height}H${halfWidth}C${halfWidth + 14} ${y - height} ${halfWidth + 14} ${y} ${halfWidth} ${y}Z`;
  return (
    path(d, p.cloth(color)) +
    path(d, weave(p, color)) +
    line(`M${-halfWidth + 8} ${y - height * 0.5}H${halfWidth - 2}`, darker(color, 0.28), 3, 'opacity=".5"') +
    line(`M${-halfWidth} ${y - height + 4}H${halfWidth - 6}`, lighter(color, 0.5), 3, 'opacity=".7"')
  );
}

export const blanket: Draw = (p, { color, cut }) => {
  const stripe = luminance(color) > 0.45 ? '#a4512f' : '#ece2d0';
  const drape = 'M-60 -392C20 -410 150 -404 214 -386C222 -280 206 -170 226 -40Q140 -24 60 -38C40 -170 44 -280 -60 -392Z';
  const fringe = Array.from({ length: 15 }, (_, i) => line(`M${66 + i * 11} -36q${(i % 3) - 1} 22 ${(i % 2) * 3} 36`, color, 4)).join('');
  const bands =
    cut === 1
      ? p.pattern(60, 60, `<path d="M0 30L15 15L30 30L45 15L60 30" fill="none" stroke="${stripe}" stroke-width="5" opacity=".55"/>`)
      : p.pattern(
          400,
          150,
          `<rect y="96" width="400" height="14" fill="${stripe}"/><rect y="118" width="400" height="5" fill="${stripe}"/>`,
        );
  return [
    standShadow(p, 250),
    fold(p, -2, 226, 84, darker(color, 0.1)),
    fold(p, -86, 226, 84, darker(color, 0.04)),
    fold(p, -170, 226, 84, color),
    fold(p, -254, 222, 80, lighter(color, 0.06)),
    fold(p, -334, 216, 60, lighter(color, 0.1)),
    group(
      path(drape, p.cloth(lighter(color, 0.08))) +
        path(drape, bands) +
        path(drape, weave(p, color)) +
        line('M140 -392C150 -280 134 -160 150 -34', darker(color, 0.35), 6, 'opacity=".3"') +
        line('M92 -396C112 -270 92 -160 100 -36', lighter(color, 0.6), 5, 'opacity=".35"') +
        fringe,
      '',
    ),
  ].join('');
};

export const towels: Draw = (p, { color }) => {
  const band = (y: number, halfWidth: number): string =>
    box(-halfWidth - 10, y, halfWidth * 2 + 16, 9, 4, darker(color, 0.2), 'opacity=".55"');
  const roll = (x: number, y: number, r: number): string =>
    `<circle cx="${x}" cy="${y}" r="${r}" fill="${p.turned(lighter(color, 0.12))}"/>` +
    [0.76, 0.52, 0.28]
      .map(
        (k) =>
          `<circle cx="${x + r * 0.06}" cy="${y}" r="${r * k}" fill="none" stroke="${darker(color, 0.24)}" stroke-width="4" opacity=".6"/>`,
      )
      .join('');
  return [
    standShadow(p, 240),
    fold(p, -2, 232, 92, darker(color, 0.06)),
    band(-66, 232),
    fold(p, -94, 228, 92, color),
    band(-158, 228),
    fold(p, -186, 190, 74, lighter(color, 0.1)),
    fold(p, -260, 186, 74, lighter(color, 0.05)),
    band(-312, 186),
    roll(-92, -392, 58),
    roll(28, -392, 58),
    roll(-32, -490, 56),
    group(
      line('M0 0Q10 -80 0 -150', '#7d8a66', 5) +
        [0, 1, 2, 3, 4, 5]
          .map((i) =>
            path(
              `M2 ${-30 - i * 22}q${i % 2 ? 26 : -26} -18 ${i % 2 ? 44 : -44} -12q${i % 2 ? -18 : 18} 18 ${i % 2 ? -44 : 44} 12Z`,
              '#93a07c',
            ),
          )
          .join(''),
      'transform="translate(130 -336) rotate(38)"',
    ),
  ].join('');
};

export const bedding: Draw = (p, { color }) => {
  const pillow = (x: number, y: number, tone: string): string =>
    path(
      `M${x - 150} ${y}C${x - 176} ${y - 30} ${x - 170} ${y - 116} ${x - 142} ${y - 132}Q${x} ${y - 156} ${x + 142} ${y - 132}C${x + 170} ${y - 116} ${x + 176} ${y - 30} ${x + 150} ${y}Q${x} ${y + 18} ${x - 150} ${y}Z`,
      p.cloth(tone),
    ) +
    line(
      `M${x - 136} ${y - 10}Q${x - 112} ${y - 40} ${x - 96} ${y - 54}M${x + 132} ${y - 14}Q${x + 112} ${y - 36} ${x + 100} ${y - 50}`,
      darker(tone, 0.3),
      4,
      'opacity=".4"',
    );
  return [
    standShadow(p, 340),
    path('M-330 -560C-330 -680 330 -680 330 -560V-200H-330Z', p.turned('#a57c55')),
    line('M-310 -560C-310 -660 310 -660 310 -560', '#d6b48a', 5, 'opacity=".6"'),
    pillow(-152, -352, lighter(color, 0.28)),
    pillow(152, -352, lighter(color, 0.22)),
    pillow(0, -316, color),
    path('M-352 -340Q0 -372 352 -340C372 -220 366 -90 360 -4H-360C-366 -90 -372 -220 -352 -340Z', p.cloth(color)),
    path('M-352 -340Q0 -372 352 -340L356 -280Q0 -308 -356 -280Z', p.cloth(lighter(color, 0.4))),
    line('M-356 -280Q0 -308 356 -280', darker(color, 0.25), 3, 'opacity=".5"'),
    line(
      'M-240 -280C-220 -190 -262 -90 -250 -6M-80 -290C-60 -200 -104 -100 -84 -6M110 -290C90 -190 140 -110 118 -6M256 -284C236 -190 280 -100 262 -6',
      darker(color, 0.3),
      7,
      'opacity=".22"',
    ),
    line('M-200 -284C-184 -190 -220 -90 -206 -6M60 -292C44 -190 92 -100 70 -6', '#ffffff', 8, 'opacity=".28"'),
    path('M-360 -4C-366 -90 -372 -220 -352 -340Q0 -372 352 -340C372 -220 366 -90 360 -4Z', weave(p, color)),
  ].join('');
};

export const rug: Draw = (p, { color }) => {
  const ink = luminance(color) > 0.35 ? '#8d4a2d' : '#e8d6b6';
  const diamonds = p.pattern(
    150,
    150,
    `<path d="M75 14L136 75L75 136L14 75Z" fill="none" stroke="${ink}" stroke-width="7" opacity=".75"/><path d="M75 48L102 75L75 102L48 75Z" fill="${ink}" opacity=".6"/><circle cx="0" cy="0" r="9" fill="${ink}" opacity=".6"/><circle cx="150" cy="0" r="9" fill="${ink}" opacity=".6"/><circle cx="0" cy="150" r="9" fill="${ink}" opacity=".6"/><circle cx="150" cy="150" r="9" fill="${ink}" opacity=".6"/>`,
  );
  const fringe = (y: number, to: number): string =>
    Array.from({ length: 38 }, (_, i) => line(`M${-220 + i * 12} ${y}l${(i % 3) - 1} ${to}`, '#e9dfcb', 4)).join('');
  return [
    flatShadow(p, 0, -330, 270, 380),
    fringe(-690, -30),
    fringe(26, 30),
    box(-228, -692, 456, 720, 4, p.cloth(color)),
    box(-228, -692, 456, 720, 4, weave(p, color)),
    group(box(-176, -636, 352, 608, 0, diamonds), 'transform="translate(0 0)"'),
    `<rect x="-204" y="-668" width="408" height="672" fill="none" stroke="${ink}" stroke-width="9" opacity=".8"/><rect x="-188" y="-652" width="376" height="640" fill="none" stroke="${ink}" stroke-width="3" opacity=".7"/>`,
  ].join('');
};

export const tablecloth: Draw = (p, { color }) => {
  const edge = luminance(color) > 0.45 ? '#a4512f' : '#ece2d0';
  const cloth =
    'M-300 -420H300L352 -40Q300 -70 250 -34Q200 -64 150 -28Q96 -62 40 -26Q-16 -62 -70 -28Q-124 -64 -180 -30Q-236 -66 -290 -34Q-322 -56 -352 -40Z';
  return [
    standShadow(p, 300),
    line('M-250 -60V-4M250 -60V-4', '#7f573a', 22),
    path(cloth, p.cloth(color)),
    group(
      line('M-400 -76Q0 -56 400 -76', edge, 12, 'opacity=".8"') +
        line('M-400 -100Q0 -80 400 -100', edge, 4, 'opacity=".8"') +
        line(
          'M-232 -400C-240 -280 -250 -160 -236 -30M-90 -400C-92 -280 -110 -160 -98 -30M120 -400C116 -280 140 -160 122 -30M236 -400C240 -280 262 -160 252 -30',
          darker(color, 0.35),
          9,
          'opacity=".25"',
        ),
      `clip-path="${p.clip(`<path d="${cloth}"/>`)}"`,
    ),
    path(cloth, weave(p, color)),
    path('M-300 -420L-258 -470H258L300 -420Z', p.cloth(lighter(color, 0.16))),
    oval(-110, -448, 96, 14, '#efe5d3'),
    oval(-110, -452, 66, 8, '#d8c7aa'),
    path('M92 -560C78 -520 66 -470 84 -446H156C174 -470 162 -520 148 -560Z', p.turned('#9dab8f')),
    line('M120 -560Q128 -640 104 -690M122 -566Q150 -620 168 -650', '#7d7a55', 5),
    oval(102, -696, 26, 22, '#d3a199'),
    oval(172, -656, 22, 19, '#c26a49'),
    oval(136, -620, 17, 15, '#e2bfae'),
    path('M216 -446L208 -520H256L248 -446Z', p.glass('#8aa2b6')),
  ].join('');
};
