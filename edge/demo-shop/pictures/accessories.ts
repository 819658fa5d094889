import { darker, lighter, luminance } from './color.ts';
import { box, type Draw, flatShadow, group, line, oval, path, standShadow } from './pen.ts';

export const scarf: Draw = (p, { color, cut }) => {
  if (cut === 1) {
    const ink = darker(color, 0.45);
    const leaf = (x: number, y: number, turn: number): string =>
      group(
        line('M0 0V-96', ink, 4, 'opacity=".5"') +
          [0, 1, 2, 3]
            .map((i) =>
              path(
                `M0 ${-20 - i * 20}q${i % 2 ? 30 : -30} -12 ${i % 2 ? 40 : -40} -30q${i % 2 ? -30 : 30} 0 ${i % 2 ? -40 : 40} 30Z`,
                i % 2 ? '#f6ead9' : ink,
                'opacity=".55"',
              ),
            )
            .join(''),
        `transform="translate(${x} ${y}) rotate(${turn})"`,
      );
    return [
      flatShadow(p, 0, -330, 300, 300),
      group(
        box(-250, -250, 500, 500, 10, p.cloth(color)) +
          `<rect x="-228" y="-228" width="456" height="456" rx="6" fill="none" stroke="#f6ead9" stroke-width="14" opacity=".75"/><rect x="-204" y="-204" width="408" height="408" rx="4" fill="none" stroke="${ink}" stroke-width="4" opacity=".5"/>` +
          [0, 60, 120, 180, 240, 300]
            .map((turn) => leaf(Math.sin((turn * Math.PI) / 180) * 60, -Math.cos((turn * Math.PI) / 180) * 60, turn))
            .join('') +
          `<circle r="44" fill="#f6ead9" opacity=".7"/><circle r="24" fill="${ink}" opacity=".5"/>` +
          path('M250 250L90 250Q190 190 250 90Z', lighter(color, 0.5)) +
          path('M250 250L90 250Q190 190 250 90Z', 'rgba(30,15,5,.12)') +
          line('M-230 -60C-120 -110 60 -40 240 -120M-220 90C-100 60 60 130 200 60', '#ffffff', 16, 'opacity=".14"'),
        'transform="translate(0 -340) rotate(14)"',
      ),
    ].join('');
  }
  const stripe = luminance(color) > 0.4 ? '#714659' : '#ece2d0';
  const plaid = p.pattern(
    90,
    90,
    `<rect x="12" width="22" height="90" fill="${stripe}" opacity=".3"/><rect y="12" width="90" height="22" fill="${stripe}" opacity=".3"/><path d="M62 0V90M0 62H90" stroke="${stripe}" stroke-width="4" opacity=".5"/>`,
  );
  const tail = (d: string, tone: string): string => path(d, p.cloth(tone)) + path(d, plaid);
  const fringe = (x: number, y: number, count: number): string =>
    Array.from({ length: count }, (_, i) => line(`M${x + i * 13} ${y}q${(i % 3) * 3 - 3} 26 ${(i % 2) * 4 - 2} 48`, color, 5)).join('');
  return [
    flatShadow(p, 0, -330, 250, 350),
    fringe(-150, -66, 12),
    fringe(28, 8, 12),
    tail('M-160 -520C-190 -380 -150 -220 -160 -66H0C10 -220 -20 -380 20 -500Z', darker(color, 0.08)),
    tail('M-20 -480C10 -340 20 -180 22 8H180C186 -160 170 -330 180 -500Z', color),
    tail('M-236 -560C-250 -700 250 -710 240 -560C236 -440 -230 -430 -236 -560Z', lighter(color, 0.05)),
    path('M-130 -580C-130 -640 130 -644 134 -580C130 -540 -126 -536 -130 -580Z', darker(color, 0.5)),
    line('M-216 -530C-150 -470 130 -460 220 -530', darker(color, 0.4), 6, 'opacity=".35"'),
    line('M-200 -600C-120 -540 110 -536 206 -604', '#ffffff', 8, 'opacity=".2"'),
    path('M-60 -500C-70 -430 70 -430 60 -500Q0 -470 -60 -500Z', p.cloth(lighter(color, 0.1))),
    path('M-60 -500C-70 -430 70 -430 60 -500Q0 -470 -60 -500Z', plaid),
    line('M60 -440C80 -300 84 -150 92 0M-90 -440C-80 -300 -92 -200 -86 -74', darker(color, 0.4), 7, 'opacity=".25"'),
  ].join('');
};

export const hat: Draw = (p, { color, cut }) => {
  const straw = p.pattern(
    16,
    10,
    `<path d="M0 5H16" stroke="${darker(color, 0.4)}" stroke-width="2.5" opacity=".35"/><path d="M4 0L8 10M12 0L16 10" stroke="${lighter(color, 0.7)}" stroke-width="2" opacity=".3"/>`,
  );
  const brim =
    cut === 1
      ? 'M-300 -150C-310 -90 -160 -50 0 -50S310 -90 300 -150C280 -190 160 -150 0 -150S-280 -190 -300 -150Z'
      : 'M-350 -128C-330 -50 -160 -22 0 -22S330 -50 350 -128C290 -190 150 -196 0 -196S-290 -190 -350 -128Z';
  const crown =
    cut === 1
      ? 'M-172 -140C-176 -280 -150 -356 -96 -366C-50 -372 -30 -340 0 -340S50 -372 96 -366C150 -356 176 -280 172 -140Q0 -106 -172 -140Z'
      : 'M-170 -140C-174 -260 -150 -340 0 -346S174 -260 170 -140Q0 -106 -170 -140Z';
  const band = cut === 1 ? darker(color, 0.5) : '#8d4a2d';
  return group(
    [
      standShadow(p, 290),
      path(brim, p.turned(color)),
      cut === 1 ? '' : path(brim, straw),
      oval(0, -116, 190, 34, p.pool('#1d120a', 0.5)),
      path(crown, p.turned(color)),
      cut === 1 ? '' : path(crown, straw),
      cut === 1 ? line('M-8 -338C0 -300 0 -270 -6 -236', darker(color, 0.45), 13, 'opacity=".5"') : '',
      path('M-172 -184Q0 -150 172 -184V-134Q0 -98 -172 -134Z', p.turned(band)),
      group(path('M0 0L44 -18V30Z', darker(band, 0.12)) + path('M0 0L-40 -16V28Z', lighter(band, 0.1)), 'transform="translate(132 -150)"'),
      oval(-70, -270, 60, 50, p.pool('#ffffff', 0.3)),
    ].join(''),
    'transform="translate(0 16) scale(1.06)"',
  );
};

