import { getContainer } from '@/lib/container';
import { streamChanges as endpoint } from '@/lib/http/contract/stream';
import { createStreamHandle } from '@/lib/http/server/handle';
import { methods } from '@/lib/http/server/methods';
import { streamChanges } from '@/lib/http/server/stream-changes';

const handle = createStreamHandle(getContainer);

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: handle(endpoint, streamChanges) });
