/** Style of the start page, inside it: nothing else to load. Light and dark follow the system. */
export const START_STYLE = `
:root{color-scheme:light dark;--paper:light-dark(#fbf8f3,#171412);--card:light-dark(#fff,#221e1a);--ink:light-dark(#26201b,#f3ede4);--soft:light-dark(#6a6058,#b4a99c);--line:light-dark(#e5dccf,#3a332d);--accent:light-dark(#b4482b,#f0906c)}
*,:before,:after{box-sizing:border-box}*{margin:0}
body{background:radial-gradient(60rem 30rem at 85% -10%,color-mix(in srgb,var(--accent) 14%,transparent),transparent),var(--paper);color:var(--ink);font:1.0625rem/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;min-height:100vh}
input{position:absolute;opacity:0}
#it:checked~main [lang=en]:not(label),#en:checked~main [lang=it]:not(label){display:none}
main{max-width:66rem;margin:0 auto;padding:1.5rem clamp(1rem,4vw,2.5rem) 3rem}
header{display:flex;justify-content:space-between;align-items:center;margin-bottom:clamp(2.5rem,9vh,6rem)}
.logo{display:flex;gap:.55rem;align-items:center;font-size:1.3rem;font-weight:650;letter-spacing:-.02em}.logo svg{width:1.9rem;color:var(--accent)}
header nav{display:flex;border:1px solid var(--line);border-radius:99px;padding:.2rem;background:var(--card)}
label{padding:.3rem .9rem;border-radius:99px;cursor:pointer;font-size:.9rem;color:var(--soft)}
#it:checked~main label[for=it],#en:checked~main label[for=en]{background:var(--ink);color:var(--paper)}
#it:focus-visible~main label[for=it],#en:focus-visible~main label[for=en],a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
h1{font:500 clamp(2.3rem,6.4vw,4.4rem)/1.06 ui-serif,"Iowan Old Style",Palatino,Georgia,serif;letter-spacing:-.025em;text-wrap:balance}
.lead{max-width:44rem;margin:1.6rem 0 3.2rem;color:var(--soft);font-size:1.15rem}
.way{list-style:none;padding:0;display:grid;grid-template-columns:repeat(5,1fr);margin-bottom:3.2rem}
.way li{position:relative;padding:1.7rem 1rem 0 0}
.way li:before{content:"";position:absolute;top:.42rem;left:0;right:0;border-top:2px dashed var(--line)}
.way li:last-child:before{right:50%}
.way li:after{content:"";position:absolute;top:0;left:0;width:.95rem;height:.95rem;border-radius:50%;background:var(--paper);border:3px solid var(--accent)}
.way li:nth-child(3):after{background:var(--accent)}
.way b{display:block;font-size:1rem;margin-bottom:.2rem}.way li>span{display:block;color:var(--soft);font-size:.92rem;line-height:1.4}
.doors{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem}
.doors a{display:block;padding:1.4rem;border:1px solid var(--line);border-radius:18px;background:var(--card);color:inherit;text-decoration:none;transition:transform .18s,box-shadow .18s,border-color .18s}
.doors a:hover{transform:translateY(-3px);border-color:var(--accent);box-shadow:0 14px 34px -22px var(--accent)}
.doors svg{width:1.8rem;fill:none;stroke:var(--accent);stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.doors b{display:block;margin:.6rem 0 .15rem;font-size:1.1rem}.doors a>span{color:var(--soft);font-size:.95rem}
footer{margin-top:3rem;color:var(--soft);font-size:.88rem}
@media(max-width:50rem){.way{grid-template-columns:1fr}.way li{padding:0 0 1.1rem 1.9rem}.way li:before{top:.4rem;bottom:-.4rem;left:.42rem;right:auto;border:0;border-left:2px dashed var(--line)}.way li:last-child:before{display:none}.way li:after{top:.28rem}}
@media(prefers-reduced-motion:reduce){.doors a{transition:none}}
`;
