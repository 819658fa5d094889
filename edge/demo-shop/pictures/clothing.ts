import { darker, lighter, luminance } from './color.ts';
import { box, type Draw, flatShadow, group, line, oval, type Pen, path } from './pen.ts';

/** Seams and folds: dark on light cloth, light on dark. */
const seam = (color: string): string => (luminance(color) < 0.08 ? lighter(color, 0.35) : darker(color, 0.32));

/** A wooden hanger at the collar, on its hook. */
function hanger(p: Pen): string {
  return (
    line('M0 -690V-716C0 -742 34 -742 34 -716C34 -700 18 -694 10 -690', '#8f8578', 7) +
    path('M-4 -700Q0 -706 4 -700L186 -628Q194 -616 180 -612L0 -666L-180 -612Q-194 -616 -186 -628Z', p.turned('#b98d5f'))
  );
}

const cloth = (p: Pen, d: string, color: string): string =>
  path(d, p.cloth(color)) +
  path(
    d,
    p.pattern(
      7,
      7,
      `<path d="M0 2H7" stroke="${darker(color, 0.5)}" stroke-width="1" opacity=".1"/><path d="M2 0V7" stroke="#fff" stroke-width="1" opacity=".12"/>`,
    ),
  );

const folds = (color: string, d: string): string => line(d, seam(color), 7, 'opacity=".22"');

const TORSO = 'M-84 -646Q0 -606 84 -646L176 -606Q190 -330 184 -86Q0 -58 -184 -86Q-190 -330 -176 -606Z';
const sleeve = (side: number, to: number, width: number): string =>
  `M${side * 150} -618Q${side * 214} -590 ${side * 240} -520L${side * (270 + width)} ${to}L${side * (206 + width)} ${to + 18}L${side * 166} -440Z`;

export const shirt: Draw = (p, { color, cut }) => {
  const ink = seam(color);
  const band = path('M-86 -650Q0 -612 86 -650L80 -618Q0 -580 -80 -618Z', p.cloth(lighter(color, 0.2)));
  const collar =
    path('M-88 -652L-8 -592L-56 -556L-112 -632Z', p.cloth(lighter(color, 0.22))) +
    path('M88 -652L8 -592L56 -556L112 -632Z', p.cloth(lighter(color, 0.12))) +
    line('M-88 -652L-8 -592L-56 -556M88 -652L8 -592L56 -556', ink, 3, 'opacity=".45"');
  const to = cut === 1 ? -604 : -592;
  return [
    flatShadow(p, 0, -350, 250, 310),
    hanger(p),
    cloth(p, sleeve(-1, -150, 20), darker(color, 0.05)),
    cloth(p, sleeve(1, -150, 20), darker(color, 0.12)),
    box(-298, -158, 66, 30, 5, p.cloth(lighter(color, 0.1)), 'transform="rotate(8 -265 -143)"'),
    box(232, -158, 66, 30, 5, p.cloth(color), 'transform="rotate(-8 265 -143)"'),
    cloth(p, TORSO, color),
    path('M-80 -644Q0 -606 80 -644Q0 -590 -80 -644Z', darker(color, 0.45)),
    cut === 1 ? band : collar,
    box(-15, to, 30, 518, 3, p.cloth(lighter(color, 0.1))),
    line(`M-15 ${to}V-76M15 ${to}V-76`, ink, 2, 'opacity=".4"'),
    Array.from(
      { length: cut === 1 ? 4 : 7 },
      (_, i) => `<circle cx="0" cy="${to + 34 + i * 70}" r="6" fill="#f8f3e8" stroke="${ink}" stroke-width="2"/>`,
    ).join(''),
    path('M62 -508H142V-424L102 -402L62 -424Z', p.cloth(lighter(color, 0.06)), `stroke="${ink}" stroke-opacity=".4" stroke-width="2.5"`),
    folds(color, 'M-150 -440C-136 -330 -146 -220 -138 -100M150 -380C138 -300 150 -200 142 -100M-76 -560C-70 -440 -84 -300 -74 -90'),
  ].join('');
};

