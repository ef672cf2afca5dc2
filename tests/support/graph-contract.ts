import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Microsoft's contract lies beside the project, where it is at hand: it is theirs, and is read from
 * there rather than copied.
 */
const folder = join(process.cwd(), '../shared/contracts/graph');

/** A document of OpenAPI 3.0: of what is used here its paths and components are enough. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
}

export type PathItem = Readonly<Record<string, Operation | undefined>>;

export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content | { readonly $ref: string };
  readonly responses: Readonly<Record<string, Content | { readonly $ref: string }>>;
}

export interface Parameter {
  readonly $ref?: string;
  readonly in?: string;
  readonly name?: string;
  readonly required?: boolean;
}

export interface Content {
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Whether the contract is at hand. Where it must be, in CI, its absence throws. */
export function hasGraphContract(): boolean {
  if (existsSync(join(folder, 'graph-v1.0-trimmed.openapi.json'))) return true;
  if (process.env.CI) throw new Error(`Microsoft Graph's contract is missing: ${folder}`);
  process.stdout.write("NOT RUN: Microsoft Graph's contract is not at hand\n");
  return false;
}

export function readGraphContract(): OpenApiDocument {
  return JSON.parse(readFileSync(join(folder, 'graph-v1.0-trimmed.openapi.json'), 'utf8'));
}

export function graphContractFile(...path: readonly string[]): string {
  return join(folder, ...path);
}
