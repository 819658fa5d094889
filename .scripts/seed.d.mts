export function seed(options: { baseUrl: string; adminToken: string; shopSecret: string; log: (line: string) => void }): Promise<void>;
