/** Builds all that browsers load into `outDir` (default `dist/assets`) if a source has changed since the last time. */
export function buildAssets(options?: { outDir?: string; demoShop?: boolean }): Promise<{ outDir: string; built: boolean }>;
/** Builds the widget into `outDir`; returns the name of the blocks' file. */
export function buildWidget(outDir: string): Promise<string>;
/** Builds the three chunks that show blocks into `outDir`; returns their names. */
export function buildBlocks(outDir: string): Promise<{ blocksFile: string; overlayFile: string; controlsFile: string }>;
