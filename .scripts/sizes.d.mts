export interface Size {
  name: string;
  file: string;
  rawBytes: number;
  gzipBytes: number;
  brotliBytes: number;
  /** what is too large, in words */
  over: string[];
}
export function measureSizes(): Promise<Size[]>;
