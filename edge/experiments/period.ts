import type { Variant } from '../../shared/schemas/experiment.ts';

/** Names the time in which the weights were these: `treatment=0.5,control=0.5`, in the order of the variants. */
export function periodOf(variants: readonly Pick<Variant, 'id' | 'weight'>[]): string {
  return variants.map(({ id, weight }) => `${id}=${weight}`).join(',');
}

/** The weights of a period by variant. Names of variants hold neither `=` nor `,`. */
export function weightsOf(period: string): ReadonlyMap<string, number> {
  return new Map(
    period.split(',').map((part) => {
      const [id = '', weight = ''] = part.split('=');
      return [id, Number(weight)];
    }),
  );
}
