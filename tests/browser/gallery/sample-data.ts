/** Sample blocks of every kind in Italian and English, as the edge would word them. */
import type { Block, BlockContents, BlockKind, BlockLabels, Placement, StoreOffer } from '../../../shared/schemas/block.ts';

export type Language = 'it' | 'en';

const LABELS: Record<Language, BlockLabels> = {
  it: {
    close: 'Chiudi',
    why: 'Perché vedo questo?',
    previous: 'Prodotti precedenti',
    next: 'Prodotti successivi',
    less: 'Meno contenuti così',
    reset: 'Ricomincia il mio percorso',
    download: 'Scarica i miei dati',
    erase: 'Elimina i miei dati',
    confirmErase: 'Vuoi davvero eliminare tutti i tuoi dati? Non si può tornare indietro.',
    done: 'Fatto.',
  },
  en: {
    close: 'Close',
    why: 'Why am I seeing this?',
    previous: 'Previous products',
    next: 'Next products',
    less: 'Less like this',
    reset: 'Reset my journey',
    download: 'Download my data',
    erase: 'Delete my data',
    confirmErase: 'Do you really want to delete all your data? This cannot be undone.',
    done: 'Done.',
  },
};

type Words = readonly [it: string, en: string];
const say = (language: Language, [it, en]: Words) => (language === 'it' ? it : en);

const PRODUCTS: readonly { id: string; name: Words; brand: string; price: Words; was?: Words; because?: Words }[] = [
  {
    id: 'lamp-arco',
    name: ['Lampada da terra Arco in ottone', 'Arco brass floor lamp'],
    brand: 'Lume',
    price: ['189,00 €', '€189.00'],
    was: ['249,00 €', '€249.00'],
    because: ['Perché hai guardato Lampada Volta', 'Because you looked at Volta lamp'],
  },
  {
    id: 'lamp-volta',
    name: ['Lampada da tavolo Volta', 'Volta table lamp'],
    brand: 'Lume',
    price: ['89,90 €', '€89.90'],
    because: ['Perché hai guardato Applique Sera', 'Because you looked at Sera wall light'],
  },
  {
    id: 'chair-nido',
    name: ['Poltroncina Nido in lana bouclé, tinta naturale', 'Nido armchair in natural bouclé wool'],
    brand: 'Casa Alba',
    price: ['329,00 €', '€329.00'],
  },
  { id: 'vase-onda', name: ['Vaso Onda', 'Onda vase'], brand: 'Terra Cotta', price: ['34,50 €', '€34.50'], was: ['42,00 €', '€42.00'] },
  {
    id: 'rug-sabbia',
    name: ['Tappeto Sabbia 160 × 230', 'Sabbia rug 160 × 230'],
    brand: 'Filo',
    price: ['219,00 €', '€219.00'],
    because: ['Spesso scelto con Poltroncina Nido', 'Often chosen with Nido armchair'],
  },
  { id: 'table-luna', name: ['Tavolino Luna in rovere', 'Luna oak side table'], brand: 'Casa Alba', price: ['149,00 €', '€149.00'] },
  { id: 'mirror-disco', name: ['Specchio Disco', 'Disco mirror'], brand: 'Riflesso', price: ['119,00 €', '€119.00'] },
  { id: 'throw-nebbia', name: ['Plaid Nebbia', 'Nebbia throw'], brand: 'Filo', price: ['59,00 €', '€59.00'] },
];

function recommendations(language: Language): BlockContents['recommendations'] {
  return {
    title: say(language, ['Scelti per te', 'Picked for you']),
    items: PRODUCTS.map(({ id, name, brand, price, was, because }) => ({
      item_id: id,
      title: say(language, name),
      url: `/product/${id}`,
      imageUrl: `/picture/${id}.svg`,
      brand,
      priceText: say(language, price),
      ...(was && { wasPriceText: say(language, was) }),
      ...(because && { reason: say(language, because) }),
    })),
  };
}

