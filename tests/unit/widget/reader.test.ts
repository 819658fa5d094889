import { describe, expect, it } from 'vitest';
import { readArrival } from '../../../widget/reader/channel.ts';
import { asPageType, categoryOf, decidePageType, guessPageType, searchTermOf } from '../../../widget/reader/page-type.ts';

const shop = (path = '/') => new URL(path, 'https://shop.example');

describe('what an address says of its page', () => {
  it.each([
    ['/', 'home'],
    ['/it/', 'home'],
    ['/en-GB', 'home'],
    ['/index.html', 'home'],
    ['/?s=lampada', 'search'],
    ['/carrello', 'cart'],
    ['/it/cart/', 'cart'],
    ['/checkout/shipping', 'checkout'],
    ['/checkouts/cn/abc', 'checkout'],
    ['/cassa', 'checkout'],
    ['/checkout/grazie', 'confirmation'],
    ['/checkout/onepage/success/', 'confirmation'],
    ['/ordine-confermato', 'confirmation'],
    ['/cassa/order-received/99/', 'confirmation'],
    ['/ricerca?q=vaso', 'search'],
    ['/prodotti/lampada', 'product'],
    ['/it/products/lamp.html', 'product'],
    ['/collections/lamps/products/aurora', 'product'],
    ['/prodotti', 'list'],
    ['/categoria/lampade', 'list'],
    ['/collections/all', 'list'],
    ['/account/orders', 'account'],
    ['/accedi', 'account'],
    ['/chi-siamo', null],
    ['/lampada-aurora', null],
    ['/de/warenkorb', 'cart'],
    ['/panier', 'cart'],
    ['/carrito', 'cart'],
    ['/cesta', 'cart'],
    ['/kasse', 'checkout'],
    ['/commande', 'checkout'],
    ['/caisse', 'checkout'],
    ['/danke', 'confirmation'],
    ['/commande/merci', 'confirmation'],
    ['/gracias-por-tu-compra', 'confirmation'],
    ['/confirmation-commande', 'confirmation'],
    ['/bestellbestaetigung', 'confirmation'],
    ['/suche?q=lampe', 'search'],
    ['/recherche', 'search'],
    ['/buscar', 'search'],
    ['/produkt/lampe', 'product'],
    ['/fr/produits/lampe', 'product'],
    ['/producto/lampara', 'product'],
    ['/kategorie/lampen', 'list'],
    ['/cat%C3%A9gorie/lampes', 'list'],
    ['/kollektionen/sommer', 'list'],
    ['/coleccion/verano', 'list'],
    ['/konto', 'account'],
    ['/mein-konto', 'account'],
    ['/mon-compte', 'account'],
    ['/mi-cuenta/pedidos', 'account'],
    ['/versand', null],
    ['/bagno', null],
    ['/%E0%A4%A', null],
  ])('%s: %s', (path, type) => {
    expect(guessPageType(shop(path))).toBe(type);
  });

  it('finds the words looked for', () => {
    expect(searchTermOf(shop('/ricerca?page=2&q=lampada%20blu'))).toBe('lampada blu');
    expect(searchTermOf(shop('/ricerca?q='))).toBeNull();
  });
});

describe('the category that an address names', () => {
  it.each([
    ['/it/categoria/lampade-da-tavolo', 'list', 'lampade-da-tavolo'],
    ['/collections/summer', 'list', 'summer'],
    ['/c/12-scarpe', 'list', 'scarpe'],
    ['/12-scarpe', 'list', 'scarpe'],
    ['/categoria/casa/lampade/page/2/', 'list', 'lampade'],
    ['/shop/arredo/lampade.html', 'list', 'lampade'],
    ['/categor%C3%ADas/l%C3%A1mparas', 'list', 'lámparas'],
    ['/collections/summer/products/hat', 'product', 'summer'],
    ['/lampade/45-aurora.html', 'product', 'lampade'],
    ['/prodotti/lampada', 'product', undefined],
    ['/lampada-aurora', 'product', undefined],
    ['/collections/all', 'list', undefined],
    ['/prodotti', 'list', undefined],
    ['/carrello', 'cart', undefined],
    ['/lampade/%E0%A4%A', 'list', '%e0%a4%a'],
  ] as const)('%s, a %s: %s', (path, type, category) => {
    expect(categoryOf(shop(path), type)).toBe(category);
  });
});

describe('what a page is', () => {
  it('may be declared, by a name we know', () => {
    expect(['home', 'product', 'other', 'blog', '', undefined].map(asPageType)).toEqual(['home', 'product', 'other', ...Array(3)]);
  });

  it('goes by its acts, then its markup, then its address', () => {
    expect(decidePageType(new Set(['view_item']), 'list', shop('/abc'))).toBe('product');
    expect(decidePageType(new Set(), 'product', shop('/abc'))).toBe('product');
    expect(decidePageType(new Set(), undefined, shop('/prodotti/abc'))).toBe('product');
    expect(decidePageType(new Set(['view_item_list']), undefined, shop('/abc'))).toBe('list');
    expect(decidePageType(new Set(), undefined, shop('/abc'))).toBe('other');
  });

  it('is not mistaken by a cart drawer or a row of products on the home page', () => {
    expect(decidePageType(new Set(['view_cart']), undefined, shop('/'))).toBe('home');
    expect(decidePageType(new Set(['view_item']), 'list', shop('/'))).toBe('home');
    expect(decidePageType(new Set(['begin_checkout']), undefined, shop('/carrello'))).toBe('checkout');
  });
});

describe('where a visitor came from', () => {
  it.each([
    ['/', '', { channel: 'direct' }],
    ['/', 'https://www.google.it/', { channel: 'organic-search' }],
    ['/', 'https://l.instagram.com/', { channel: 'social' }],
    ['/', 'https://blog.example.org/post', { channel: 'referral' }],
    ['/lampada', 'https://shop.example/', { channel: '' }],
    ['/?utm_source=news&utm_medium=Email&utm_campaign=nov', '', { channel: 'email' }],
    ['/?utm_source=google&utm_medium=cpc', 'https://www.google.it/', { channel: 'paid-search' }],
    ['/?utm_source=facebook&utm_medium=cpc', '', { channel: 'paid-social' }],
    ['/?utm_source=vetrina&utm_medium=qr', '', { channel: 'qr' }],
    ['/?utm_source=partner', '', { channel: 'campaign' }],
    ['/?gclid=abc', 'https://www.google.it/', { channel: 'paid-search' }],
    ['/?fbclid=abc', '', { channel: 'social' }],
  ])('%s from "%s"', (path, referrer, arrival) => {
    expect(readArrival(shop(path), referrer)).toEqual(arrival);
  });
});
