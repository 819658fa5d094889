export function guardRuntime(stateDir: string): Promise<() => Promise<void>>;
