import { describeApi } from '@/lib/http/server/describe-api';
import packageJson from '@/package.json';

/** The same for everybody, and no secret: it is what the documentation says anyway. */
export function GET(): Response {
  return Response.json(describeApi(packageJson.version), {
    headers: { 'cache-control': 'public, max-age=300' },
  });
}
