export interface Settings {
  port: number;
  stateDir: string;
  adminToken: string | undefined;
}
export function readSettings(env: Record<string, string | undefined>): Settings;
export function checkPlace(settings: { port: number; stateDir: string }): Promise<void>;
export function lockState(stateDir: string): () => void;
export function keptSecret(stateDir: string, fileName: string, prefix?: string): string;