export const tee: Draw = (p, { color }) => {
  const arm = (side: number): string => `M${side * 150} -622Q${side * 220} -596 ${side * 286} -446L${side * 192} -398L${side * 160} -480Z`;
  return [
    flatShadow(p, 0, -350, 250, 290),
    hanger(p),
    cloth(p, arm(-1), darker(color, 0.04)),
    cloth(p, arm(1), darker(color, 0.1)),
    line('M-282 -462L-196 -416M282 -462L196 -416', seam(color), 3, 'opacity=".4"'),
    cloth(p, TORSO, color),
    path('M-84 -648Q0 -556 84 -648Q0 -612 -84 -648Z', darker(color, 0.42)),
    line('M-90 -648Q0 -536 90 -648', p.cloth(darker(color, 0.08)), 17),
    line('M-182 -106Q0 -78 182 -106', seam(color), 2.5, 'opacity=".45"'),
    folds(color, 'M-120 -500C-110 -380 -130 -240 -118 -100M126 -480C112 -340 136 -220 122 -100M20 -420C30 -300 8 -200 24 -90'),
  ].join('');
};

export const knit: Draw = (p, { color }) => {
  const ribs = p.pattern(
    26,
    34,
    `<path d="M2 34Q13 17 2 0M24 34Q13 17 24 0" fill="none" stroke="${darker(color, 0.4)}" stroke-width="3" opacity=".3"/><path d="M13 34V0" stroke="${lighter(color, 0.6)}" stroke-width="3" opacity=".22"/>`,
  );
  const cable = (x: number): string =>
    Array.from({ length: 11 }, (_, i) =>
      path(
        `M${x - 22} ${-590 + i * 44}C${x - 30} ${-566 + i * 44} ${x + 30} ${-566 + i * 44} ${x + 22} ${-544 + i * 44}`,
        'none',
        `stroke="${i % 2 ? lighter(color, 0.25) : darker(color, 0.22)}" stroke-width="13" stroke-linecap="round"`,
      ),
    ).join('');
  const cuff = p.pattern(12, 12, `<path d="M6 0V12" stroke="${darker(color, 0.4)}" stroke-width="4" opacity=".4"/>`);
  const body = 'M-90 -646Q0 -610 90 -646L180 -604Q206 -330 196 -130Q0 -106 -196 -130Q-206 -330 -180 -604Z';
  const arms = [-1, 1]
    .map(
      (side) =>
        path(sleeve(side, -170, 36), p.cloth(darker(color, side < 0 ? 0.04 : 0.12))) +
        path(sleeve(side, -170, 36), ribs) +
        group(
          box(-38, 0, 76, 66, 10, p.cloth(color)) + box(-38, 0, 76, 66, 10, cuff),
          `transform="translate(${side * 274} -172) rotate(${side * -14})"`,
        ),
    )
    .join('');
  return [
    flatShadow(p, 0, -340, 270, 300),
    arms,
    path(body, p.cloth(color)),
    path(body, ribs),
    group(cable(-86) + cable(0) + cable(86), `clip-path="${p.clip(`<path d="${body}"/>`)}"`),
    box(-198, -140, 396, 64, 16, p.cloth(darker(color, 0.06))),
    box(-198, -140, 396, 64, 16, cuff),
    path('M-92 -650Q0 -600 92 -650Q60 -700 0 -700T-92 -650Z', darker(color, 0.45)),
    path('M-96 -648Q0 -586 96 -648L104 -690Q0 -722 -104 -690Z', p.cloth(lighter(color, 0.06)), 'opacity=".97"'),
    path('M-96 -648Q0 -586 96 -648L104 -690Q0 -722 -104 -690Z', cuff),
  ].join('');
};

