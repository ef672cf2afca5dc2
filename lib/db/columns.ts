import { z } from 'zod';
import { instant } from '@/lib/core/time/instant';

/** A column of moments, as the driver reads it. */
export const instantColumn = z.date().transform((value) => instant(value.getTime()));

/** A moment in milliseconds of the epoch, as `epoch_ms` and stored JSON have it. */
export const epochMsColumn = z.number().transform(instant);
