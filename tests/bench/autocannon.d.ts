/** The part of autocannon that `load.ts` uses; the package brings no types. */
declare module 'autocannon' {
  interface Request {
    body?: string;
  }
  interface Options {
    url: string;
    connections: number;
    /** seconds */
    duration: number;
    method?: 'GET' | 'POST';
    headers?: Record<string, string>;
    requests?: { setupRequest(request: Request): Request }[];
  }
  interface Result {
    requests: { total: number };
    /** seconds */
    duration: number;
    /** milliseconds */
    latency: { p50: number; p99: number };
    errors: number;
    non2xx: number;
  }
  function autocannon(options: Options): Promise<Result>;
  export = autocannon;
}
