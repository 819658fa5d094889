export interface SetupSchema {
  $schema?: string;
  description?: string;
  type?: string;
  properties?: Record<string, SetupSchema>;
  additionalProperties?: SetupSchema | false;
  items?: SetupSchema;
  anyOf?: SetupSchema[];
  oneOf?: SetupSchema[];
  enum?: unknown[];
  required?: string[];
}
export const SETUP_SCHEMA_FILE: string;
export function setupSchema(): Promise<SetupSchema>;
