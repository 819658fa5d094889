import type { ImportSite } from '../imports/fields.ts';
import type { RawRow, RowResult } from '../imports/types.ts';
import { type Finding, pointerTo } from './finding.ts';

export interface ReadRows<T> {
  values: T[];
  /** rows that cannot be used */
  errors: Finding[];
  /** what was left out of rows that can */
  warnings: Finding[];
}

/** Reads rows of a fixture as an import would, at the fixture's moment. @param pointer of the list they stand in */
export function readRows<T>(
  rows: readonly Record<string, unknown>[],
  parse: (raw: RawRow, site: ImportSite, nowMs: number) => RowResult<T>,
  pointer: string,
  site: ImportSite,
  nowMs: number,
): ReadRows<T> {
  const read: ReadRows<T> = { values: [], errors: [], warnings: [] };
  rows.forEach((fields, index) => {
    const result = parse({ row: index + 1, fields }, site, nowMs);
    const findings = (list: readonly { field: string; message: string }[]): Finding[] =>
      list.map(({ field, message }) => ({ pointer: pointer + pointerTo(index, ...partsOf(field)), message }));
    if (result.ok) {
      read.values.push(result.value);
      read.warnings.push(...findings(result.warnings ?? []));
    } else read.errors.push(...findings(result.errors));
  });
  return read;
}

/** Imports name a field within a field as `geo.latitude`. */
function partsOf(field: string): string[] {
  return field === '' ? [] : field.split('.');
}
