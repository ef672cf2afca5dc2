import { getContainer } from '@/lib/container';
import { createHandle } from '@/lib/http/server/handle';

/** The one way in for every route. */
export const handle = createHandle(getContainer);
