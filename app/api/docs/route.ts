import { renderApiPage } from '@/lib/http/server/render-api-page';
import packageJson from '@/package.json';

export function GET(): Response {
  return new Response(renderApiPage(packageJson.version), {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
}
