import { html, LAMP, type Line, type PlatformShop, put, script } from './shop.ts';

const section = (cart: readonly Line[]): object => ({
  summary_count: cart.reduce((sum, { quantity }) => sum + quantity, 0),
  subtotalAmount: '0.0000',
  subtotal: '<span class="price">0,00 €</span>',
  possible_onepage_checkout: true,
  items: cart.map(({ product: { id, sku, name, variant, priceMinor }, quantity }, index) => ({
    product_type: 'configurable',
    options: [{ label: 'Colore', value: variant, option_id: 93 }],
    qty: quantity,
    item_id: `${index}`,
    product_id: `${id}`,
    product_name: name,
    product_sku: sku,
    product_price: `<span class="price">${priceMinor / 100} €</span>`,
    product_price_value: priceMinor / 100,
  })),
  data_id: 1560770609,
});

/** What both fronts do: sections are kept in the browser and fetched again when the server says that something changed. */
const SECTIONS = `
const KEPT = 'mage-cache-storage';
const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? '{}');
const fetchSections = async () => {
  const sections = await fetch('/customer/section/load/?sections=cart&force_new_section_timestamp=true').then((r) => r.json());
  localStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...sections }));
  return sections;
};
const post = (path, fields) => fetch(path, { method: 'POST', body: new URLSearchParams(fields) }).then((r) => r.json());
const isNew = !document.cookie.includes('mage-cache-sessid');
if (isNew) localStorage.removeItem(KEPT);
document.cookie = 'mage-cache-sessid=true; path=/';
const changed = (update) => ({
  add: (product, qty = 1) => post('/checkout/cart/add/', { product, qty }).then(update),
  set: (product, qty) => post('/checkout/sidebar/updateItemQty/', { product, qty }).then(update),
});`;

/** RequireJS and Knockout as far as Luma's customer data goes; the module comes late. */
const LUMA = script(`${SECTIONS}
(() => {
  const hearers = [];
  let value = kept().cart ?? {};
  const observable = () => value;
  observable.subscribe = (hear) => { hearers.push(hear); return { dispose: () => hearers.splice(hearers.indexOf(hear), 1) }; };
  const update = async () => { value = (await fetchSections()).cart; hearers.forEach((hear) => hear(value)); };
  const module = { get: () => observable };
  window.BASE_URL = location.origin + '/';
  window.authenticationPopup = { baseUrl: BASE_URL };
  let isThere = false;
  window.require = (names, run) => setTimeout(() => run(module));
  window.require.specified = (name) => isThere && name === 'Magento_Customer/js/customer-data';
  setTimeout(() => (isThere = true), 300);
  window.shop = { ...changed(update), subscribers: () => hearers.length, ready: () => hearers.length > 0 };
})();`);

const HYVA = script(`${SECTIONS}
(() => {
  window.hyva = { getBrowserStorage: () => localStorage };
  const tell = () => dispatchEvent(new CustomEvent('private-content-loaded', { detail: { data: kept() } }));
  addEventListener('DOMContentLoaded', () => setTimeout(tell));
  addEventListener('reload-customer-section-data', () => fetchSections().then(tell));
  window.shop = { ...changed(() => dispatchEvent(new CustomEvent('reload-customer-section-data'))), subscribers: () => 0, ready: () => true };
})();`);

const product = `<h1 class="page-title">${LAMP.name}</h1><form id="product_addtocart_form" data-product-sku="${LAMP.sku}"></form>`;

const pages = (front: string, home: string): Record<string, string> => ({
  [home]: html(front, '<main>Benvenuti</main>'),
  [`${home}lampada.html`]: html(front, product),
  [`${home}casa.html`]: html(front, '<div class="products-grid"></div>'),
  [`${home}checkout/cart/`]: html(front, '<form class="form-cart"></form>'),
  [`${home}checkout/onepage/success/`]: html(front, '<div class="checkout-success"></div>'),
});
const PAGES = { ...pages(LUMA, '/'), ...pages(HYVA, '/hyva/') };

export const magento: PlatformShop = {
  part: 'magento',
  handlers: 'window.shop?.subscribers?.() ?? 0',
  page: (path) => PAGES[path],
  answer({ method, url, body }, cart) {
    if (url.startsWith('/customer/section/load/')) return { json: { cart: section(cart) } };
    if (method !== 'POST') return undefined;
    const fields = new URLSearchParams(body);
    put(cart, Number(fields.get('product')), Number(fields.get('qty')), url === '/checkout/cart/add/');
    return { json: [], cookies: ['private_content_version=9b39552580316e19; path=/'] };
  },
};
