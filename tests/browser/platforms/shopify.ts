import { type Answer, type Asked, html, json, LAMP, type Line, type PlatformShop, PRODUCTS, type Product, put, script } from './shop.ts';

const META = ({ id, sku, name, variant, priceMinor }: Product): object => ({
  id: id * 10,
  gid: `gid://shopify/Product/${id * 10}`,
  vendor: 'Atelier',
  type: 'Casa',
  handle: sku.toLowerCase(),
  variants: [
    { id, price: priceMinor, name: `${name} - ${variant}`, public_title: variant, sku },
    { id: id + 1000, price: priceMinor + 500, name: `${name} - Nera`, public_title: 'Nera', sku: '' },
  ],
  remote: false,
});

const ajaxCart = (cart: readonly Line[]): object => ({
  token: 'hWN2Y0VZ',
  note: null,
  attributes: {},
  total_price: cart.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0),
  item_count: cart.reduce((sum, { quantity }) => sum + quantity, 0),
  items: cart.map(({ product: { id, sku, name, variant, priceMinor }, quantity }) => ({
    id,
    variant_id: id,
    product_id: id * 10,
    key: `${id}:f1`,
    properties: {},
    quantity,
    title: `${name} - ${variant}`,
    price: priceMinor,
    final_price: priceMinor,
    final_line_price: priceMinor * quantity,
    sku,
    vendor: 'Atelier',
    handle: sku.toLowerCase(),
    product_title: name,
    variant_title: variant,
    variant_options: [variant],
    url: `/products/${sku.toLowerCase()}?variant=${id}`,
  })),
  currency: 'EUR',
});

/** What Shopify writes into the head of every page, and the three ways in which themes change a cart. */
const head = (meta: object): string =>
  script(`
window.Shopify = window.Shopify || {};
Shopify.shop = 'atelier.myshopify.com';
Shopify.locale = 'it';
Shopify.currency = { active: 'EUR', rate: '1.0' };
Shopify.routes = { root: '/it/' };
window.ShopifyAnalytics = window.ShopifyAnalytics || {};
window.ShopifyAnalytics.meta = window.ShopifyAnalytics.meta || {};
window.ShopifyAnalytics.meta.currency = 'EUR';
var meta = ${json(meta)};
for (var attr in meta) window.ShopifyAnalytics.meta[attr] = meta[attr];
const post = (path, body) => fetch(Shopify.routes.root + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then((r) => r.json());
window.shop = {
  // A theme whose drawer says nothing to anybody.
  add: (id, quantity = 1) => post('cart/add.js', { items: [{ id, quantity }] }),
  set: (id, quantity) => post('cart/change.js', { id: String(id), quantity }),
  // A theme with Shopify's standard events: the event comes first, then the change, by the Storefront API.
  addByEvent(id, quantity = 1) {
    let resolve;
    const event = new Event('shopify:cart:lines-update', { bubbles: true });
    Object.assign(event, { action: 'add', context: 'product', lines: [{ merchandiseId: 'gid://shopify/ProductVariant/' + id, quantity }], promise: new Promise((done) => (resolve = done)) });
    document.querySelector('main').dispatchEvent(event);
    return post('api/graphql.json', { id, quantity }).then((cart) => resolve({ cart }));
  },
};`);

export const shopify: PlatformShop = {
  part: 'shopify',
  handlers: '0',
  page(path) {
    if (path === '/') return html(head({ page: { pageType: 'home' } }), '<main>Benvenuti</main>');
    if (path === '/it/products/lamp-1')
      return html(head({ product: META(LAMP), page: { pageType: 'product', resourceType: 'product' } }), '<main><h1>Lampada</h1></main>');
    if (path === '/it/collections/casa')
      return html(head({ products: PRODUCTS.map(META), page: { pageType: 'collection' } }), '<main><h1>Casa</h1></main>');
    if (path === '/it/cart') return html(head({ page: { requestId: 'x' } }), '<main><h1>Carrello</h1></main>');
    return undefined;
  },
  answer({ url, body }: Asked, cart: Line[]): Answer | undefined {
    const path = url.replace(/\?.*/, '');
    if (path === '/it/cart.js') return { json: ajaxCart(cart) };
    const said = body ? (JSON.parse(body) as { id: number; quantity: number; items?: { id: number; quantity: number }[] }) : undefined;
    if (!said) return undefined;
    if (path === '/it/cart/add.js') for (const { id, quantity } of said.items ?? []) put(cart, id, quantity, true);
    else if (path === '/it/cart/change.js') put(cart, Number(said.id), said.quantity);
    else if (path === '/it/api/graphql.json') put(cart, said.id, said.quantity, true);
    else return undefined;
    return { json: { id: 'gid://shopify/Cart/1', totalQuantity: 1 }, cookies: ['cart=hWN2Y0VZ; path=/'] };
  },
};
