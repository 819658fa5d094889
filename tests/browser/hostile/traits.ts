/** What pages of the web do to those who come to them, one by one. A page is made of several (`pages.ts`). */
export interface Trait {
  name: string;
  /** style sheet */
  css?: string;
  /** runs before the tag */
  script?: string;
  /** markup at the start of the body */
  body?: string;
  /** markup at the end of the body */
  tail?: string;
  isRightToLeft?: true;
  /** markup in the head, before the tag */
  head?: string;
  headers?: Record<string, string>;
  /** no document type: quirks mode */
  isQuirky?: true;
  /** names of traits it cannot be combined with */
  not?: string[];
}

const NONCE = 'hostile';

/** Style sheets that mean everything they can reach. */
const STYLES: Trait[] = [
  { name: 'all unset', css: '*{all:unset!important}' },
  { name: 'div hidden', css: 'div{display:none!important}' },
  {
    name: 'sections and dialogs hidden',
    css: 'section,dialog,aside{display:none!important;visibility:hidden!important;opacity:0!important}',
  },
  { name: '10 pixel rem', css: 'html{font-size:10px!important}' },
  { name: '62.5 % rem', css: 'html{font-size:62.5%}body{font-size:1.6rem;line-height:3}' },
  { name: 'dark', css: 'body{background:#0b0c10;color:#e6e6e6}a{color:#9cf}' },
  { name: 'zoom', css: 'body{zoom:1.25}' },
  { name: 'body transform', css: 'body{transform:translateZ(0);will-change:transform}' },
  { name: 'body filter', css: 'body{filter:grayscale(.4)}' },
  { name: 'html cannot scroll', css: 'html{overflow:hidden!important;height:100%}body{height:100%;overflow:auto}' },
  { name: 'body is a grid', css: 'body{display:grid;grid-template-columns:1fr 1fr;gap:16px}' },
  { name: 'body is a flex row', css: 'body{display:flex;flex-wrap:wrap;gap:8px}body>*{flex:1 1 40%}' },
  { name: 'text in capitals', css: '*{text-transform:uppercase!important;letter-spacing:4px!important;text-align:justify!important}' },
  {
    name: 'first and last child',
    css: 'body>:last-child{display:none!important}tappa-slot>*{position:absolute!important;left:-9999px!important}',
  },
  {
    name: 'everything invisible but main',
    css: 'tappa-slot *{opacity:0!important;visibility:hidden!important;pointer-events:none!important}',
  },
  { name: 'everything moves', css: '*{transition:all 3s!important;animation:none!important}' },
];

/** Documents of another kind. */
const DOCUMENTS: Trait[] = [
  { name: 'right to left', isRightToLeft: true },
  { name: 'quirks mode', isQuirky: true, not: ['XHTML'] },
  { name: 'XHTML', headers: { 'Content-Type': 'application/xhtml+xml; charset=utf-8' }, not: ['quirks mode', 'document.write'] },
  { name: 'base address', head: '<base href="https://elsewhere.invalid/deep/path/"/>' },
  {
    name: 'overlay above all',
    body: '<b style="position:fixed;inset:0 0 auto auto;width:120px;height:80px;z-index:2147483647;background:#c00">Sale</b>',
    not: ['strict policy'],
  },
  {
    name: 'frames',
    body: '<iframe title="one" srcdoc="&lt;p&gt;one&lt;/p&gt;"></iframe><iframe title="two" sandbox="" srcdoc="&lt;p&gt;two&lt;/p&gt;"></iframe>',
  },
  { name: 'thousands of elements', tail: `<ul>${'<li><i>x</i></li>'.repeat(4_000)}</ul>` },
  {
    name: 'strict policy',
    headers: {
      'Content-Security-Policy': `default-src 'self'; script-src 'nonce-${NONCE}' 'strict-dynamic'; style-src 'nonce-${NONCE}'; connect-src *; frame-src *; require-trusted-types-for 'script'; trusted-types 'none'; base-uri *`,
    },
    not: ['overlay above all', 'document.write', 'JSON by eval'],
  },
];

