import type { ColorId, LineId, Localized } from './types.ts';

/** The colours of the house: dyed, glazed and painted to the same card. */
export const COLORS: Readonly<Record<ColorId, { hex: string; name: Localized }>> = {
  terracotta: { hex: '#c26a49', name: { it: 'terracotta', en: 'terracotta' } },
  sand: { hex: '#d8c09b', name: { it: 'sabbia', en: 'sand' } },
  sage: { hex: '#9dab8f', name: { it: 'salvia', en: 'sage' } },
  olive: { hex: '#7d7c4b', name: { it: 'oliva', en: 'olive' } },
  night: { hex: '#33435c', name: { it: 'blu notte', en: 'night blue' } },
  dusty: { hex: '#8aa2b6', name: { it: 'carta da zucchero', en: 'dusty blue' } },
  ivory: { hex: '#ece2d0', name: { it: 'avorio', en: 'ivory' } },
  rust: { hex: '#a4512f', name: { it: 'ruggine', en: 'rust' } },
  ochre: { hex: '#d19c42', name: { it: 'ocra', en: 'ochre' } },
  plum: { hex: '#714659', name: { it: 'prugna', en: 'plum' } },
  rose: { hex: '#d5a399', name: { it: 'rosa antico', en: 'dusty rose' } },
  charcoal: { hex: '#45423f', name: { it: 'carbone', en: 'charcoal' } },
  forest: { hex: '#435a4c', name: { it: 'verde bosco', en: 'forest green' } },
  natural: { hex: '#cba97b', name: { it: 'naturale', en: 'natural' } },
  walnut: { hex: '#7f573a', name: { it: 'noce', en: 'walnut' } },
  tan: { hex: '#b3763f', name: { it: 'cuoio', en: 'tan' } },
  white: { hex: '#f4f1ea', name: { it: 'bianco', en: 'white' } },
  brass: { hex: '#c8a352', name: { it: 'ottone', en: 'brass' } },
};

/** Collections: a place in Italy each, and a sentence about it. */
export const LINES: Readonly<Record<LineId, { name: string; story: Localized }>> = {
  salina: {
    name: 'Salina',
    story: {
      it: 'Salina nasce dai colori delle Eolie: terra cotta al sole, sabbia nera, il bianco delle case.',
      en: 'Salina takes its colours from the Aeolian Islands: sun-baked earth, dark sand, white-washed houses.',
    },
  },
  brera: {
    name: 'Brera',
    story: {
      it: 'Brera è la nostra linea di città: segni netti, poche parti, tutte necessarie.',
      en: 'Brera is our city line: clean strokes, few parts, every one of them needed.',
    },
  },
  dolomia: {
    name: 'Dolomia',
    story: {
      it: 'Dolomia porta in casa la lana delle valli alpine, filata grossa e lavata poco.',
      en: 'Dolomia brings home the wool of the Alpine valleys, spun thick and washed gently.',
    },
  },
  laguna: {
    name: 'Laguna',
    story: {
      it: 'Laguna guarda Venezia al mattino: vetro, acqua ferma, un azzurro che non grida.',
      en: 'Laguna looks at Venice in the morning: glass, still water, a blue that never shouts.',
    },
  },
  murgia: {
    name: 'Murgia',
    story: {
      it: 'Murgia ha la pazienza della pietra pugliese: superfici grezze, forme piene.',
      en: 'Murgia has the patience of Apulian stone: raw surfaces, generous shapes.',
    },
  },
  langhe: {
    name: 'Langhe',
    story: {
      it: 'Langhe è l’autunno in Piemonte: vino, noce, nebbia sulle colline.',
      en: 'Langhe is autumn in Piedmont: wine, walnut, mist over the hills.',
    },
  },
  maremma: {
    name: 'Maremma',
    story: {
      it: 'Maremma lavora cuoio, paglia e giunco come li lavorano i butteri: per durare.',
      en: 'Maremma works leather, straw and rush as the herdsmen do: to last.',
    },
  },
  ortigia: {
    name: 'Ortigia',
    story: {
      it: 'Ortigia è barocco in sottovoce: una curva in più, un tono di pietra chiara.',
      en: 'Ortigia is baroque in a low voice: one more curve, a shade of pale stone.',
    },
  },
  carso: {
    name: 'Carso',
    story: {
      it: 'Carso è asciutto come il vento di Trieste: grigi, verdi e niente di superfluo.',
      en: 'Carso is as dry as the wind of Trieste: greys, greens and nothing to spare.',
    },
  },
  giudecca: {
    name: 'Giudecca',
    story: {
      it: 'Giudecca ricorda i laboratori degli anni Sessanta: colori decisi e buonumore.',
      en: 'Giudecca recalls the workshops of the Sixties: decided colours and good humour.',
    },
  },
};