export const dress: Draw = (p, { color, cut }) => {
  const top =
    cut === 1
      ? 'M-70 -664Q0 -600 70 -664L150 -632Q128 -540 104 -452H-104Q-128 -540 -150 -632Z'
      : 'M-96 -666L-58 -672L0 -590L58 -672L96 -666Q132 -560 102 -452H-102Q-132 -560 -96 -666Z';
  const skirtShape = 'M-102 -456H102C140 -330 206 -150 232 -20Q116 18 0 6T-232 -20C-206 -150 -140 -330 -102 -456Z';
  const dots = p.pattern(
    46,
    46,
    `<circle cx="12" cy="12" r="5" fill="${lighter(color, 0.75)}" opacity=".8"/><circle cx="35" cy="35" r="5" fill="${lighter(color, 0.75)}" opacity=".8"/>`,
  );
  const sleeves =
    cut === 1
      ? [-1, 1]
          .map((side) =>
            cloth(
              p,
              `M${side * 126} -646Q${side * 214} -610 ${side * 236} -500Q${side * 190} -470 ${side * 150} -482L${side * 124} -560Z`,
              darker(color, side < 0 ? 0.04 : 0.12),
            ),
          )
          .join('')
      : '';
  return group(
    [
      flatShadow(p, 0, -330, 250, 370),
      hanger(p),
      sleeves,
      cloth(p, skirtShape, color),
      cloth(p, top, lighter(color, 0.03)),
      cut === 1 ? '' : path(skirtShape, dots) + path(top, dots),
      folds(color, 'M-60 -440C-80 -300 -130 -150 -146 -4M0 -440C4 -300 -14 -150 -10 0M62 -440C84 -300 120 -150 146 -4'),
      line('M-34 -440C-50 -290 -70 -150 -84 0M34 -440C50 -290 74 -150 84 -2', '#ffffff', 8, 'opacity=".16"'),
      box(-108, -474, 216, 34, 8, p.cloth(darker(color, 0.16))),
      cut === 1 ? Array.from({ length: 4 }, (_, i) => `<circle cx="0" cy="${-584 + i * 34}" r="6" fill="#f8f3e8"/>`).join('') : '',
    ].join(''),
    'transform="translate(0 -6)"',
  );
};

export const trousers: Draw = (p, { color }) => {
  const leg = (side: number): string =>
    `M${side * -4} -640H${side * 150}Q${side * 176} -330 ${side * 168} 0H${side * 40}Q${side * 34} -240 ${side * 2} -420Z`;
  const ink = seam(color);
  return [
    flatShadow(p, 0, -320, 210, 370),
    cloth(p, leg(-1), color),
    cloth(p, leg(1), darker(color, 0.06)),
    line('M-100 -560C-96 -380 -110 -180 -104 -4M100 -560C96 -380 110 -180 104 -4', ink, 3, 'opacity=".5"'),
    folds(color, 'M-40 -430C-60 -340 -66 -200 -62 -20M40 -430C60 -340 66 -200 62 -20'),
    box(-154, -684, 308, 50, 6, p.cloth(lighter(color, 0.08))),
    [-110, -40, 40, 110].map((x) => box(x - 7, -690, 14, 62, 4, darker(color, 0.16))).join(''),
    `<circle cx="0" cy="-658" r="9" fill="#b3763f"/>`,
    line('M0 -634V-480Q0 -450 -26 -436', ink, 3, 'opacity=".55"'),
    line('M-150 -610Q-120 -560 -142 -520M150 -610Q120 -560 142 -520', ink, 4, 'opacity=".55"'),
    line('M-166 -26L-42 -26M166 -26L42 -26', ink, 3, 'opacity=".5"'),
  ].join('');
};

export const skirt: Draw = (p, { color }) => {
  const shape =
    'M-116 -606H116C150 -440 230 -200 264 -30Q200 -6 150 -26Q100 2 50 -20Q0 6 -50 -20Q-100 2 -150 -26Q-200 -6 -264 -30C-230 -200 -150 -440 -116 -606Z';
  const pleat = [-4, -3, -2, -1, 0, 1, 2, 3, 4]
    .map((i) =>
      path(`M${i * 24} -600L${i * 56 - 16} -20L${i * 56 + 14} -18Z`, i % 2 ? darker(color, 0.3) : lighter(color, 0.3), 'opacity=".28"'),
    )
    .join('');
  return [
    flatShadow(p, 0, -320, 260, 330),
    cloth(p, shape, color),
    group(pleat, `clip-path="${p.clip(`<path d="${shape}"/>`)}"`),
    box(-122, -648, 244, 52, 8, p.cloth(darker(color, 0.1))),
    `<circle cx="92" cy="-622" r="9" fill="#c8a352"/>`,
  ].join('');
};

