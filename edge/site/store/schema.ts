import type { Migration } from '../../platform/sql-migrations.ts';

/** History of a site's database. Append; never change a step that has shipped. */
export const SITE_MIGRATIONS: readonly Migration[] = [
  [
    // One row: who the site is. Secrets stay here and in the published head, both on the server.
    `CREATE TABLE site (
       only_row INTEGER PRIMARY KEY CHECK (only_row = 1), site_id TEXT NOT NULL, settings TEXT NOT NULL, created_at_ms INTEGER NOT NULL,
       identity_secrets TEXT NOT NULL, receipt_key TEXT NOT NULL, revision_counter INTEGER NOT NULL, head TEXT, head_written_at_ms INTEGER NOT NULL
     ) STRICT`,
    'CREATE TABLE draft (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), setup TEXT NOT NULL, edition INTEGER NOT NULL) STRICT',
    `CREATE TABLE setup_version (
       version INTEGER PRIMARY KEY, setup TEXT NOT NULL, published_at_ms INTEGER NOT NULL, actor TEXT NOT NULL, rollback_of INTEGER
     ) STRICT`,
    'CREATE TABLE audit (seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL) STRICT',

    // What stands published of each large part, and whether it fell behind: dirty while changed > published.
    `CREATE TABLE part (
       part TEXT PRIMARY KEY, changed INTEGER NOT NULL, published INTEGER NOT NULL, revision TEXT, keys TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE stock_shard (
       shard INTEGER PRIMARY KEY, changed INTEGER NOT NULL, published INTEGER NOT NULL, revision TEXT
     ) STRICT`,
    'CREATE TABLE retired_key (kv_key TEXT PRIMARY KEY, retired_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE TABLE task (task TEXT PRIMARY KEY, due_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID',

    // Rows of an import on their way, some hundreds to a row of ours: nothing counts before the commit.
    `CREATE TABLE staged_import (
       import_id TEXT PRIMARY KEY, kind TEXT NOT NULL, mode TEXT NOT NULL, started_at_ms INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE staged_chunk (
       import_id TEXT NOT NULL, chunk INTEGER NOT NULL, entries TEXT NOT NULL, PRIMARY KEY (import_id, chunk)
     ) STRICT, WITHOUT ROWID`,

    'CREATE TABLE product (product_id TEXT PRIMARY KEY, data TEXT NOT NULL, words TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE TABLE store (store_code TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID',
    // `quantity` is what was counted at `as_of_ms`; what tills sold since stands in stock_movement, so that order of arrival does not matter.
    `CREATE TABLE inventory (
       bucket INTEGER NOT NULL, product_id TEXT NOT NULL, store_code TEXT NOT NULL, quantity REAL NOT NULL, availability TEXT NOT NULL,
       price_minor INTEGER, currency TEXT, as_of_ms INTEGER NOT NULL, PRIMARY KEY (bucket, product_id, store_code)
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE stock_movement (
       product_id TEXT NOT NULL, store_code TEXT NOT NULL, order_id TEXT NOT NULL, at_ms INTEGER NOT NULL, quantity REAL NOT NULL,
       PRIMARY KEY (product_id, store_code, order_id)
     ) STRICT, WITHOUT ROWID`,

    `CREATE TABLE customer (
       customer_id TEXT PRIMARY KEY, loyalty_card TEXT, email_sha256 TEXT, phone_sha256 TEXT, data TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX customer_by_card ON customer (loyalty_card) WHERE loyalty_card IS NOT NULL',
    'CREATE INDEX customer_by_email ON customer (email_sha256) WHERE email_sha256 IS NOT NULL',
    'CREATE INDEX customer_by_phone ON customer (phone_sha256) WHERE phone_sha256 IS NOT NULL',
    // `items` is JSON; `source` is `receipt` (imported) or `event` (seen by the widget, which knows no identifiers).
    `CREATE TABLE purchase (
       order_id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, day TEXT NOT NULL, channel TEXT NOT NULL, store_code TEXT, customer_id TEXT,
       loyalty_card TEXT, email_sha256 TEXT, phone_sha256 TEXT, total_minor INTEGER NOT NULL, currency TEXT NOT NULL, items TEXT NOT NULL,
       refund_of TEXT, source TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX purchase_by_day ON purchase (day)',
    'CREATE INDEX purchase_by_customer ON purchase (customer_id) WHERE customer_id IS NOT NULL',
    'CREATE INDEX purchase_by_card ON purchase (loyalty_card) WHERE loyalty_card IS NOT NULL',
    'CREATE INDEX purchase_by_email ON purchase (email_sha256) WHERE email_sha256 IS NOT NULL',
    'CREATE INDEX purchase_by_phone ON purchase (phone_sha256) WHERE phone_sha256 IS NOT NULL',
    'CREATE INDEX purchase_by_refund ON purchase (refund_of) WHERE refund_of IS NOT NULL',
    `CREATE TABLE loyalty_entry (
       transaction_id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, points REAL NOT NULL, type TEXT NOT NULL, at_ms INTEGER NOT NULL,
       order_id TEXT, description TEXT
     ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX loyalty_by_customer ON loyalty_entry (customer_id, at_ms)',

    `CREATE TABLE rollup (
       day TEXT NOT NULL, metric TEXT NOT NULL, key TEXT NOT NULL, count INTEGER NOT NULL, value_minor INTEGER NOT NULL,
       PRIMARY KEY (day, metric, key)
     ) STRICT, WITHOUT ROWID`,
    // Product views of one session, oldest first: what the recommendation index learns from. No visitor in it.
    'CREATE TABLE learned_session (session_id TEXT PRIMARY KEY, ended_at_ms INTEGER NOT NULL, items TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE TABLE learned_call (call INTEGER PRIMARY KEY, messages INTEGER NOT NULL, message_ids TEXT NOT NULL) STRICT',
  ],
  ['CREATE TABLE journey_model (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), model TEXT NOT NULL) STRICT'],
  [
    // Who was erased, by a keyed hash: what a file tells of the time before is left out.
    'CREATE TABLE erased (hash TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, until_ms INTEGER) STRICT, WITHOUT ROWID',
    // A sample of people, by what stands for their id. Without a profile: erased, and nothing older is taken in again.
    'CREATE TABLE sampled_person (person INTEGER PRIMARY KEY, seen_at_ms INTEGER NOT NULL, profile TEXT) STRICT',
    'CREATE TABLE sample_level (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), level INTEGER NOT NULL) STRICT',
    // What the variants of experiments have brought, over all people. Squares are of what one person is worth.
    `CREATE TABLE experiment_sum (
       experiment TEXT NOT NULL, bucket_version INTEGER NOT NULL, period TEXT NOT NULL, variant TEXT NOT NULL,
       people INTEGER NOT NULL, buyers INTEGER NOT NULL, orders INTEGER NOT NULL, orders_squares INTEGER NOT NULL,
       revenue INTEGER NOT NULL, revenue_squares INTEGER NOT NULL, crossed INTEGER NOT NULL,
       PRIMARY KEY (experiment, bucket_version, period, variant)
     ) STRICT, WITHOUT ROWID`,
    // Who was signed in when a page told of an order: for forecasts, and no claim to the order.
    'CREATE TABLE web_buyer (order_id TEXT PRIMARY KEY, customer_id TEXT NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE INDEX web_buyer_by_customer ON web_buyer (customer_id)',
    // Variants that a guardrail has stopped.
    `CREATE TABLE experiment_stop (
       experiment TEXT NOT NULL, bucket_version INTEGER NOT NULL, variant TEXT NOT NULL, at_ms INTEGER NOT NULL,
       PRIMARY KEY (experiment, bucket_version, variant)
     ) STRICT, WITHOUT ROWID`,
  ],
  [
    // What was in force from a revision on, as far as decisions are kept that were made on it.
    'CREATE TABLE past_head (counter INTEGER PRIMARY KEY, since_ms INTEGER NOT NULL, head TEXT NOT NULL) STRICT',
    'ALTER TABLE retired_key ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0',
  ],
  [
    // What the blocks of rules cost pages, a row a rule and day: so many by metric and step. `edition` stands for the rule as it was then.
    `CREATE TABLE block_cost (
       rule TEXT NOT NULL, day TEXT NOT NULL, edition TEXT NOT NULL, counts TEXT NOT NULL, PRIMARY KEY (rule, day)
     ) STRICT, WITHOUT ROWID`,
    // Rules whose blocks cost too much, and until when they are left out.
    'CREATE TABLE block_pause (rule TEXT PRIMARY KEY, pause TEXT NOT NULL) STRICT, WITHOUT ROWID',
  ],
  [
    // Member records that may be one person with another: those to be looked at, and what became of pairs that were.
    'CREATE TABLE same_candidate (customer_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
    'CREATE TABLE customer_link (take TEXT NOT NULL, keep TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (take, keep)) STRICT, WITHOUT ROWID',
    'CREATE INDEX customer_link_by_keep ON customer_link (keep)',
  ],
  [
    // Weights of bandits in force, as JSON by variant.
    `CREATE TABLE experiment_weight (
       experiment TEXT NOT NULL, bucket_version INTEGER NOT NULL, weights TEXT NOT NULL, slice INTEGER NOT NULL, at_ms INTEGER NOT NULL,
       PRIMARY KEY (experiment, bucket_version)
     ) STRICT, WITHOUT ROWID`,
  ],
];
