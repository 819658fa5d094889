export interface RuntimeOptions {
  /** port on 127.0.0.1; 0 takes a free one */
  port: number;
  stateDir: string;
  adminToken: string;
  shopSecret: string;
  assetsDir?: string;
  /** false runs the Worker as it is deployed */
  local?: boolean;
  entry?: string;
  direct?: boolean;
  log?: (line: string) => void;
}

export interface Runtime {
  url: string;
  directUrl: string | null;
  dispose: () => Promise<void>;
}

export function startRuntime(options: RuntimeOptions): Promise<Runtime>;