function shop(
  language: Language,
  code: string,
  name: string,
  address: string,
  distanceMeters: number,
  open: boolean,
  whole: boolean,
): StoreOffer {
  const km = (distanceMeters / 1000).toFixed(1);
  return {
    storeCode: code,
    name,
    address,
    distanceMeters,
    distanceText: say(language, [`${km.replace('.', ',')} km`, `${km} km`]),
    open,
    hoursText: say(language, open ? ['aperto fino alle 19:30', 'open until 19:30'] : ['apre domani alle 9:00', 'opens tomorrow at 9:00']),
    whole,
    stockText: say(language, whole ? ['tutto il carrello', 'the whole cart'] : ['2 prodotti su 3', '2 of 3 products']),
    telephone: '+39 02 5550 0100',
    url: `/shops/${code}`,
  };
}

function storeNotice(language: Language): BlockContents['store-notice'] {
  return {
    title: say(language, ['Il tuo carrello ti aspetta in negozio', 'Your cart is waiting in the shop']),
    text: say(language, [
      'Oggi lo trovi in Corso Buenos Aires, senza spese di spedizione.',
      'Find it today in Corso Buenos Aires, with no shipping cost.',
    ]),
    store: shop(language, 'milano-buenos-aires', 'Milano Buenos Aires', 'Corso Buenos Aires 33, 20124 Milano', 1_200, true, false),
    lines: [
      {
        item_id: 'lamp-volta',
        title: say(language, PRODUCTS[1]!.name),
        imageUrl: '/picture/lamp-volta.svg',
        wanted: 1,
        inStock: 4,
        text: say(language, ['4 disponibili', '4 available']),
      },
      {
        item_id: 'vase-onda',
        title: say(language, PRODUCTS[3]!.name),
        imageUrl: '/picture/vase-onda.svg',
        wanted: 2,
        inStock: 2,
        text: say(language, ['2 disponibili', '2 available']),
      },
      {
        item_id: 'rug-sabbia',
        title: say(language, PRODUCTS[4]!.name),
        imageUrl: '/picture/missing.svg',
        wanted: 1,
        inStock: 0,
        text: say(language, ['non in questo negozio', 'not in this shop']),
      },
    ],
    benefits: [say(language, ['Nessuna spesa di spedizione', 'No shipping cost']), say(language, ['Pronto oggi', 'Ready today'])],
    others: [
      shop(language, 'milano-torino', 'Milano Torino', 'Via Torino 12, 20123 Milano', 2_600, true, true),
      shop(language, 'monza-centro', 'Monza Centro', 'Via Italia 4, 20900 Monza', 14_800, false, true),
    ],
    othersLabel: say(language, ['Altri negozi vicini', 'Other shops nearby']),
    asOfText: say(language, ['Disponibilità aggiornata alle 14:05', 'Stock as of 14:05']),
    asOf: '2026-11-20T13:05:00.000Z',
    action: { label: say(language, ['Indicazioni', 'Directions']), url: 'https://maps.example/?q=45.47,9.2' },
    call: { label: say(language, ['Chiama', 'Call']), url: 'tel:+390255500100' },
  };
}

function loyaltyPrompt(language: Language): BlockContents['loyalty-prompt'] {
  return {
    title: say(language, ['Bentornata, Giulia', 'Welcome back, Giulia']),
    text: say(language, ['I tuoi punti valgono anche in negozio.', 'Your points are good in our shops, too.']),
    pointsText: say(language, ['320 punti', '320 points']),
    tierText: say(language, ['Argento', 'Silver']),
    progress: { value: 320, max: 500, text: say(language, ['Ancora 180 punti per il livello Oro', '180 points to go to Gold']) },
    earnText: say(language, ['Con questo carrello guadagni 45 punti', 'This cart earns 45 points']),
    action: { label: say(language, ['I miei vantaggi', 'My benefits']), url: '/account/loyalty' },
  };
}

function feedback(language: Language): BlockContents['feedback'] {
  return {
    title: say(language, ['Com’è andata?', 'How did it go?']),
    question: say(language, [
      'Quanto consiglieresti il nostro negozio a un amico?',
      'How likely are you to recommend our shop to a friend?',
    ]),
    questionId: 'nps',
    orderId: 'order-77',
    input: {
      type: 'scale',
      min: 0,
      max: 10,
      minLabel: say(language, ['Per niente', 'Not at all']),
      maxLabel: say(language, ['Moltissimo', 'Very likely']),
    },
    commentLabel: say(language, ['Vuoi dirci perché?', 'Would you tell us why?']),
    submitLabel: say(language, ['Invia', 'Send']),
    thanks: say(language, ['Grazie, ci aiuti a fare meglio.', 'Thank you, you help us do better.']),
  };
}