/** Scripts that make the language theirs. */
const SCRIPTS: Trait[] = [
  { name: 'history frozen', script: 'Object.freeze(window.history);Object.freeze(History.prototype)' },
  {
    name: 'arrays extended',
    script: 'Array.prototype.last=function(){return this[this.length-1]};Array.prototype.contains=function(x){return this.indexOf(x)>=0}',
  },
  {
    name: 'objects extended',
    script:
      'Object.prototype.extend=function(){return this};Object.prototype.owner="page";String.prototype.trimmed=function(){return this}',
  },
  { name: 'remove overwritten', script: 'Element.prototype.remove=function(){return this}' },
  {
    name: 'Promise polyfilled',
    script:
      'var N=Promise;window.Promise=function(f){var p=new N(f);this.then=function(a,b){return p.then(a,b)};this["catch"]=function(b){return p["catch"](b)}};window.Promise.resolve=function(v){return new window.Promise(function(r){r(v)})};window.Promise.reject=function(v){return new window.Promise(function(_,r){r(v)})}',
  },
  {
    name: 'fetch replaced',
    script:
      'window.fetch=function(u,o){o=o||{};return new Promise(function(ok,no){var x=new XMLHttpRequest();x.open(o.method||"GET",u);x.onload=function(){ok({ok:x.status<300,status:x.status,text:function(){return Promise.resolve(x.responseText)},json:function(){return Promise.resolve(JSON.parse(x.responseText))}})};x.onerror=function(){no(new TypeError("no"))};x.send(o.body)})}',
  },
  {
    name: 'querySelector patched',
    script: 'document.querySelector=function(s){return null};document.querySelectorAll=function(s){return []}',
  },
  { name: 'bind broken', script: 'Function.prototype.bind=function(self){var f=this;return function(){return f.call(self)}}' },
  {
    name: 'lists and texts as Prototype.js had them',
    script:
      'Array.from=function(it){if(!it)return[];var n=it.length||0,r=new Array(n);while(n--)r[n]=it[n];return r};Array.prototype.reduce=function(){return this.length>1?this:this[0]};Array.prototype.entries=function(){return this.slice()};Array.prototype.toJSON=function(){var s=[];for(var i=0;i<this.length;i++)s.push(JSON.stringify(this[i]));return "["+s.join(", ")+"]"};String.prototype.toJSON=function(){return \'"\'+this+\'"\'};Number.prototype.toJSON=function(){return ""+this}',
  },
  {
    name: 'JSON by eval',
    script: 'JSON.parse=function(t){return (0,eval)("("+t+")")}',
    not: ['strict policy'],
  },
  {
    name: 'JSON.stringify of its own',
    script: `JSON.stringify=function s(v){
      if(v&&typeof v.toJSON=="function")v=v.toJSON();
      if(typeof v=="string")return '"'+v.replace(/["\\\\]/g,"\\\\$&").replace(/\\n/g,"\\\\n")+'"';
      if(!v||typeof v!="object")return v===undefined||typeof v=="function"?undefined:String(v);
      if(Array.isArray(v))return "["+v.map(function(x){return s(x)||"null"}).join(",")+"]";
      return "{"+Object.keys(v).map(function(k){var t=s(v[k]);return t&&s(k)+":"+t}).filter(Boolean).join(",")+"}"}`,
  },
  {
    name: 'document.write',
    script:
      'addEventListener("load",function(){var h=document.documentElement.outerHTML.replace(/<script[\\s\\S]*?<.script>/g,"");document.open();document.write("<!doctype html>"+h);document.close()})',
    not: ['XHTML', 'strict policy', 'quirks mode'],
  },
  {
    name: 'styles at runtime',
    script: 'addEventListener("load",function(){document.body.setAttribute("data-ready","yes");document.title="ready"})',
  },
];

export const TRAITS: readonly Trait[] = [...STYLES, ...DOCUMENTS, ...SCRIPTS];
export { NONCE };
