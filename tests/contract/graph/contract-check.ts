import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Exchange } from '../../simulators/graph/server/exchange';
import {
  type Content,
  type JsonSchema,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  readGraphContract,
} from '../../support/graph-contract';
import { checkBatch } from './batch-check';
import { resolve, toJsonSchemas, translate } from './to-json-schema';

/** Holds messages against Microsoft's contract and keeps count. */
export interface ContractCheck {
  /** Give this to a simulator as `onExchange`. */
  readonly hear: (exchange: Exchange) => void;
  /** One line for each thing that is not as the contract has it. */
  readonly violations: readonly string[];
  readonly counts: () => {
    readonly requests: number;
    readonly responses: number;
    /** Operations of the contract that were met. */
    readonly operations: readonly string[];
  };
}

/** Query options of Graph that the contract's document does not list for every operation. */
const alwaysAllowed = new Set([
  '$select',
  '$expand',
  '$top',
  '$skip',
  '$filter',
  '$count',
  '$orderby',
  '$skiptoken',
  '$deltatoken',
  'startDateTime',
  'endDateTime',
]);

/** Compiling the schemas takes longer than most tests. */
const shared: { validator?: Validator; contract?: OpenApiDocument } = {};

export function createContractCheck(): ContractCheck {
  shared.contract ??= readGraphContract();
  shared.validator ??= createValidator(shared.contract);
  const { contract, validator } = shared;
  const violations: string[] = [];
  const counts = { requests: 0, responses: 0 };
  const met = new Set<string>();

  const hear = (exchange: Exchange) => {
    const { method, path, kind } = exchange;
    const report = (what: string) => violations.push(`${method} ${path} (${kind}): ${what}`);
    if (path === '/$batch') {
      counts.requests += 1;
      counts.responses += 1;
      for (const problem of checkBatch(exchange)) report(problem);
      return;
    }
    const found = findOperation(contract, method, path);
    if (!found) {
      // Asking for what is not there is a caller's mistake that Graph answers; then nothing is held to.
      if (exchange.status < 400) report('the contract has no such operation');
      return;
    }
    met.add(`${method} ${found.template}`);
    counts.requests += 1;
    for (const problem of checkQuery(contract, found.operation, exchange)) report(problem);
    const refused = exchange.status >= 400;
    for (const problem of validator.request(found, exchange.requestBody)) {
      if (!refused) report(`request: ${problem}`);
    }
    if (exchange.isFault) return;
    counts.responses += 1;
    for (const problem of validator.response(found, exchange)) report(`response: ${problem}`);
  };
  return {
    hear,
    violations,
    counts: () => ({ ...counts, operations: [...met].sort() }),
  };
}

interface FoundOperation {
  readonly template: string;
  readonly method: string;
  readonly operation: Operation;
}

function findOperation(
  contract: OpenApiDocument,
  method: string,
  path: string,
): FoundOperation | null {
  const segments = path.replace(/\/delta$/i, '/delta()').split('/');
  const matches = Object.entries(contract.paths).flatMap(([template, item]) => {
    const operation = item[method.toLowerCase()];
    return operation && fits(template.split('/'), segments)
      ? [{ template, method, operation }]
      : [];
  });
  const variables = ({ template }: FoundOperation) => template.split('{').length;
  return matches.sort((a, b) => variables(a) - variables(b))[0] ?? null;
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every(
      (part, index) =>
        part.startsWith('{') || part.toLowerCase() === segments[index]?.toLowerCase(),
    )
  );
}

function checkQuery(
  contract: OpenApiDocument,
  operation: Operation,
  { query, status }: Exchange,
): string[] {
  const parameters = (operation.parameters ?? []).map((parameter) =>
    parameter.$ref ? resolve<Parameter>(contract, parameter.$ref) : parameter,
  );
  const known = parameters.filter((each) => each.in === 'query').map((each) => each.name ?? '');
  const names = [...query.keys()];
  const unknown = names.filter((name) => !known.includes(name) && !alwaysAllowed.has(name));
  const continues = query.has('$skiptoken') || query.has('$deltatoken');
  const missing = parameters
    .filter((each) => each.in === 'query' && each.required && !continues)
    .filter((each) => !names.some((name) => name.toLowerCase() === each.name?.toLowerCase()));
  if (status >= 400) return [];
  return [
    ...unknown.map((name) => `query option ${name} is not in the contract`),
    ...missing.map((each) => `query option ${each.name} is missing`),
  ];
}

interface Validator {
  /** What is wrong, one line each. */
  request(found: FoundOperation, body: unknown): string[];
  response(found: FoundOperation, exchange: Exchange): string[];
}

function createValidator(contract: OpenApiDocument): Validator {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  ajv.addFormat('int32', true).addFormat('int64', true).addFormat('double', true);
  // The contract's times of day have seven decimals and no zone.
  ajv.addFormat('time', /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,12})?$/);
  ajv.addSchema(toJsonSchemas(contract), 'graph');
  const compiled = new Map<JsonSchema, ValidateFunction>();
  const validate = (schema: JsonSchema, value: unknown): string[] => {
    const check = compiled.get(schema) ?? ajv.compile(withRoot(schema));
    compiled.set(schema, check);
    check(value);
    return (check.errors ?? [])
      .filter(({ keyword }) => keyword !== 'anyOf')
      .map(
        ({ instancePath, message, params }) =>
          `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
      );
  };
  const schemaOf = (content: Content | { readonly $ref: string } | undefined) => {
    const direct =
      content && '$ref' in content ? resolve<Content>(contract, content.$ref) : content;
    return direct?.content?.['application/json']?.schema ?? null;
  };
  return {
    request({ operation }: FoundOperation, body: unknown): string[] {
      const schema = schemaOf(operation.requestBody);
      if (schema === null)
        return body === undefined || body === '' ? [] : ['a body is not expected'];
      return body === undefined || body === '' ? [] : validate(schema, body);
    },
    response({ operation }: FoundOperation, { status, responseBody }: Exchange): string[] {
      const range = `${String(status)[0]}XX`;
      const content = operation.responses[String(status)] ?? operation.responses[range];
      // The document has 204 for actions that Graph's own samples answer with 202.
      const isAction = status === 202 && operation.responses['204'] !== undefined;
      if (!content && !isAction) return [`status ${status} is not in the contract`];
      const schema = schemaOf(content);
      if (schema === null || isAction) {
        return responseBody === undefined ? [] : ['a body is not expected'];
      }
      return responseBody === undefined ? ['a body is missing'] : validate(schema, responseBody);
    },
  };
}

/** References inside a path lead to the components of the document. */
function withRoot(schema: JsonSchema): JsonSchema {
  const text = JSON.stringify(translate(schema));
  return JSON.parse(text.replaceAll('"$ref":"#/', '"$ref":"graph#/'));
}
