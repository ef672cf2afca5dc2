import { isLoopback } from '@/lib/auth/is-loopback';

/**
 * The origin that the person's browser is at. A public address that was configured decides alone.
 * Without one (it is then this machine's) the request decides, so that a first run works under
 * every name of the machine. Trusting it lets nobody in: a browser sends the name that it opened,
 * and the provider accepts only the redirect addresses it was given.
 */
export function requestOrigin(request: Request, publicUrl: string): string {
  const configured = new URL(publicUrl);
  if (!isLoopback(configured.hostname)) return configured.origin;
  const asked = new URL(request.url);
  const scheme = first(request, 'x-forwarded-proto') ?? asked.protocol.replace(':', '');
  const host = first(request, 'x-forwarded-host') ?? first(request, 'host') ?? asked.host;
  const candidate = `${scheme}://${host}`;
  return isOrigin(candidate) ? new URL(candidate).origin : configured.origin;
}

function first(request: Request, header: string): string | undefined {
  return request.headers.get(header)?.split(',')[0]?.trim();
}

function isOrigin(text: string): boolean {
  if (!/^https?:\/\/[^/\s?#@\\]+$/.test(text) || !URL.canParse(text)) return false;
  return new URL(text).pathname === '/';
}
