import type { JsonSchema, OpenApiDocument } from '../../support/graph-contract';

/**
 * Properties that Graph has and the contract's schemas lack: OData's own, and those that a later
 * schema or another document has.
 */
const beyondSchema = [
  /^@odata\./,
  /^@removed$/,
  /^occurrenceId$/,
  /^singleValueExtendedProperties$/,
  /^notificationContentType$/,
];

/**
 * The schemas of an OpenAPI 3.0 document as JSON Schema: `nullable` becomes a type, `allOf` chains
 * become one object, and a property that no schema names is a violation instead of being let through.
 */
export function toJsonSchemas(contract: OpenApiDocument): JsonSchema {
  const schemas = contract.components.schemas ?? {};
  const flat = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, flatten(contract, name, schema)]),
  );
  return {
    ...(translate(contract) as JsonSchema),
    components: { ...contract.components, schemas: flat },
  };
}

/** A schema of a path as JSON Schema, closed like the components. */
export function translate(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(translate);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, discriminator: _discriminator, ...rest } = schema as JsonSchema;
  const translated = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, translate(value)]),
  );
  if (nullable !== true || typeof translated.type !== 'string') return translated;
  return { ...translated, type: [translated.type, 'null'] };
}

function flatten(contract: OpenApiDocument, name: string, schema: JsonSchema): JsonSchema {
  const parts = partsOf(contract, schema);
  const relatives = name === 'microsoft.graph.place' ? placeKinds(contract) : [];
  const properties = Object.assign(
    {},
    ...[...relatives, ...parts].map((part) => part.properties ?? {}),
  );
  if (Object.keys(properties).length === 0) return translate(schema) as JsonSchema;
  const required = parts.flatMap((part) => (part.required ?? []) as string[]);
  const isOpen = /^(microsoft\.graph\.ODataErrors\.|Base)/.test(name);
  return {
    type: 'object',
    properties: translate(properties) as JsonSchema,
    ...(required.length > 0 ? { required } : {}),
    patternProperties: Object.fromEntries(beyondSchema.map(({ source }) => [source, true])),
    // Errors carry more than their schema names, and bases are parts of something larger.
    additionalProperties: isOpen,
  };
}

/** An `allOf` and everything it refers to, the most general first. */
function partsOf(contract: OpenApiDocument, schema: JsonSchema): readonly JsonSchema[] {
  if (!Array.isArray(schema.allOf)) return [schema];
  return (schema.allOf as JsonSchema[]).flatMap((part) =>
    partsOf(contract, typeof part.$ref === 'string' ? resolve(contract, part.$ref) : part),
  );
}

/** A place is always one of its kinds, and told apart by `@odata.type` only. */
function placeKinds(contract: OpenApiDocument): readonly JsonSchema[] {
  const kinds = ['room', 'roomList', 'building', 'floor', 'section', 'workspace', 'desk'];
  return kinds.flatMap((kind) => {
    const schema = contract.components.schemas?.[`microsoft.graph.${kind}`];
    return schema ? partsOf(contract, schema) : [];
  });
}

export function resolve<Target = JsonSchema>(contract: OpenApiDocument, $ref: string): Target {
  const target = $ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], contract);
  if (target === undefined) throw new Error(`the contract has no ${$ref}`);
  return target as Target;
}