export const belt: Draw = (p, { color }) => {
  const edge = darker(color, 0.35);
  const ring = (r: number, width: number): string =>
    `<circle cx="0" cy="-320" r="${r}" fill="none" stroke="${edge}" stroke-width="${width + 5}"/><circle cx="0" cy="-320" r="${r}" fill="none" stroke="${color}" stroke-width="${width}"/><circle cx="0" cy="-320" r="${r - width * 0.28}" fill="none" stroke="${lighter(color, 0.4)}" stroke-width="3" stroke-dasharray="10 9" opacity=".6"/>`;
  return [
    flatShadow(p, 0, -320, 260, 260),
    ring(118, 38),
    ring(172, 40),
    ring(228, 42),
    line('M196 -440C280 -500 330 -420 320 -330', edge, 45),
    line('M196 -440C280 -500 330 -420 320 -330', color, 40),
    group(
      box(-56, -50, 112, 100, 18, 'none', `stroke="${p.turned('#c8a352')}" stroke-width="17"`) + line('M-54 0H48', '#a8843a', 11),
      'transform="translate(318 -300) rotate(84)"',
    ),
    line('M-160 -160C-250 -70 -180 20 -40 6', edge, 45),
    line('M-160 -160C-250 -70 -180 20 -40 6L-6 -2', color, 40),
    [0, 1, 2, 3].map((i) => oval(-150 + i * 38, -8 + (i === 0 ? -12 : i * 5), 5, 5, darker(color, 0.7))).join(''),
    oval(-90, -480, 130, 60, p.pool('#ffffff', 0.2)),
  ].join('');
};

export const slippers: Draw = (p, { color }) => {
  const one = (x: number, turn: number): string => {
    const sole = 'M-96 -560C-160 -420 -140 -280 -112 -150C-96 -60 96 -60 112 -150C140 -280 160 -420 96 -560C60 -620 -60 -620 -96 -560Z';
    return group(
      [
        path(sole, darker(color, 0.5), 'transform="translate(8 14)"'),
        path(sole, p.cloth('#d9c9ae')),
        path('M-84 -300C-104 -240 -98 -160 -80 -126C-60 -92 60 -92 80 -126C98 -160 104 -240 84 -300Z', p.fall('#8f7a60', '#c4b092')),
        path(
          'M-126 -330C-160 -440 -130 -540 -96 -570C-56 -620 56 -620 96 -570C130 -540 160 -440 126 -330Q0 -270 -126 -330Z',
          p.cloth(color),
        ),
        line('M-126 -330Q0 -270 126 -330', lighter(color, 0.4), 13),
        line('M-100 -540C-60 -500 60 -500 100 -540', darker(color, 0.3), 4, 'stroke-dasharray="12 9" opacity=".6"'),
        oval(-40, -490, 60, 70, p.pool('#ffffff', 0.25)),
      ].join(''),
      `transform="translate(${x} 0) rotate(${turn} 0 -330)"`,
    );
  };
  return [flatShadow(p, -150, -320, 150, 290), flatShadow(p, 160, -320, 150, 290), one(-152, -7), one(156, 9)].join('');
};

export const sunglasses: Draw = (p, { color }) => {
  const lens = p.fall('#3d4a44', '#7d8c7c', '#c3c4a6');
  const eye = (x: number): string =>
    `<circle cx="${x}" cy="-300" r="112" fill="${lens}" opacity=".92"/><circle cx="${x}" cy="-300" r="112" fill="none" stroke="${p.cloth(color)}" stroke-width="30"/><circle cx="${x}" cy="-300" r="124" fill="none" stroke="${lighter(color, 0.45)}" stroke-width="3" opacity=".55"/>${line(`M${x - 66} -346L${x - 20} -382M${x - 72} -310L${x + 12} -376`, '#ffffff', 10, 'opacity=".35"')}`;
  return [
    flatShadow(p, 0, -290, 320, 190),
    line('M-270 -340C-306 -440 -230 -520 -50 -532M270 -340C304 -420 250 -462 90 -478', darker(color, 0.3), 20),
    line('M-274 -346C-306 -440 -232 -524 -60 -536M268 -346C298 -420 248 -466 96 -482', lighter(color, 0.25), 5),
    oval(0, -170, 260, 40, p.pool('#5b6a5c', 0.25)),
    path('M-52 -330Q0 -372 52 -330L46 -300Q0 -334 -46 -300Z', p.cloth(color)),
    eye(-152),
    eye(152),
    [-262, 262].map((x) => oval(x, -336, 9, 6, '#c8a352')).join(''),
  ].join('');
};
