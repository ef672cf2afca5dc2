import { randomUUID } from 'node:crypto';
import { FoyerError } from '@/lib/core/errors';
import { toProblemResponse } from '@/lib/http/server/problem';

/** Addresses that the API does not have. */
async function nothingHere(): Promise<Response> {
  return toProblemResponse(
    new FoyerError('not-found', 'The API has no such address.'),
    randomUUID(),
  );
}

export const GET = nothingHere;
export const POST = nothingHere;
export const PUT = nothingHere;
export const PATCH = nothingHere;
export const DELETE = nothingHere;
