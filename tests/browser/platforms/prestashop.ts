import { html, json, LAMP, type Line, type PlatformShop, PRODUCTS, type Product, put, script } from './shop.ts';

const euros = (minor: number): string => `${(minor / 100).toFixed(2).replace('.', ',')} €`;

const presented = ({ id, sku, name, priceMinor }: Product): object => ({
  id_product: id,
  id_product_attribute: 0,
  name,
  reference: sku,
  price: euros(priceMinor),
  price_amount: priceMinor / 100,
  quantity: 86,
  manufacturer_name: 'Atelier',
});

const cartOf = (cart: readonly Line[]): object => ({
  products: cart.map(({ product, quantity }) => ({
    ...presented(product),
    attributes: { Colore: product.variant },
    quantity,
    cart_quantity: `${quantity}`,
  })),
  products_count: cart.reduce((sum, { quantity }) => sum + quantity, 0),
  totals: { total: { type: 'total', amount: 0, value: euros(0) } },
});

const details = (product: Product): string =>
  `<div class="js-product-details" id="product-details" data-product='${json({ ...presented(product), attributes: { 1: { id_attribute: '11', name: product.variant, group: 'Colore' } } })}'></div>`;

/** `prestashop` as the head has it, and the theme's script, which makes it an emitter when the rest of the page is there. */
const page = (name: string, body: string, cart: readonly Line[]): string =>
  html(
    script(
      `var prestashop = ${json({ cart: cartOf(cart), currency: { name: 'Euro', iso_code: 'EUR', sign: '€' }, page: { page_name: name } })};`,
    ),
    body +
      script(`
addEventListener('load', () => setTimeout(() => {
  const handlers = {};
  prestashop.handlers = () => Object.values(handlers).flat().length;
  prestashop.on = (name, hear) => (handlers[name] ??= []).push(hear);
  prestashop.removeListener = (name, hear) => (handlers[name] = (handlers[name] ?? []).filter((each) => each !== hear));
  prestashop.emit = (name, ...said) => (handlers[name] ?? []).forEach((hear) => hear(...said));
  prestashop.on('updateCart', (event) => (prestashop.cart = event.resp.cart));
}, 300));
const post = (query) => fetch('/carrello', { method: 'POST', body: new URLSearchParams(query) }).then((r) => r.json());
const told = (linkAction) => (resp) => prestashop.emit('updateCart', { reason: { idProduct: resp.id_product, idProductAttribute: 0, linkAction, cart: resp.cart }, resp });
window.shop = {
  ready: () => !!prestashop.emit && prestashop.handlers() > 1,
  add: (id_product, qty = 1) => post({ add: 1, action: 'update', id_product, qty }).then(told('add-to-cart')),
  remove: (id_product) => post({ delete: 1, action: 'update', id_product, qty: 0 }).then(told('delete-from-cart')),
  choose(markup) {
    document.querySelector('#product-details').outerHTML = markup;
    prestashop.emit('updatedProduct', { product_details: markup, id_product_attribute: 12 }, {});
  },
  filter: (products) => prestashop.emit('updateProductList', { rendered_products: '', products }),
};`),
  );

export const prestashop: PlatformShop = {
  part: 'prestashop',
  // One of them is the theme's own.
  handlers: 'window.prestashop?.handlers ? prestashop.handlers() - 1 : 0',
  page(path, cart) {
    if (path === '/it/') return page('index', '<main>Benvenuti</main>', cart);
    if (path === '/it/casa/4711-lampada.html') return page('product', details(LAMP), cart);
    if (path === '/it/3-casa') return page('category', `<div id="js-product-list">${PRODUCTS.length}</div>`, cart);
    if (path === '/it/carrello') return page('cart', '<div class="js-cart"></div>', cart);
    return undefined;
  },
  answer({ method, url, body }, cart) {
    if (method !== 'POST' || url !== '/carrello') return undefined;
    const fields = new URLSearchParams(body);
    const id = Number(fields.get('id_product'));
    put(cart, id, Number(fields.get('qty')), fields.has('add'));
    return { json: { success: true, id_product: id, id_product_attribute: 0, quantity: 1, cart: cartOf(cart), errors: '' } };
  },
};

/** The product's markup after another combination was chosen. */
export const combination = details({ ...LAMP, sku: 'LAMP-1-N', name: 'Lampada Aurora nera', variant: 'Nera', priceMinor: 9990 });
export const filtered = PRODUCTS.map(presented);