/** A question with answers to choose from, and no comment after it. */
export function choiceFeedback(language: Language): BlockContents['feedback'] {
  const options: readonly (readonly [string, Words])[] = [
    ['shipping', ['Le spese di spedizione', 'The cost of shipping']],
    ['price', ['Il prezzo', 'The price']],
    ['time', ['I tempi di consegna', 'The delivery time']],
    ['looking', ['Sto solo guardando', 'I am just looking']],
  ];
  return {
    title: say(language, ['Prima di andare', 'Before you go']),
    question: say(language, ['Che cosa ti ha fermato?', 'What stopped you?']),
    questionId: 'leaving',
    input: { type: 'choice', options: options.map(([value, label]) => ({ value, label: say(language, label) })) },
    commentLabel: '',
    submitLabel: '',
    thanks: say(language, ['Grazie per avercelo detto.', 'Thank you for telling us.']),
  };
}

function message(language: Language): BlockContents['message'] {
  return {
    title: say(language, ['Reso gratuito in negozio', 'Free returns in our shops']),
    text: say(language, [
      'Hai 30 giorni per ripensarci. Porta con te lo scontrino, al resto pensiamo noi.',
      'You have 30 days to change your mind. Bring the receipt, we do the rest.',
    ]),
    action: { label: say(language, ['Scopri come', 'See how']), url: '/returns' },
  };
}

/** The three finder patterns of the smallest code and a filling that only looks like one. */
function codePath(size: number): string {
  const isFinder = (x: number, y: number) => {
    const [nearX, nearY] = [Math.min(x, size - 1 - x), Math.min(y, size - 1 - y)];
    if (nearX > 7 || nearY > 7 || (x > 7 && y > 7)) return undefined;
    const ring = Math.max(Math.abs(nearX - 3), Math.abs(nearY - 3));
    return ring === 3 || ring <= 1;
  };
  let path = '';
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) if (isFinder(x, y) ?? (x * 7 + y * 13 + x * y) % 5 < 2) path += `M${x} ${y}h1v1h-1z`;
  return path;
}

function cartHandoff(language: Language): BlockContents['cart-handoff'] {
  return {
    title: say(language, ['Porta con te il carrello', 'Take your cart along']),
    text: say(language, [
      'Inquadra il codice con il telefono e mostralo in negozio.',
      'Scan the code with your phone and show it in the shop.',
    ]),
    url: 'https://shop.example/c/7f3k9q',
    qr: { size: 25, path: codePath(25) },
    copyLabel: say(language, ['Copia il link', 'Copy the link']),
    copiedText: say(language, ['Link copiato.', 'Link copied.']),
    validUntilText: say(language, ['Valido fino a domani alle 14:05', 'Valid until tomorrow at 14:05']),
  };
}

const CONTENTS: { [K in BlockKind]: (language: Language) => BlockContents[K] } = {
  recommendations,
  'store-notice': storeNotice,
  'loyalty-prompt': loyaltyPrompt,
  feedback,
  message,
  'cart-handoff': cartHandoff,
};

/** A block of that kind; `change` replaces what a test is about. */
export function sampleBlock<K extends BlockKind>(
  kind: K,
  language: Language,
  change: Partial<Omit<Block, 'kind' | 'content'>> & { content?: BlockContents[K] } = {},
): Block {
  const placement: Placement = change.placement ?? 'inline';
  return {
    id: `${kind}-${placement}`,
    rule: `show-${kind}`,
    variant: 'control',
    slot: placement === 'inline' ? kind : 'overlay',
    when: { on: 'load' },
    reason: say(language, [
      'Perché nelle ultime visite hai guardato prodotti per il soggiorno.',
      'Because in your last visits you looked at things for the living room.',
    ]),
    labels: LABELS[language],
    kind,
    content: CONTENTS[kind](language),
    ...change,
    placement,
  } as Block;
}
