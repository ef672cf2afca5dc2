import { z } from 'zod';
import type { Exchange } from '../../simulators/graph/server/exchange';

/**
 * `$batch` is in no metadata: this is what Microsoft's own samples of it have in common. A test holds
 * the samples themselves against it.
 */
export const batchRequest = z.strictObject({
  requests: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']),
        url: z.string().min(1),
        headers: z.record(z.string(), z.string()).optional(),
        body: z.unknown().optional(),
        dependsOn: z.array(z.string()).optional(),
      }),
    )
    .min(1)
    .max(20),
});

export const batchResponse = z.strictObject({
  responses: z.array(
    z.strictObject({
      id: z.string().min(1),
      status: z.number().int().min(100).max(599),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
  ),
});

/** What a batch and its answer have wrong; nothing for one that was refused as a whole. */
export function checkBatch({ requestBody, responseBody, status }: Exchange): string[] {
  if (status !== 200) return [];
  const request = batchRequest.safeParse(requestBody);
  const response = batchResponse.safeParse(responseBody);
  if (!request.success) return [`request: ${request.error.message}`];
  if (!response.success) return [`response: ${response.error.message}`];
  const asked = request.data.requests.map(({ id }) => id).sort();
  const answered = response.data.responses.map(({ id }) => id).sort();
  return asked.join() === answered.join() ? [] : ['its answers are not those of its parts'];
}
