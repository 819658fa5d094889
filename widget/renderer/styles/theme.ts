/**
 * Colours, type and the wall around a block. A shop themes it with `--tappa-accent`, `--tappa-surface`, `--tappa-text`, `--tappa-muted`,
 * `--tappa-radius` and `--tappa-font`; what it leaves out follows from what it gives:
 * - text on a surface or an accent is dark or light, whichever contrasts more: at CIE lightness 49.44 (relative luminance 0.179) black and
 *   white contrast equally, 4.58 to 1, so either side of it one of them always reaches the 4.5 to 1 of WCAG 1.4.3;
 * - light or dark is the page's own (`color-scheme`, or the background found behind the block: `data-scheme`).
 * `!important` on `:host` is what keeps page rules such as `div { display: none }` out: inside a shadow tree it wins over the page's own.
 */
export const THEME_CSS = `
:host{all:initial!important;display:block!important;font-family:inherit!important;color-scheme:inherit!important;min-height:var(--tappa-reserve,0)!important}
:host([data-scheme=light]){color-scheme:light!important}
:host([data-scheme=dark]){color-scheme:dark!important}
.frame{--s:var(--tappa-surface,#fff);--t:var(--tappa-text,#1d1e22);--m:var(--tappa-muted,#5c5f66);--a:var(--tappa-accent,var(--t));--on:#fff;--line:#0002;--good:#137a45;--r:var(--tappa-radius,12px)}
@supports (color:light-dark(lch(from red l 0 0),red)){
.frame{--s:var(--tappa-surface,light-dark(#fff,#1c1d21));--t:var(--tappa-text,lch(from var(--s) clamp(11,(49.44 - l)*999,96) 0 0));--m:var(--tappa-muted,color-mix(in srgb,var(--t) 72%,var(--s)));--on:lch(from var(--a) clamp(0,(49.44 - l)*999,100) 0 0);--line:color-mix(in srgb,var(--t) 16%,var(--s));--good:lch(from var(--s) clamp(42,(49.44 - l)*999,78) 50 152)}
}
*,::before,::after{box-sizing:border-box}
h2,p,ul,fieldset{margin:0;padding:0;border:0;min-width:0}
ul{list-style:none}
[hidden]{display:none!important}
a{color:inherit}
button,textarea{font:inherit;color:inherit}
button{cursor:pointer;border:0;background:none;padding:0;-webkit-tap-highlight-color:transparent}
svg{flex:none;width:1.25em;height:1.25em;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
small{font-size:.8125em;line-height:1.4;color:var(--m)}
:focus-visible{outline:2px solid var(--t);outline-offset:2px;border-radius:4px}
`;
