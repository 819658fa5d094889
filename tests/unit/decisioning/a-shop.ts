import { decide } from '../../../edge/decisioning/decide.ts';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import type { Decision, DecisionInput } from '../../../edge/decisioning/types.ts';
import { buildIndex } from '../../../edge/recommendations/session-index.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import type { Block, BlockContents, BlockKind } from '../../../shared/schemas/block.ts';
import type { Product } from '../../../shared/schemas/product.ts';
import type { Rule } from '../../../shared/schemas/rule.ts';
import type { SiteSetup } from '../../../shared/schemas/site-setup.ts';
import type { InventoryLine, Store } from '../../../shared/schemas/store.ts';
import type { PageType } from '../../../shared/schemas/visit.ts';
import { DAY, MONDAY, person } from '../journey/a-person.ts';

export const MILANO = { latitude: 45.4642, longitude: 9.19 };

const product = (id: string, title: string, english: string, minor: number, category: string, more: Partial<Product> = {}): Product => ({
  id,
  title,
  titles: { it: title, en: english },
  link: `https://shop.example/p/${id}`,
  imageLink: `https://shop.example/img/${id}.svg`,
  price: { minor, currency: 'EUR' },
  availability: 'in_stock',
  categories: ['Casa', category],
  ...more,
});

export const products: Product[] = [
  product('lamp', 'Lampada Alba', 'Alba lamp', 8990, 'Luci', { salePrice: { minor: 7990, currency: 'EUR' } }),
  product('bulb', 'Lampadina E27', 'E27 bulb', 690, 'Luci'),
  product('shade', 'Paralume Alba', 'Alba shade', 2490, 'Luci'),
  product('vase', 'Vaso Onda', 'Onda vase', 2400, 'Vasi'),
  product('chair', 'Sedia Noce', 'Noce chair', 15900, 'Sedie', { brand: 'Bosco' }),
  product('linen', 'Lino Mare', 'Mare linen', 123450, 'Tessili'),
];

const store = (storeCode: string, name: string, latitude: number, longitude: number, more: Partial<Store> = {}): Store => ({
  storeCode,
  name,
  address: { streetAddress: `Via ${name} 1`, postalCode: '20121', addressLocality: 'Milano' },
  geo: { latitude, longitude },
  timeZone: 'Europe/Rome',
  telephone: '+39 02 1234 567',
  openingHours: [{ dayOfWeek: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'], opens: '09:00', closes: '19:30' }],
  specialOpeningHours: [],
  ...more,
});

export const stores: Store[] = [
  store('torino', 'Via Torino', 45.4627, 9.1868),
  store('loreto', 'Loreto', 45.4859, 9.216),
  store('monza', 'Monza', 45.5845, 9.2744),
  store('roma', 'Roma', 41.9028, 12.4964),
];

export const pieces = (storeCode: string, productId: string, quantity: number, asOfMs = MONDAY - 3_600_000): InventoryLine => ({
  storeCode,
  productId,
  quantity,
  availability: 'in_stock',
  asOfMs,
});

export const PROGRAM: NonNullable<SiteSetup['loyalty']> = {
  name: { it: 'Club Casa', en: 'Casa Club' },
  pointsPerUnit: 1,
  tiers: [
    { id: 'base', name: { it: 'Base', en: 'Basic' }, fromPoints: 0 },
    { id: 'silver', name: { it: 'Argento', en: 'Silver' }, fromPoints: 300 },
  ],
  joinUrl: '/club',
};

/** Baskets in which a lamp goes with bulbs, and sessions that go from lamps to shades. */
const index = buildIndex({
  sessions: Array.from({ length: 30 }, (_, i) => ({
    items: i % 2 ? ['lamp', 'shade', 'bulb'] : ['chair', 'vase'],
    endedAtMs: MONDAY - i * DAY,
  })),
  baskets: Array.from({ length: 30 }, (_, i) => ({ items: i % 3 ? ['lamp', 'bulb'] : ['vase', 'linen'], endedAtMs: MONDAY - i * DAY })),
  nowMs: MONDAY,
});

interface Situation {
  facts?: Fact[];
  at?: number;
  page?: PageType;
  url?: string;
  locale?: string;
  product?: string;
  session?: string;
  slots?: string[];
  rules?: Rule[];
  setup?: Partial<SiteSetup>;
  stock?: InventoryLine[];
  storeCode?: string;
  /** whether anything about the visitor is stored */
  kept?: boolean;
  position?: DecisionInput['position'];
  customer?: DecisionInput['customer'];
  /** a site that has not learnt anything yet */
  fresh?: boolean;
  profile?: DecisionInput['profile'];
  offers?: DecisionInput['offers'];
  /** the page asks again, rather than having just been opened */
  again?: boolean;
}

/** What a decision needs, of a shop in Milan on a Monday morning, with a visitor nobody knows, unless told otherwise. */
export function situation(told: Situation = {}): DecisionInput {
  const setup = { ...defaultSetup(), loyalty: PROGRAM, ...(told.rules ? { rules: told.rules } : {}), ...told.setup };
  const stock = new Map<string, InventoryLine[]>();
  for (const line of told.stock ?? []) stock.set(line.productId, [...(stock.get(line.productId) ?? []), line]);
  return {
    nowMs: told.at ?? MONDAY,
    hoursAtMs: told.at ?? MONDAY,
    site: {
      head: {
        id: 'casa',
        version: 3,
        revision: 'r7',
        settings: { name: 'Casa', origins: ['https://shop.example'], currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' },
        setup,
        parts: { catalog: 'c1', stores: 's1', stock: null, recommendations: null },
        identitySecrets: [],
        receiptKey: 'k',
      },
      catalog: { products, byId: new Map(products.map((each) => [each.id, each])) },
      stores,
      recommendations: told.fresh ? null : index,
    },
    profile: told.profile ?? person(...(told.facts ?? [])),
    stageNote: null,
    offers: told.offers ?? [],
    visit: {
      page: {
        url: told.url ?? 'https://shop.example/',
        type: told.page ?? 'home',
        locale: told.locale ?? 'it-IT',
        ...(told.product ? { product: told.product } : {}),
      },
      sessionId: told.session ?? 's1',
      slots: told.slots ?? [],
      storeCode: told.storeCode ?? null,
      kept: told.kept ?? true,
      isNewPage: !told.again,
    },
    customer: told.customer ?? null,
    position: told.position === undefined ? MILANO : told.position,
    stock,
  };
}

export const decideOn = (told: Situation = {}): Decision => decide(situation(told));

/** The block of a kind, which must be there. */
export function the<K extends BlockKind>(kind: K, { blocks }: Decision): Block & { content: BlockContents[K] } {
  const block = blocks.find((each) => each.kind === kind);
  if (!block) throw new Error(`no ${kind} among ${blocks.map((each) => each.kind).join(', ') || 'no blocks'}`);
  return block as Block & { content: BlockContents[K] };
}

export const outcome = (rule: string, { trace }: Decision): string | undefined => trace.find((each) => each.rule === rule)?.outcome;

/** Prices hold no-break spaces, which no test should have to tell apart. */
export const plain = (text: string | undefined): string | undefined => text?.replace(/[\u00a0\u202f]/g, ' ');
