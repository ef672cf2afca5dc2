import type * as z from 'zod/mini';
import type { availabilityEventSchema, bookingEventSchema } from '@/lib/http/contract/stream';

/** What a page hears of: a room's stretch of time, a booking, or that all may be different. */
export type Change =
  | { readonly kind: 'availability'; readonly data: z.infer<typeof availabilityEventSchema> }
  | { readonly kind: 'booking'; readonly data: z.infer<typeof bookingEventSchema> }
  | { readonly kind: 'reset' };