export const coat: Draw = (p, { color }) => {
  const body = 'M-92 -654L0 -610L92 -654L184 -610Q206 -300 224 0Q0 26 -224 0Q-206 -300 -184 -610Z';
  const ink = seam(color);
  return [
    flatShadow(p, 0, -320, 270, 360),
    hanger(p),
    cloth(p, sleeve(-1, -110, 24), darker(color, 0.06)),
    cloth(p, sleeve(1, -110, 24), darker(color, 0.14)),
    cloth(p, body, color),
    path('M-80 -648L0 -560L80 -648L0 -610Z', '#e9dfcd'),
    path(
      'M-96 -662L-150 -600L-70 -560L-104 -520L6 -330L14 -380Q-30 -540 -84 -650Z',
      p.cloth(lighter(color, 0.1)),
      `stroke="${ink}" stroke-opacity=".4" stroke-width="3"`,
    ),
    path(
      'M96 -662L150 -600L70 -560L104 -520L6 -330Q-4 -380 40 -520L84 -650Z',
      p.cloth(lighter(color, 0.04)),
      `stroke="${ink}" stroke-opacity=".4" stroke-width="3"`,
    ),
    line('M6 -330C30 -220 26 -110 32 10', ink, 4, 'opacity=".6"'),
    [-290, -206, -122]
      .map((y) =>
        [-48, 66]
          .map(
            (x) =>
              `<circle cx="${x}" cy="${y}" r="12" fill="${darker(color, 0.45)}"/><circle cx="${x - 2}" cy="${y - 3}" r="4" fill="${lighter(color, 0.4)}"/>`,
          )
          .join(''),
      )
      .join(''),
    box(-172, -206, 86, 22, 5, p.cloth(darker(color, 0.1)), 'transform="rotate(7 -130 -195)"'),
    box(100, -206, 76, 22, 5, p.cloth(darker(color, 0.14)), 'transform="rotate(-7 138 -195)"'),
    folds(color, 'M-150 -470C-140 -330 -166 -160 -160 -10M150 -440C140 -320 168 -160 162 -10'),
  ].join('');
};

export const jacket: Draw = (p, { color }) => {
  const body = 'M-88 -650L0 -600L88 -650L178 -608Q194 -330 190 -110Q0 -84 -190 -110Q-194 -330 -178 -608Z';
  const ink = seam(color);
  const pocket = (x: number, y: number): string =>
    path(
      `M${x - 50} ${y}H${x + 50}V${y + 92}Q${x} ${y + 108} ${x - 50} ${y + 92}Z`,
      p.cloth(lighter(color, 0.08)),
      `stroke="${ink}" stroke-opacity=".45" stroke-width="3"`,
    );
  return [
    flatShadow(p, 0, -350, 260, 300),
    hanger(p),
    cloth(p, sleeve(-1, -160, 20), darker(color, 0.05)),
    cloth(p, sleeve(1, -160, 20), darker(color, 0.12)),
    cloth(p, body, color),
    path('M-76 -646L0 -560L76 -646L0 -602Z', '#f0e8da'),
    path('M-90 -656L-16 -566L-66 -520L-124 -624Z', p.cloth(lighter(color, 0.14))),
    path('M90 -656L16 -566L66 -520L124 -624Z', p.cloth(lighter(color, 0.07))),
    line('M0 -578V-92', ink, 3, 'opacity=".6"'),
    Array.from({ length: 5 }, (_, i) => `<circle cx="14" cy="${-520 + i * 92}" r="9" fill="#b3763f"/>`).join(''),
    pocket(-104, -468),
    pocket(-108, -250),
    pocket(108, -250),
    folds(color, 'M-160 -440C-150 -360 -164 -280 -158 -130M150 -480C140 -400 160 -300 152 -280'),
    oval(0, -350, 10, 10, 'none'),
  ].join('');
};
