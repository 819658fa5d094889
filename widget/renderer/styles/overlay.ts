/**
 * What only a floating block needs: a bar along the bottom, a card in the corner, a dialog in the middle. Where its words are more than fit,
 * what to do next stays in view. On a screen as low as one zoomed to 400 % it may take all of it; on paper it is not there.
 */
export const OVERLAY_CSS = `
:host([data-float]){display:contents!important}
.bar,.corner,.modal{position:fixed;z-index:2147483647;box-shadow:0 1px 3px #0003,0 12px 40px #0004}
.bar .body,.corner .body,.modal .body{overflow:hidden auto;margin:-4px -1.25em;padding:4px 1.25em}
.corner{inset:auto;inset-block-end:16px;inset-inline-end:16px;width:min(384px,100vw - 32px);max-height:min(640px,100vh - 32px)}
.bar{inset:auto 0 0;width:auto;max-height:70vh;border-width:1px 0 0;border-radius:0;padding-inline:max(1.25em,50vw - 560px);padding-block-end:max(1.25em,env(safe-area-inset-bottom))}
.modal{inset:0;margin:auto;width:min(544px,100vw - 32px);height:fit-content;max-width:none;max-height:calc(100vh - 32px);outline:0}
.modal::backdrop{background:#0009}
@media (max-width:480px){.corner{inset-inline:8px;inset-block-end:8px;width:auto}}
@media (min-width:768px){.bar.message .body,.bar.loyalty-prompt .body{flex-direction:row;flex-wrap:wrap;align-items:center;gap:.5em 1.5em}.bar.message .body>p{flex:1}.bar .progress{flex:0 1 16em}}
@media (min-height:480px){.frame:not(.inline) .buttons{position:sticky;inset-block-end:-4px;align-self:stretch;margin-block:-.5em;padding-block:.5em;background:var(--s)}}
.frame:not(.inline) .turn{inset-inline-end:calc(.75em + 44px)}
.frame.bar .turn{inset-inline-end:calc(max(1.25em,50vw - 560px) + 36px)}
@media (max-height:400px){.frame:not(.inline){max-height:calc(100vh - 16px);padding-block:.5em}}
@media print{.frame:not(.inline){display:none}}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (prefers-reduced-motion:no-preference){.modal::backdrop{animation:appear .24s ease-out}}
`;
