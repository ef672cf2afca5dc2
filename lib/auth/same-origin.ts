import type { Caller } from '@/lib/auth/caller';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface OriginCheck {
  readonly request: Pick<Request, 'method' | 'headers'>;
  readonly via: Caller['via'];
  /** The origin that people open. */
  readonly publicUrl: string;
}

/**
 * False for what another site may have made a browser send: a state-changing request that a cookie
 * would sign and that does not come from this origin. No browser adds a token by itself.
 */
export function passesOriginCheck({ request, via, publicUrl }: OriginCheck): boolean {
  return via === 'token' || safeMethods.has(request.method) || isSameOrigin(request, publicUrl);
}

/**
 * True when the browser says that its page has this origin. Both of its statements have to agree,
 * and one must be there: every browser sends Origin with a state-changing request.
 * Sec-Fetch-Site: W3C Fetch Metadata, section 2.4. Origin: RFC 6454, section 7.
 */
export function isSameOrigin(request: Pick<Request, 'headers'>, publicUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = request.headers.get('origin');
  if (origin === null) return site !== null;
  // An opaque origin is the text `null`, which is not a URL.
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(publicUrl).origin || hostsOf(request, from).includes(from.host);
}

/**
 * The names by which the browser may have reached this server. X-Forwarded-Host is safe to believe
 * here: a page can set it on a request to another origin only after a preflight, which fails. The
 * scheme is left out because TLS often ends at a proxy.
 */
function hostsOf(request: Pick<Request, 'headers'>, from: URL): readonly string[] {
  return ['host', 'x-forwarded-host']
    .map((name) => request.headers.get(name)?.split(',')[0]?.trim() ?? '')
    .map((host) => `${from.protocol}//${host}`)
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).host);
}
