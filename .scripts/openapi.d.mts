interface Operation {
  operationId: string;
  summary: string;
  security: unknown[];
}
export interface OpenApiDocument {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}
export function openApiDocument(): Promise<OpenApiDocument>;
