import { handle } from '@/app/api/v1/handle';
import { getHealth } from '@/lib/http/contract/health';
import { methods } from '@/lib/http/server/methods';
import { presentHealth } from '@/lib/http/server/presenters/health';
import { checkHealth } from '@/lib/services/check-health';
import packageJson from '@/package.json';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: handle(getHealth, async (foyer, { caller }) => {
    const health = await checkHealth(foyer, caller?.person ?? null);
    const status = health.database === 'ok' ? 200 : 503;
    return { status, body: presentHealth(health, packageJson.version) };
  }),
});
