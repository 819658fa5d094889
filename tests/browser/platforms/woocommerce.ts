import { html, JQUERY, json, LAMP, type Line, type PlatformShop, PRODUCTS, put, script } from './shop.ts';

const storeCart = (cart: readonly Line[]): object => ({
  coupons: [],
  items: cart.map(({ product: { id, sku, name, priceMinor }, quantity }) => ({
    key: `key${id}`,
    id,
    type: 'simple',
    quantity,
    name: `${name} &#8211; Atelier`,
    sku,
    permalink: `https://shop.example/negozio/prodotto/${sku}/`,
    images: [],
    variation: [],
    prices: {
      price: `${priceMinor}`,
      regular_price: `${priceMinor}`,
      sale_price: `${priceMinor}`,
      currency_code: 'EUR',
      currency_minor_unit: 2,
    },
  })),
  items_count: cart.reduce((sum, { quantity }) => sum + quantity, 0),
  totals: { total_price: '0', currency_code: 'EUR', currency_minor_unit: 2 },
});

/** WordPress in a folder, WooCommerce's parameters, and what its scripts do: those of classic themes with jQuery, those of blocks without. */
const head = (isBlocks: boolean): string =>
  `<link rel="https://api.w.org/" href="/negozio/wp-json/">${isBlocks ? '' : script(JQUERY)}` +
  script(`
${
  isBlocks
    ? `var wcSettings = { currency: { code: 'EUR' } };`
    : `var wc_add_to_cart_params = { ajax_url: '/negozio/wp-admin/admin-ajax.php', wc_ajax_url: '/negozio/?wc-ajax=%%endpoint%%', cart_redirect_after_add: 'no' };
var woocommerce_params = { wc_ajax_url: '/negozio/?wc-ajax=%%endpoint%%' };`
}
const ajax = (endpoint, fields) => fetch('/negozio/?wc-ajax=' + endpoint, { method: 'POST', body: new URLSearchParams(fields) }).then((r) => r.json());
const store = (path, body) => fetch('/negozio/wp-json/wc/store/v1/' + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then((r) => r.json());
window.shop = {
  add: async (product_id, quantity = 1) => {
    const { fragments, cart_hash } = await ajax('add_to_cart', { product_id, quantity });
    jQuery(document.body).trigger('added_to_cart', [fragments, cart_hash, {}]);
  },
  remove: async (id) => {
    const { fragments, cart_hash } = await ajax('remove_from_cart', { cart_item_key: 'key' + id });
    jQuery(document.body).trigger('removed_from_cart', [fragments, cart_hash, {}]);
  },
  // The cart's page posts itself and puts what comes back in its place.
  set: async (id, quantity) => {
    await fetch('/negozio/carrello/', { method: 'POST', body: new URLSearchParams({ id, quantity }) });
    jQuery(document.body).trigger('updated_wc_div');
    jQuery(document.body).trigger('updated_cart_totals');
  },
  choose: (variation) => jQuery(document.body).trigger('found_variation', [variation]),
  addByBlock: async (id, quantity = 1) => {
    await store('batch', { requests: [{ path: '/wc/store/v1/cart/add-item', body: { id, quantity } }] });
    document.body.dispatchEvent(new CustomEvent('wc-blocks_added_to_cart', { bubbles: true, detail: { preserveCartData: true } }));
  },
  setByBlock: (id, quantity) => store('cart/update-item', { key: 'key' + id, quantity }),
};`);

export const woocommerce: PlatformShop = {
  part: 'woocommerce',
  handlers: 'window.jQuery ? jQuery.handlers.length : 0',
  page(path) {
    if (path === '/negozio/') return html(head(false), '<h1>Negozio</h1>');
    if (path === '/negozio/prodotto/lamp-1/')
      return html(head(false), `<h1 class="product_title">${LAMP.name}</h1><form class="variations_form cart"></form>`);
    if (path === '/negozio/categoria/casa/')
      return html(
        head(false),
        PRODUCTS.map(({ id }) => `<a class="add_to_cart_button ajax_add_to_cart" data-product_id="${id}">+</a>`).join(''),
      );
    if (path === '/negozio/carrello/') return html(head(false), '<form class="woocommerce-cart-form"></form>');
    if (path === '/negozio/blocchi/') return html(head(true), '<div class="wp-block-woocommerce-mini-cart"></div>');
    return undefined;
  },
  answer({ method, url, body }, cart) {
    const fields = new URLSearchParams(body);
    const idOf = (key: unknown): number => Number(`${key}`.replace('key', ''));
    if (url === '/negozio/wp-json/wc/store/v1/cart') return { json: storeCart(cart) };
    if (url.includes('wc-ajax=add_to_cart')) put(cart, Number(fields.get('product_id')), Number(fields.get('quantity')), true);
    else if (url.includes('wc-ajax=remove_from_cart')) put(cart, idOf(fields.get('cart_item_key')), 0);
    else if (url === '/negozio/carrello/' && method === 'POST') put(cart, Number(fields.get('id')), Number(fields.get('quantity')));
    else if (url.endsWith('/batch')) {
      for (const { body: item } of (JSON.parse(body) as { requests: { body: { id: number; quantity: number } }[] }).requests)
        put(cart, item.id, item.quantity, true);
    } else if (url.endsWith('/cart/update-item')) {
      const { key, quantity } = JSON.parse(body) as { key: string; quantity: number };
      put(cart, idOf(key), quantity);
    } else return undefined;
    const cookies = ['items_in_cart=1', 'cart_hash=5d41402abc4b'].map((cookie) => `woocommerce_${cookie}; path=/`);
    return { json: { fragments: { 'div.widget_shopping_cart_content': json(cart.length) }, cart_hash: '5d41402abc4b' }, cookies };
  },
};
