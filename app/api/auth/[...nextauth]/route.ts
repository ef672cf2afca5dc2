import { getContainer } from '@/lib/container';

async function handle(request: Request): Promise<Response> {
  const { auth } = await getContainer();
  return auth.handlers(request);
}

export { handle as GET, handle as POST };
