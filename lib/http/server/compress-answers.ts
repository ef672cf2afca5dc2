import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

/** Told for every request that a server of this process begins (Node's documentation, diagnostics_channel). */
const requestStarts = 'http.server.request.start';

/**
 * Lets Next compress the JSON of route handlers. It compresses what has a content type that it knows,
 * but hands that of a route's answer over as a list of one, which it then does not know; and a route
 * may not say that it has compressed its answer itself. Streams of events stay as they are: each
 * would hold a compressor for as long as it is open. Returns how to end it.
 */
export function compressAnswers(): () => void {
  subscribe(requestStarts, mendContentType);
  return () => void unsubscribe(requestStarts, mendContentType);
}

function mendContentType(message: unknown): void {
  const { response } = message as { readonly response: ServerResponse };
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    setHeader(name, isJsonInList(name, value) ? value[0] : value);
}

function isJsonInList(name: string, value: unknown): value is readonly [string] {
  if (!Array.isArray(value) || value.length !== 1 || name.toLowerCase() !== 'content-type')
    return false;
  return String(value[0]).startsWith('application/json');
}
