/** Largest single row. A product with every Merchant Center attribute stays under 64 KB; beyond 1 MB it is no row but a broken file. */
export const ROW_MAX_CHARS = 1_000_000;

/** Most fields in one row; the widest known export (Shopify with metafields) has about 300. */
export const ROW_FIELDS_MAX = 2_000;
