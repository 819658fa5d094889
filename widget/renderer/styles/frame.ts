/**
 * The frame: a panel in the page. Fades in, never moves. Words are hyphenated where they must break. On paper, where
 * nothing can be pressed, its words alone, dark on light.
 */
export const FRAME_CSS = `
.frame{position:relative;display:flex;flex-direction:column;gap:.75em;margin:0;padding:1.25em;border:1px solid var(--line);border-radius:var(--r);background:var(--s);color:var(--t);font:400 16px/1.5 var(--tappa-font,inherit);text-align:start;overflow-wrap:anywhere;hyphens:auto}
header{display:flex;align-items:flex-start;justify-content:space-between;gap:.75em}
h2{font-size:1.1875em;line-height:1.3;font-weight:650;letter-spacing:-.01em;text-wrap:balance}
.body{display:flex;flex-direction:column;align-items:flex-start;gap:.875em;min-height:0}
.body>*{max-width:100%}
.body>p{white-space:pre-line}
.round{flex:none;display:grid;place-items:center;width:44px;height:44px;margin:-.625em -.75em -.5em 0;margin-inline:0 -.75em;border-radius:50%;color:var(--m)}
.round:hover{color:var(--t);background:var(--line)}
.button{display:inline-flex;align-items:center;justify-content:center;gap:.5em;min-height:44px;padding:.5em 1.25em;border:1px solid var(--a);border-radius:min(var(--r),22px);background:var(--a);color:var(--on);font-weight:600;text-align:center;text-decoration:none}
.button:hover{filter:brightness(1.1)}
.plain{min-height:24px;text-decoration:underline dotted;text-underline-offset:.25em}
.why{font-size:.8125em;color:var(--m)}
.badge{padding:.125em .625em;border-radius:1em;background:var(--line);font-size:.8125em;font-weight:600;white-space:nowrap}
@media (prefers-reduced-motion:no-preference){@keyframes appear{from{opacity:0}}.frame{animation:appear .24s ease-out}.row{scroll-behavior:smooth}.card img{transition:scale .3s}.card:hover img{scale:1.05}}
@media print{.frame{--s:#fff;--t:#000}.frame button,.why,.feedback{display:none}.row{flex-wrap:wrap}}
`;
