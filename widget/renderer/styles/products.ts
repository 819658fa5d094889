/** A row of product cards, whose prices stand side by side whether a name takes one line or two, and the picture box shared with the shop's stock lines. */
export const PRODUCTS_CSS = `
.picture{display:grid;place-items:center;aspect-ratio:1;overflow:hidden;border-radius:calc(var(--r)*.75);background:color-mix(in srgb,var(--t) 6%,var(--s));color:var(--m)}
.picture img{width:100%;height:100%;object-fit:cover}
.picture svg{stroke-width:1.25;width:2em;height:2em;opacity:.6}
.row{contain:inline-size;display:flex;flex:none;gap:1em;align-self:stretch;overflow-x:auto;overscroll-behavior-x:contain;scroll-snap-type:x proximity;scrollbar-width:none;margin:-4px -1.25em;padding:4px 1.25em;scroll-padding:0 1.25em;max-width:none!important}
.row::-webkit-scrollbar{display:none}
.row li{flex:0 0 clamp(132px,42%,196px);scroll-snap-align:start}
.card{display:flex;flex-direction:column;height:100%;text-decoration:none}
.card .picture{margin-block-end:.625em}
.name{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;font-size:.9375em;line-height:1.35}
.card .name{min-height:2.7em}
.card:hover .name{text-decoration:underline;text-underline-offset:.2em}
.price{margin-block-start:.25em}
.price *{white-space:nowrap}
.price b{font-weight:650;margin-inline-end:.25em}
.price s{font-size:.875em;color:var(--m)}
.because{margin-block-start:.25em}
.turn{position:absolute;inset-block-start:.75em;inset-inline-end:.75em;display:flex}
.turn .round{margin:0}
.turn [aria-disabled=true]{opacity:.35;cursor:default;background:none}
.turn svg:dir(rtl){transform:scaleX(-1)}
.recommendations h2{padding-inline-end:88px}
`;
