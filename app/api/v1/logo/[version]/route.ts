import { getContainer } from '@/lib/container';
import { getLogo } from '@/lib/http/contract/appearance';
import { createStreamHandle } from '@/lib/http/server/handle';
import { methods } from '@/lib/http/server/methods';
import { replyWithLogo } from '@/lib/http/server/reply-with-logo';

const handle = createStreamHandle(getContainer);

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: handle(getLogo, replyWithLogo) });
