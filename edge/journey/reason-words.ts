import type { Forms } from './plural.ts';
import type { Language } from './text-choice.ts';

/** Codes of reasons. They are stable: reports and integrations use them. */
export type ReasonCode =
  | 'purchased'
  | 'bought-in-shop'
  | 'last-purchase'
  | 'overdue'
  | 'long-silence'
  | 'refunded'
  | 'cart-open'
  | 'shipping-cost'
  | 'payment-failed'
  | 'cart-abandoned'
  | 'product-views'
  | 'searched'
  | 'wishlisted'
  | 'member'
  | 'returning'
  | 'first-visit'
  | 'no-signal';

/** A reason in words, `{n}` its number; `cart-left-today` is what `cart-abandoned` says of a cart left on the same day. */
export type ReasonWords = Readonly<Record<ReasonCode | 'cart-left-today', Forms>>;

const IT: ReasonWords = {
  purchased: { one: 'Hai fatto un acquisto da noi', other: 'Hai fatto {n} acquisti da noi' },
  'bought-in-shop': 'Hai comprato anche in negozio',
  'last-purchase': { one: 'Il tuo ultimo acquisto è di ieri', other: 'Il tuo ultimo acquisto è di {n} giorni fa' },
  overdue: 'Di solito torni a comprare prima',
  'long-silence': 'Non ci vediamo da {n} giorni',
  refunded: { one: 'Un tuo acquisto è stato rimborsato', other: '{n} tuoi acquisti sono stati rimborsati' },
  'cart-open': { one: 'Hai un prodotto nel carrello', other: 'Hai {n} prodotti nel carrello' },
  'shipping-cost': 'Il costo di spedizione può essere stato un ostacolo',
  'payment-failed': 'Un pagamento non è andato a buon fine',
  'cart-abandoned': { one: 'Il tuo carrello aspetta da ieri', other: 'Il tuo carrello aspetta da {n} giorni' },
  'cart-left-today': 'Hai lasciato il carrello a metà',
  'product-views': { one: 'Hai guardato un prodotto', other: 'Hai guardato prodotti {n} volte' },
  searched: { one: 'Hai fatto una ricerca', other: 'Hai fatto {n} ricerche' },
  wishlisted: { one: 'Hai messo un prodotto tra i preferiti', other: 'Hai messo {n} prodotti tra i preferiti' },
  member: 'Fai parte del programma fedeltà',
  returning: 'È la tua visita numero {n}',
  'first-visit': 'Per quanto ne sappiamo, è la tua prima visita',
  'no-signal': 'Ti stiamo ancora conoscendo',
};

const EN: ReasonWords = {
  purchased: { one: 'You have bought from us', other: 'You have bought from us {n} times' },
  'bought-in-shop': 'You have also bought in a shop',
  'last-purchase': { one: 'Your last purchase was yesterday', other: 'Your last purchase was {n} days ago' },
  overdue: 'You usually buy again sooner',
  'long-silence': 'We have not met for {n} days',
  refunded: { one: 'A purchase of yours was refunded', other: '{n} purchases of yours were refunded' },
  'cart-open': { one: 'You have a product in your cart', other: 'You have {n} products in your cart' },
  'shipping-cost': 'The shipping cost may have stopped you',
  'payment-failed': 'A payment did not go through',
  'cart-abandoned': { one: 'Your cart has been waiting since yesterday', other: 'Your cart has been waiting for {n} days' },
  'cart-left-today': 'You left your cart half-way',
  'product-views': { one: 'You looked at a product', other: 'You looked at products {n} times' },
  searched: { one: 'You searched once', other: 'You searched {n} times' },
  wishlisted: { one: 'You saved a product for later', other: 'You saved {n} products for later' },
  member: 'You are a member of the loyalty programme',
  returning: 'This is visit number {n}',
  'first-visit': 'As far as we know, this is your first visit',
  'no-signal': 'We are still getting to know you',
};

