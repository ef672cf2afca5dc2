import { FoyerError } from '@/lib/core/errors';

/** Bookings are small, and so are logos; nothing that Foyer takes needs more. */
export const largestBodyBytes = 256 * 1_024;

/**
 * The JSON of a request; undefined for an empty body. Reads no more than the limit.
 * @throws FoyerError `payload-too-large`, `unsupported-media-type`, `malformed-json`.
 */
export async function readBody(request: Request): Promise<unknown> {
  const text = decode(await readBytes(request));
  if (text === '') return undefined;
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new FoyerError('unsupported-media-type', 'Send the body as application/json.');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FoyerError('malformed-json', 'The body is not valid JSON.', {}, error);
  }
}

/**
 * What a request brings, as it is. Reads no more than the limit.
 * @throws FoyerError `payload-too-large`.
 */
export async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > largestBodyBytes) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > largestBodyBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(part.value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new FoyerError('malformed-json', 'The body is not valid UTF-8.', {}, error);
  }
}

function tooLarge(): FoyerError {
  return new FoyerError('payload-too-large', `The body may have ${largestBodyBytes} bytes.`);
}
