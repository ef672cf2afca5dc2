import { expect, test } from 'vitest';
import { hasGraphContract } from '../../support/graph-contract';
import { listGraphConcepts, listGraphSamples } from '../../support/graph-samples';
import { batchRequest, batchResponse } from './batch-check';

const present = hasGraphContract();

test.runIf(present)("Microsoft's samples are all there", () => {
  const samples = listGraphSamples();
  process.stdout.write(`Graph samples: ${samples.length}\n`);
  expect(samples).toHaveLength(91);
  expect(samples.every(({ start }) => start.length > 0)).toBe(true);
});

test.runIf(present)("what is asked of a batch holds of Microsoft's own batches", () => {
  const blocks = listGraphConcepts().filter(({ file }) => file.startsWith('json-batching'));
  const bodies = blocks.flatMap(({ json }) => (json === null ? [] : [json as object]));
  const requests = bodies.filter((body) => 'requests' in body);
  const responses = bodies.filter((body) => 'responses' in body);
  expect([requests.length, responses.length]).toEqual([2, 1]);
  for (const body of requests) expect(batchRequest.safeParse(body).error).toBeUndefined();
  for (const body of responses) expect(batchResponse.safeParse(body).error).toBeUndefined();
});
