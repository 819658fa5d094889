import { html, json, LAMP, type PlatformShop, PRODUCTS, type Product, script } from './shop.ts';

const button = ({ sku, name, priceMinor }: Product): string =>
  `<button class="snipcart-add-item" data-item-id="${sku}" data-item-name="${name}" data-item-price="${priceMinor / 100}" data-item-url="/${sku.toLowerCase()}">+</button>`;

/** Snipcart's script: it comes late, is ready later still, and its cart comes from its own server after that. */
const SNIPCART = script(`
(() => {
  const products = ${json(PRODUCTS)};
  const kept = () => JSON.parse(localStorage.getItem('their-server') ?? '[]');
  let cart = { token: null, currency: 'eur', status: 'InProgress', total: 0, items: { count: 0, items: [] } };
  const hearers = new Set();
  const handlers = {};
  const stopper = (list, hear) => { list.add(hear); return () => list.delete(hear); };
  const set = (items, changes = {}) => {
    cart = { ...cart, token: 'f1e2', ...changes, total: items.reduce((sum, { price, quantity }) => sum + price * quantity, 0), items: { count: items.length, items } };
    localStorage.setItem('their-server', JSON.stringify(items));
    hearers.forEach((hear) => hear());
  };
  const emit = (name, said) => (handlers[name] ?? []).forEach((hear) => hear(said));
  const items = () => cart.items.items;
  setTimeout(() => {
    window.Snipcart = {
      events: { on: (name, hear) => stopper((handlers[name] ??= new Set()), hear) },
      store: { getState: () => ({ cart, session: {} }), subscribe: (hear) => stopper(hearers, hear) },
    };
    document.dispatchEvent(new Event('snipcart.ready'));
    setTimeout(() => (kept().length ? set(kept()) : hearers.forEach((hear) => hear())), 200);
  }, 200);
  window.shop = {
    ready: () => hearers.size > 0,
    subscribers: () => hearers.size + Object.values(handlers).reduce((sum, { size }) => sum + size, 0),
    add(id) {
      const { sku, name, priceMinor, variant } = products.find((product) => product.id === id);
      const item = { uniqueId: 'u' + id, id: sku, name, price: priceMinor / 100, unitPrice: priceMinor / 100, quantity: 1, customFields: [{ name: 'Colore', value: variant }] };
      set([...items(), item]);
      emit('item.added', item);
    },
    set(id, quantity) {
      set(items().map((item) => (item.uniqueId === 'u' + id ? { ...item, quantity } : item)));
      emit('item.updated', items()[0]);
    },
    remove(id) {
      const gone = items().find(({ uniqueId }) => uniqueId === 'u' + id);
      set(items().filter((item) => item !== gone));
      emit('item.removed', gone);
    },
    type: () => hearers.forEach((hear) => hear()),
    confirm() {
      emit('cart.confirmed', { invoiceNumber: 'SNIP-1001', token: cart.token, currency: 'eur', total: cart.total, items: cart.items });
      set(items(), { status: 'Processed' });
    },
    close: () => set([], { token: null }),
  };
})();`);

export const snipcart: PlatformShop = {
  part: 'snipcart',
  handlers: 'window.shop?.subscribers() ?? 0',
  page(path) {
    if (path === '/') return html(SNIPCART, '<div id="snipcart" data-api-key="x"></div>');
    if (path === '/lamp-1') return html(SNIPCART, `<h1>${LAMP.name}</h1>${button(LAMP)}${button(LAMP)}`);
    if (path === '/casa') return html(SNIPCART, PRODUCTS.map(button).join(''));
    if (path === '/promo') return html(SNIPCART, button(LAMP));
    return undefined;
  },
  answer: () => undefined,
};
