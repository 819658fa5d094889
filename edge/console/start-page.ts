import { TAPPA_VERSION } from '../../shared/protocol.ts';
import { START_STYLE } from './start-style.ts';

/** Words in both languages: both are in the page, and a switch that needs no script shows one. */
interface Words {
  it: string;
  en: string;
}

const STOPS: readonly { name: Words; text: Words }[] = [
  {
    name: { it: 'Acquisizione', en: 'Acquisition' },
    text: { it: 'Prima visita: si parte da ciò che piace a tutti.', en: 'First visit: it starts from what everybody likes.' },
  },
  {
    name: { it: 'Sperimentazione', en: 'Experimentation' },
    text: {
      it: 'Guarda, confronta, riempie il carrello: i consigli la seguono.',
      en: 'She looks, compares, fills a cart: the picks follow her.',
    },
  },
  {
    name: { it: 'Fidelizzazione', en: 'Loyalty' },
    text: { it: 'Ha comprato: un grazie, una domanda, ciò che si abbina.', en: 'She bought: a thank-you, a question, what goes with it.' },
  },
  {
    name: { it: 'Mantenimento', en: 'Retention' },
    text: { it: 'Torna, online o in negozio: punti e premi alla mano.', en: 'She returns, online or in a shop: points at hand.' },
  },
  {
    name: { it: 'Recupero', en: 'Recovery' },
    text: { it: 'Si allontana: un motivo vero per tornare.', en: 'She drifts away: a true reason to come back.' },
  },
];

const DOORS: readonly { href: string; name: Words; text: Words; icon: string }[] = [
  {
    href: '/shop/',
    name: { it: 'Il negozio di prova', en: 'The demo shop' },
    text: {
      it: 'Guarda, riempi il carrello, vattene, torna: Tappa se ne accorge.',
      en: 'Look around, fill a cart, leave, come back: Tappa notices.',
    },
    icon: 'M4 9h16l-1.2 11H5.2zM8 9a4 4 0 0 1 8 0',
  },
  {
    href: '/console/',
    name: { it: 'La console', en: 'The console' },
    text: {
      it: 'Regole in parole semplici, visitatori, catalogo, negozi, risultati.',
      en: 'Rules in plain words, visitors, catalog, shops, results.',
    },
    icon: 'M4 20V10m5.3 10V4m5.4 16v-7M20 20V8',
  },
  {
    href: '/v1/openapi.json',
    name: { it: 'Le API', en: 'The API' },
    text: {
      it: 'Il documento OpenAPI 3.1: tutto ciò che un programma può chiedere.',
      en: 'The OpenAPI 3.1 document: all that a program may ask.',
    },
    icon: 'M8 6l-5 6 5 6m8-12l5 6-5 6M13.5 4l-3 16',
  },
];

/**
 * The page at `/`: what Tappa is, and the ways in. Complete in itself: no script, no font, no picture from elsewhere.
 * @param acceptLanguage header of the request; whoever prefers neither language starts in Italian
 */
export function startPage(acceptLanguage = ''): string {
  const language = /^\s*(it|en)\b|,\s*(it|en)\b/i.exec(acceptLanguage)?.[0]?.replace(/[,\s]/g, '').toLowerCase() === 'en' ? 'en' : 'it';
  const checked = (of: string) => (of === language ? ' checked' : '');
  const stops = STOPS.map(({ name, text }) => `<li><b>${both(name)}</b><span>${both(text)}</span></li>`).join('');
  const doors = DOORS.map(
    ({ href, name, text, icon }) =>
      `<a href="${href}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="${icon}"/></svg><b>${both(name)}</b><span>${both(text)}</span></a>`,
  ).join('');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tappa</title>
<meta name="description" content="Tappa: un tag, un solo viaggio, online e in negozio. One tag, one journey, online and in the shop.">
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(mark('#b4482b'))}">
<style>${START_STYLE}</style>
</head>
<body>
<input type="radio" name="language" id="it"${checked('it')}><input type="radio" name="language" id="en"${checked('en')}>
<main>
<header><span class="logo">${mark('currentColor')}Tappa</span><nav aria-label="Lingua · Language"><label for="it" lang="it">Italiano</label><label for="en" lang="en">English</label></nav></header>
<h1>${both({ it: 'Ogni visita è una tappa<br>dello stesso viaggio.', en: 'Every visit is a leg<br>of the same journey.' })}</h1>
<p class="lead">${both({
    it: 'Tappa riconosce a che punto è chi visita il tuo sito e risponde subito: i prodotti giusti, il carrello pronto nel negozio più vicino, i punti che ha già, la domanda da fare dopo un acquisto. Un solo tag nella pagina, niente da programmare.',
    en: 'Tappa sees how far along the people on your site are and answers at once: the right products, the cart ready in the nearest shop, the points they already have, the question to ask after a purchase. One tag in the page, nothing to program.',
  })}</p>
<ol class="way">${stops}</ol>
<nav class="doors" aria-label="Tappa">${doors}</nav>
<footer>Tappa ${TAPPA_VERSION} · ${both({ it: 'nessun dato lascia questa installazione', en: 'no data leaves this installation' })}</footer>
</main>
</body>
</html>`;
}

function both({ it, en }: Words): string {
  return `<span lang="it">${it}</span><span lang="en">${en}</span>`;
}

/** Two stops and the way between them. */
function mark(color: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="${color}" stroke-width="3" stroke-linecap="round"><circle cx="7" cy="24" r="4"/><circle cx="25" cy="8" r="4" fill="${color}"/><path d="M11 24h7a5 5 0 0 0 0-10h-3a5 5 0 0 1-4-6"/></svg>`;
}
