/** The frame: a panel in the page, a bar along the bottom, a card in the corner, a dialog in the middle. Fades in, never moves. */
export const FRAME_CSS = `
.frame{position:relative;display:flex;flex-direction:column;gap:.75em;margin:0;padding:1.25em;border:1px solid var(--line);border-radius:var(--r);background:var(--s);color:var(--t);font:400 16px/1.5 var(--tappa-font,inherit);text-align:start;overflow-wrap:anywhere}
header{display:flex;align-items:flex-start;justify-content:space-between;gap:.75em}
h2{font-size:1.1875em;line-height:1.3;font-weight:650;letter-spacing:-.01em;text-wrap:balance}
.body{display:flex;flex-direction:column;align-items:flex-start;gap:.875em;min-height:0}
.body>*{max-width:100%}
.body>p{white-space:pre-line}
.round{flex:none;display:grid;place-items:center;width:44px;height:44px;margin:-.625em -.75em -.5em 0;margin-inline:0 -.75em;border-radius:50%;color:var(--m)}
.round:hover{color:var(--t);background:var(--line)}
.button{display:inline-flex;align-items:center;justify-content:center;gap:.5em;min-height:44px;padding:.5em 1.25em;border:1px solid var(--a);border-radius:min(var(--r),22px);background:var(--a);color:var(--on);font-weight:600;text-decoration:none}
.button:hover{filter:brightness(1.1)}
.quiet{background:none;border-color:var(--line);color:var(--t)}
.buttons{display:flex;flex-wrap:wrap;gap:.5em}
.buttons:empty{display:none}
.plain{min-height:24px;text-decoration:underline dotted;text-underline-offset:.25em}
.why{font-size:.8125em;color:var(--m)}
.badge{padding:.125em .625em;border-radius:1em;background:var(--line);font-size:.8125em;font-weight:600;white-space:nowrap}
.bar,.corner,.modal{position:fixed;z-index:2147483647;box-shadow:0 1px 3px #0003,0 12px 40px #0004}
.bar .body,.corner .body,.modal .body{overflow:hidden auto;margin:-4px -1.25em;padding:4px 1.25em}
.corner{inset:auto;inset-block-end:16px;inset-inline-end:16px;width:min(384px,100vw - 32px);max-height:min(640px,100vh - 32px)}
.bar{inset:auto 0 0;width:auto;max-height:70vh;border-width:1px 0 0;border-radius:0;padding-inline:max(1.25em,50vw - 560px);padding-block-end:max(1.25em,env(safe-area-inset-bottom))}
.modal{inset:0;margin:auto;width:min(544px,100vw - 32px);height:fit-content;max-width:none;max-height:calc(100vh - 32px);outline:0}
.modal::backdrop{background:#0009}
@media (max-width:480px){.corner{inset-inline:8px;inset-block-end:8px;width:auto}}
@media (min-width:768px){.bar.message .body,.bar.loyalty-prompt .body{flex-direction:row;flex-wrap:wrap;align-items:center;gap:.5em 1.5em}.bar.message .body>p{flex:1}}
@media (prefers-reduced-motion:no-preference){@keyframes appear{from{opacity:0}}.frame,.modal::backdrop{animation:appear .24s ease-out}.row{scroll-behavior:smooth}}
`;
