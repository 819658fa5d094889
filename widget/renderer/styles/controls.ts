/** What a shopper may do about a block and their data: quiet buttons, and a question before what cannot be undone. */
export const CONTROLS_CSS = `
.controls{display:flex;flex-wrap:wrap;align-items:center;gap:.5em;margin-block-start:.625em}
.controls p{flex:1 0 100%;color:var(--t)}
.controls p:empty{display:none}
.controls p:focus{outline:0}
.control{min-height:44px;padding:.375em 1em;border:1px solid color-mix(in srgb,var(--t) 45%,var(--s));border-radius:min(var(--r),22px);color:var(--t);font-weight:600}
.control:hover{background:var(--line)}
.control[aria-disabled=true]{opacity:.6;cursor:progress}
`;
