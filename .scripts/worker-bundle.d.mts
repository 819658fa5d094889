export function bundleWorker(options: { local: boolean; minify?: boolean; entry?: string }): Promise<{ code: string; inputs: string[] }>;
