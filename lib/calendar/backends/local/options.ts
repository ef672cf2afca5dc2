import { z } from 'zod';

/** A local connection has nothing to set: its events live in Foyer's own database. */
export const localOptions = z.strictObject({});
export type LocalOptions = z.infer<typeof localOptions>;
