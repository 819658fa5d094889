import { loadTypeScript } from './load-typescript.mjs';

/**
 * Fills the demo site through the admin API, as any shop would. Where that was done before, only today's stock is told
 * again: numbers of yesterday are not spoken of.
 * @param {object} options
 * @param {string} options.baseUrl where the product answers
 * @param {string} options.adminToken
 * @param {string} options.shopSecret key the demo shop signs identities with
 * @param {(line: string) => void} options.log
 */
export async function seed({ baseUrl, adminToken, shopSecret, log }) {
  const { seedDemo } = await loadTypeScript('edge/demo-shop/seed.ts');
  await seedDemo({ baseUrl, adminToken, identitySecret: shopSecret, nowMs: Date.now(), fetch, log });
}
