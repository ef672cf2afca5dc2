import { getContainer } from '@/lib/container';
import { receiveHook as endpoint } from '@/lib/http/contract/hooks';
import { createStreamHandle } from '@/lib/http/server/handle';
import { methods } from '@/lib/http/server/methods';
import { receiveHook } from '@/lib/http/server/receive-hook';

const handle = createStreamHandle(getContainer);

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: handle(endpoint, receiveHook) });
