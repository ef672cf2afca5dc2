import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

/** Of every server in this process (Node's documentation, diagnostics_channel, "Built-in Channels"). */
const requestStarts = 'http.server.request.start';

/**
 * Lets Next compress the JSON of route handlers. It compresses what has a content type that it knows,
 * but hands that of a route's answer over as a list of one, which it then does not know; and a route
 * may not say that it has compressed its answer itself. Streams of events stay as they are: each
 * would hold a compressor for as long as it is open.
 */
export function compressAnswers(): void {
  subscribe(requestStarts, mendContentType);
}

function mendContentType(message: unknown): void {
  const { response } = message as { readonly response: ServerResponse };
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    setHeader(name, isJsonInList(name, value) ? value[0] : value);
}

function isJsonInList(name: string, value: unknown): value is readonly [string] {
  if (name.toLowerCase() !== 'content-type') return false;
  return (
    Array.isArray(value) && value.length === 1 && String(value[0]).startsWith('application/json')
  );
}
