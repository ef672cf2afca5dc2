import { readdirSync, readFileSync } from 'node:fs';
import { graphContractFile } from './graph-contract';

/** One request or response that Microsoft publishes in its documentation. */
export interface GraphSample {
  readonly file: string;
  readonly kind: 'request' | 'response';
  /** `POST https://graph.microsoft.com/v1.0/…` or `HTTP/1.1 200 OK`. */
  readonly start: string;
  readonly headers: readonly string[];
  /** `microsoft.graph.event` and so on, of responses. */
  readonly odataType: string | null;
  /** Whether `body.value` holds a list of them. */
  readonly collection: boolean;
  /** Null where there is none. */
  readonly body: unknown;
}

/** A block of the conceptual pages: batching, delta, webhooks, throttling, errors. */
export interface GraphConcept {
  readonly file: string;
  readonly text: string;
  /** The JSON in it, if all of it after the head is JSON. */
  readonly json: unknown;
}

/** Microsoft's samples, in the order of their names. Call only where `hasGraphContract()`. */
export function listGraphSamples(): readonly GraphSample[] {
  return readdirSync(graphContractFile('samples'))
    .filter((name) => /_(request|response)\.json$/.test(name))
    .sort()
    .map((file) => ({
      file,
      ...JSON.parse(readFileSync(graphContractFile('samples', file), 'utf8')),
    }));
}

export function listGraphConcepts(): readonly GraphConcept[] {
  const folder = graphContractFile('samples', 'concepts');
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const text = readFileSync(graphContractFile('samples', 'concepts', file), 'utf8');
      return { file, text, json: jsonIn(text) };
    });
}

function jsonIn(text: string): unknown {
  const begin = text.search(/^\s*\{/m);
  if (begin < 0) return null;
  try {
    return JSON.parse(text.slice(begin));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