const DE: ReasonWords = {
  purchased: { one: 'Sie haben bei uns eingekauft', other: 'Sie haben {n}-mal bei uns eingekauft' },
  'bought-in-shop': 'Sie haben auch in einer Filiale gekauft',
  'last-purchase': { one: 'Ihr letzter Einkauf war gestern', other: 'Ihr letzter Einkauf liegt {n} Tage zurück' },
  overdue: 'Normalerweise kaufen Sie früher wieder ein',
  'long-silence': 'Wir haben uns seit {n} Tagen nicht gesehen',
  refunded: { one: 'Einer Ihrer Einkäufe wurde erstattet', other: '{n} Ihrer Einkäufe wurden erstattet' },
  'cart-open': { one: 'Sie haben ein Produkt im Warenkorb', other: 'Sie haben {n} Produkte im Warenkorb' },
  'shipping-cost': 'Die Versandkosten haben Sie vielleicht abgehalten',
  'payment-failed': 'Eine Zahlung konnte nicht abgeschlossen werden',
  'cart-abandoned': { one: 'Ihr Warenkorb wartet seit gestern', other: 'Ihr Warenkorb wartet seit {n} Tagen' },
  'cart-left-today': 'Sie haben Ihren Einkauf noch nicht abgeschlossen',
  'product-views': { one: 'Sie haben sich ein Produkt angesehen', other: 'Sie haben sich {n}-mal Produkte angesehen' },
  searched: { one: 'Sie haben einmal gesucht', other: 'Sie haben {n}-mal gesucht' },
  wishlisted: { one: 'Sie haben sich ein Produkt gemerkt', other: 'Sie haben sich {n} Produkte gemerkt' },
  member: 'Sie nehmen am Treueprogramm teil',
  returning: 'Das ist Ihr {n}. Besuch',
  'first-visit': 'Soweit wir wissen, ist das Ihr erster Besuch',
  'no-signal': 'Wir lernen Sie gerade erst kennen',
};

const FR: ReasonWords = {
  purchased: { one: 'Vous avez fait un achat chez nous', other: 'Vous avez fait {n} achats chez nous' },
  'bought-in-shop': 'Vous avez aussi acheté en magasin',
  'last-purchase': { one: 'Votre dernier achat date d’hier', other: 'Votre dernier achat date d’il y a {n} jours' },
  overdue: 'D’habitude, vous revenez plus tôt',
  'long-silence': 'Nous ne nous sommes pas vus depuis {n} jours',
  refunded: { one: 'Un de vos achats a été remboursé', other: '{n} de vos achats ont été remboursés' },
  'cart-open': { one: 'Vous avez un produit dans votre panier', other: 'Vous avez {n} produits dans votre panier' },
  'shipping-cost': 'Les frais de livraison ont pu être un frein',
  'payment-failed': 'Un paiement n’a pas abouti',
  'cart-abandoned': { one: 'Votre panier vous attend depuis hier', other: 'Votre panier vous attend depuis {n} jours' },
  'cart-left-today': 'Vous avez laissé votre panier en cours de route',
  'product-views': { one: 'Vous avez regardé un produit', other: 'Vous avez regardé des produits {n} fois' },
  searched: { one: 'Vous avez fait une recherche', other: 'Vous avez fait {n} recherches' },
  wishlisted: { one: 'Vous avez mis un produit dans vos favoris', other: 'Vous avez mis {n} produits dans vos favoris' },
  member: 'Vous faites partie du programme de fidélité',
  returning: 'C’est votre {n}e visite',
  'first-visit': 'À notre connaissance, c’est votre première visite',
  'no-signal': 'Nous apprenons encore à vous connaître',
};

const ES: ReasonWords = {
  purchased: { one: 'Has hecho una compra con nosotros', other: 'Has hecho {n} compras con nosotros' },
  'bought-in-shop': 'También has comprado en tienda',
  'last-purchase': { one: 'Tu última compra fue ayer', other: 'Tu última compra fue hace {n} días' },
  overdue: 'Sueles volver a comprar antes',
  'long-silence': 'No nos vemos desde hace {n} días',
  refunded: { one: 'Se te ha reembolsado una compra', other: 'Se te han reembolsado {n} compras' },
  'cart-open': { one: 'Tienes un producto en el carrito', other: 'Tienes {n} productos en el carrito' },
  'shipping-cost': 'Los gastos de envío pueden haber sido un obstáculo',
  'payment-failed': 'Un pago no se ha completado',
  'cart-abandoned': { one: 'Tu carrito te espera desde ayer', other: 'Tu carrito te espera desde hace {n} días' },
  'cart-left-today': 'Has dejado el carrito a medias',
  'product-views': { one: 'Has mirado un producto', other: 'Has mirado productos {n} veces' },
  searched: { one: 'Has hecho una búsqueda', other: 'Has hecho {n} búsquedas' },
  wishlisted: { one: 'Has guardado un producto en favoritos', other: 'Has guardado {n} productos en favoritos' },
  member: 'Formas parte del programa de fidelidad',
  returning: 'Esta es tu visita número {n}',
  'first-visit': 'Que sepamos, es tu primera visita',
  'no-signal': 'Todavía te estamos conociendo',
};

export const REASON_WORDS: Readonly<Record<Language, ReasonWords>> = { it: IT, en: EN, de: DE, fr: FR, es: ES };
