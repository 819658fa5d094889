/** What only a shop, its stock, a question, and a cart to take along need. */
export const LATER_KINDS_CSS = `
.shop{display:flex;flex-direction:column;align-self:stretch}
.shop p{display:flex;flex-wrap:wrap;align-items:center;gap:.25em .625em;font-weight:650}
.hours::before{content:"";display:inline-block;width:.625em;height:.625em;margin-inline-end:.5em;border-radius:50%;border:2px solid currentColor}
.open{color:var(--good)}
.open::before{background:currentColor}
.lines,.benefits,details{align-self:stretch}
details{margin-block:-.5em}
.lines{container-type:inline-size;border:solid var(--line);border-width:1px 0}
.lines li{display:grid;grid-template-columns:48px 1fr auto;align-items:center;gap:.75em;padding-block:.5em}
.lines li+li{border-top:1px solid var(--line)}
.stock{display:flex;align-items:center;gap:.25em;max-width:14em}
@container (max-width:360px){.stock{grid-column:2;max-width:none;margin-block-start:-.5em}.lines .picture{grid-row:span 2}}
.there,.benefits svg{color:var(--good)}
.benefits{display:flex;flex-wrap:wrap;gap:.25em 1.25em;font-size:.9375em}
.benefits li{display:flex;align-items:center;gap:.5em}
summary{display:flex;align-items:center;gap:.375em;min-height:44px;cursor:pointer;list-style:none;font-weight:600}
summary::-webkit-details-marker{display:none}
summary svg{width:1em;height:1em;transform:rotate(90deg)}
[open]>summary svg{transform:rotate(-90deg)}
details .shop{padding-block:.625em;border-top:1px solid var(--line)}
.quiet{background:none;border-color:var(--line);color:var(--t)}
.buttons{display:flex;flex-wrap:wrap;gap:.5em}
.buttons:empty{display:none}
@media (max-width:480px){.buttons{align-self:stretch}.buttons .button{flex:1 1 auto;padding-inline:.75em}}
legend,label{display:block;padding:0;margin-block-end:.75em}
.ask{align-self:stretch;container-type:inline-size}
.scale{overflow-wrap:normal;display:grid;grid-template-columns:repeat(auto-fit,minmax(44px,1fr));gap:6px}
.long{grid-template-columns:repeat(6,1fr)}
@container (min-width:440px){.long{grid:auto/auto-flow 1fr}}
.option{min-height:44px;padding:.375em;border:1px solid color-mix(in srgb,var(--t) 45%,var(--s));border-radius:calc(var(--r)*.6);font-weight:600}
.option:hover{background:var(--a);border-color:var(--a);color:var(--on)}
.choice{display:flex;flex-wrap:wrap;gap:.5em}
.choice .option{padding-inline:1em}
.ends{display:flex;justify-content:space-between;gap:1em;margin-block-start:.375em}
.ends :last-child{text-align:end}
textarea{display:block;width:100%;margin-block-start:.375em;padding:.625em .75em;border:1px solid color-mix(in srgb,var(--t) 55%,var(--s));border-radius:calc(var(--r)*.6);background:none;resize:vertical}
.thanks{font-weight:600;outline:0}
.handoff{display:flex;flex-wrap:wrap;align-items:center;gap:1em 1.5em;align-self:stretch}
.handoff>div{flex:1 1 12em;display:flex;flex-direction:column;align-items:flex-start;gap:.625em;min-width:0}
.qr{width:184px;height:184px;fill:#000;stroke:none;background:#fff;border-radius:8px;shape-rendering:crispEdges;forced-color-adjust:none}
.address{max-width:100%;padding-block:.25em;user-select:all}
.handoff [role]:empty{display:none}
`;
