/** The overlay's look. All lengths in px: a host page may set any size on its root. */
export const PREVIEW_CSS = `
:host{all:initial!important;display:block!important;position:fixed!important;inset:0!important;width:auto!important;height:auto!important;max-width:none!important;max-height:none!important;margin:0!important;padding:0!important;border:0!important;background:none!important;overflow:visible!important;pointer-events:none!important;z-index:2147483647!important;color-scheme:light dark!important;
--s:#fff;--t:#17202b;--m:#4d5a69;--l:#d5dbe3;--f:#f3f5f8;--a:#7a2e8e;--on:#fff;--g:#0f6b3f;--gs:#e2f4ea}
@media (prefers-color-scheme:dark){:host{--s:#171d26;--t:#edf1f6;--m:#aab5c3;--l:#37424f;--f:#212a35;--a:#dba6ea;--on:#1f0a26;--g:#7fdcae;--gs:#123626}}
*{box-sizing:border-box}
.panel,.spot{font:14px/1.45 system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--t)}
.panel{position:fixed;inset-block-end:16px;inset-inline-end:16px;width:min(416px,100vw - 32px);max-height:min(640px,100vh - 32px);display:flex;flex-direction:column;background:var(--s);border:1px solid var(--l);border-radius:14px;box-shadow:0 12px 40px #0003,0 2px 8px #0002;pointer-events:auto;overflow:hidden}
.panel[data-side=start]{inset-inline:16px auto}
header{display:flex;flex-wrap:wrap;align-items:center;gap:4px;padding:8px 8px 8px 14px;background:var(--a);color:var(--on)}
h2,h3,p,ol,ul{margin:0;padding:0}
h2{flex:1;font-size:14px;font-weight:650;min-width:0}
h3{font-size:12px;font-weight:650;color:var(--m);margin:16px 0 6px}
button,select,input{font:inherit;color:inherit;min-height:32px;border-radius:8px;border:1px solid var(--l);background:var(--s);padding:4px 10px}
button{cursor:pointer}
header button{border-color:transparent;background:none;padding:4px 7px;color:var(--on)}
header .end{border-color:currentColor}
button:hover{background:var(--f)}header button:hover{background:#fff2}
:focus-visible{outline:2px solid var(--a);outline-offset:2px}header :focus-visible{outline-color:var(--on);outline-offset:-3px}
.body{overflow:auto;padding:12px 14px 16px;overscroll-behavior:contain}
.soft{color:var(--m)}
.state{display:flex;flex-wrap:wrap;gap:6px;margin-top:8px}
.tag{border-radius:99px;padding:1px 9px;background:var(--f);font-size:12px;line-height:1.6}
.fields{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,7fr);gap:6px 10px;align-items:center}
.fields select,.fields input{width:100%;min-width:0}
.problem{margin-top:8px;padding:8px 10px;border-radius:8px;border:1px solid var(--a)}
ol{list-style:none;display:grid;gap:8px}
li{display:grid;grid-template-columns:10px 1fr;gap:0 8px}
li::before{content:"";width:8px;height:8px;border-radius:50%;margin-top:6px;border:1.5px solid var(--m)}
li.shown::before{background:var(--g);border-color:var(--g)}
li>div{min-width:0;overflow-wrap:anywhere}
li b{font-weight:600}li p{color:var(--m);font-size:13px}li.shown p{color:var(--g)}
li button{min-height:24px;border:0;padding:0;background:none;text-align:start;font-weight:600;text-decoration:underline;text-underline-offset:3px}
.panel.small .body,.panel.small .move{display:none}
.panel.small{width:auto;max-width:calc(100vw - 32px)}
.spot{position:fixed;border:2px dashed var(--m);border-radius:6px;pointer-events:none}
.spot.shown{border:2px solid var(--a)}
.spot span{position:absolute;inset:-2px auto auto -2px;max-width:min(360px,calc(100vw - 32px));overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding:1px 8px;border-radius:6px;background:var(--s);color:var(--t);border:1px solid var(--m);font-size:12px}
.spot.shown span{background:var(--a);border-color:var(--a);color:var(--on)}
@media (max-width:520px){h2{flex:1 0 100%}.small h2{flex:1}header button{flex:1}.panel,.panel[data-side=start]{inset-inline:8px;width:auto;inset-block-end:8px;max-height:min(62vh,520px)}.panel[data-side=start]{inset-block:8px auto}.panel.small{width:auto;max-width:none}}
@media (forced-colors:active){.spot.shown{border-style:solid}header{border-bottom:1px solid}}
`;
