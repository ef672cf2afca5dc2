import * as z from 'zod/mini';
import { backendKinds } from '@/lib/core/places/room';
import { endpoint } from '@/lib/http/contract/endpoint';
import { idSchema, plainText } from '@/lib/http/contract/fields';

/** Longer than any that a calendar system was seen to send. */
const longestToken = 2_000;

export const receiveHook = endpoint({
  id: 'receiveHook',
  method: 'POST',
  path: '/api/v1/hooks/{kind}/{hook}',
  summary:
    'For calendar systems: notices that a room has changed, which show the secret that was agreed; ' +
    'a `validationToken` is answered with itself. Anything else changes nothing',
  access: 'anyone',
  params: z.object({ kind: z.enum(backendKinds), hook: idSchema }),
  query: z.object({ validationToken: z.optional(plainText(longestToken)) }),
  /** Whatever that system sends. */
  body: z.optional(z.unknown()),
  answer: z.string(),
  answerType: 'text/plain',
  statuses: [200, 202],
});
