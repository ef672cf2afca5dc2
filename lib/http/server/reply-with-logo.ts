import { FoyerError } from '@/lib/core/errors';
import type { AppearanceStore } from '@/lib/db/appearance-ports';
import type { Input } from '@/lib/http/server/handle';
import { isKnown } from '@/lib/http/server/is-known';

export interface LogoReplyDeps {
  readonly appearances: AppearanceStore;
  readonly organisationId: string;
}

/**
 * The logo for whoever asks, since the page for signing in shows it. Pages show it as an image, in
 * which nothing runs; for one who opens its address these headers see to that.
 */
export async function replyWithLogo(
  { appearances, organisationId }: LogoReplyDeps,
  { params, headers: asked, requestId }: Input<{ readonly version: string }, unknown, unknown>,
): Promise<Response> {
  const { version } = params;
  const logo = await appearances.findLogo(organisationId, version);
  if (!logo) throw new FoyerError('not-found', 'There is no such logo now.');
  const etag = `"${version}"`;
  const headers = {
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    etag,
  };
  if (isKnown(asked, etag)) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(logo.bytes), {
    headers: { ...headers, 'content-type': logo.type },
  });
}
