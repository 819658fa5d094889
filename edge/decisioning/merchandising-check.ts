import type { MerchandisingRule } from '../../shared/schemas/merchandising.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { type ConditionProblem, checkCondition } from '../journey/condition.ts';
import type { SetupFindings } from './setup-check.ts';

/** What a schema cannot see in a merchant's rules: pins of no product, products that no product is, rules that another makes useless. */
export function checkMerchandising({ merchandising = [] }: Pick<SiteSetup, 'merchandising'>): SetupFindings {
  const errors: ConditionProblem[] = [];
  const warnings: ConditionProblem[] = [];
  merchandising.forEach((rule, index) => {
    const at = `/merchandising/${index}`;
    const { who, products, act } = rule;
    errors.push(...checkCondition(who).map(({ pointer, message }) => ({ pointer: `${at}/who${pointer}`, message })));
    if (act.kind === 'pin' && !products.ids) errors.push({ pointer: `${at}/products`, message: 'must name the "ids" of what is pinned' });
    if (act.kind === 'pin' && Object.keys(products).some((name) => name !== 'ids'))
      errors.push({ pointer: `${at}/products`, message: 'of a pin may name "ids" only' });
    const { minPrice, maxPrice } = products;
    if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice)
      errors.push({ pointer: `${at}/products/maxPrice`, message: 'must not be less than minPrice: no product is meant' });
    if (Object.keys(products).length === 0) {
      const everything = { pointer: `${at}/products`, message: 'means every product' };
      if (act.kind === 'exclude') errors.push({ ...everything, message: 'means every product: no recommendation would show any' });
      else if (act.kind !== 'pin') warnings.push({ ...everything, message: 'means every product, and changes nothing' });
    }
    const other = merchandising.slice(0, index).find((each) => shareAPin(each, rule));
    if (other)
      warnings.push({
        pointer: `${at}/act/place`,
        message: `"${other.id}" pins in this place too: where both count, this one comes after it`,
      });
  });
  return { errors, warnings };
}

function shareAPin(a: MerchandisingRule, b: MerchandisingRule): boolean {
  if (a.act.kind !== 'pin' || b.act.kind !== 'pin' || !a.enabled || !b.enabled) return false;
  const meets = a.strategies.length === 0 || b.strategies.length === 0 || a.strategies.some((name) => b.strategies.includes(name));
  return a.act.place === b.act.place && meets;
}
