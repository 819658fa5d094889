import { inject } from 'vitest';

/** The running product, filled with the demo shop's data. */
export interface Product {
  /** `http://localhost:PORT`, without a slash at the end */
  url: string;
  adminToken: string;
  /** HS256 key of the demo site */
  identitySecret: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    productStarter: string;
  }
}

/**
 * The product as `npm start` runs it: minified files, the Worker in workerd, the demo site filled. It is started by the
 * first test that asks and shared by all files of the run, so use visitors and sites of your own; it ends with the run.
 */
export async function startProduct(): Promise<Product> {
  const response = await fetch(inject('productStarter'));
  if (!response.ok) throw new Error(`The product did not start: ${await response.text()}`);
  return (await response.json()) as Product;
}
