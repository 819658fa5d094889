/** Points, tier and progress. */
export const LOYALTY_CSS = `
.standing{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25em .75em}
.standing strong{font-size:1.75em;line-height:1.2;font-weight:700;letter-spacing:-.02em}
.progress{align-self:stretch;display:grid;gap:.375em}
progress{appearance:none;display:block;width:100%;height:8px;border:0;border-radius:4px;overflow:hidden;background:var(--line);color:var(--a)}
::-webkit-progress-bar{background:var(--line)}
::-webkit-progress-value{background:var(--a);border-radius:4px}
::-moz-progress-bar{background:var(--a);border-radius:4px}
.earn{display:flex;align-items:center;gap:.5em;font-weight:600}
@media (forced-colors:active){progress{border:1px solid}::-webkit-progress-value{background:Highlight}}
`;
