/** A browser without a window: it keeps cookies by origin and path, and follows redirects. */
export interface Browser {
  /** One request, no redirect followed. */
  request(url: string, init?: BrowserRequest): Promise<Response>;
  /** Follows redirects until an answer is none, or until `stopAt` is where it would go. */
  open(url: string, init?: BrowserRequest, stopAt?: (url: string) => boolean): Promise<Visit>;
  /** The cookies it would send there, by name. */
  cookies(url: string): ReadonlyMap<string, string>;
  setCookie(url: string, header: string): void;
  /** The same cookies in another browser, as somebody who copied them has. */
  clone(): Browser;
}

export interface BrowserRequest {
  readonly method?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Visit {
  /** Where it ended; with `stopAt`, the address that was not opened any more. */
  readonly url: string;
  /** The last answer that was read. */
  readonly response: Response;
}

interface Cookie {
  readonly origin: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

/** Answers for one origin without a server; everything else goes over the network. */
export interface LocalSite {
  readonly origin: string;
  readonly answer: (request: Request) => Promise<Response>;
}

const longestChain = 20;

export function createBrowser(site: LocalSite, initial: readonly Cookie[] = []): Browser {
  const jar = [...initial];

  function cookiesFor(url: string): ReadonlyMap<string, string> {
    const { origin, pathname } = new URL(url);
    const sent = jar.filter((cookie) => cookie.origin === origin && covers(cookie.path, pathname));
    return new Map(sent.map(({ name, value }) => [name, value]));
  }

  function setCookie(url: string, header: string): void {
    const { cookie, expired } = parseSetCookie(new URL(url).origin, header);
    const at = jar.findIndex((known) => keyOf(known) === keyOf(cookie));
    if (at >= 0) jar.splice(at, 1);
    if (!expired) jar.push(cookie);
  }

  async function request(url: string, init: BrowserRequest = {}): Promise<Response> {
    const { origin, host } = new URL(url);
    const headers = new Headers({ host, ...init.headers });
    const cookie = [...cookiesFor(url)].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie !== '') headers.set('cookie', cookie);
    const asked = new Request(url, {
      method: init.method ?? (init.form ? 'POST' : 'GET'),
      headers,
      redirect: 'manual',
      ...(init.form ? { body: new URLSearchParams(init.form) } : {}),
    });
    const response = await (origin === site.origin ? site.answer(asked) : fetch(asked));
    for (const header of response.headers.getSetCookie()) setCookie(url, header);
    return response;
  }

  async function open(
    url: string,
    init: BrowserRequest = {},
    stopAt: (url: string) => boolean = () => false,
  ): Promise<Visit> {
    let visit: Visit = { url, response: await request(url, init) };
    for (let hops = 0; hops < longestChain; hops += 1) {
      const location = visit.response.headers.get('location');
      if (location === null) return visit;
      const next = new URL(location, visit.url).href;
      if (stopAt(next)) return { url: next, response: visit.response };
      visit = { url: next, response: await request(next) };
    }
    throw new Error(`more than ${longestChain} redirects from ${url}`);
  }

  return { request, open, cookies: cookiesFor, setCookie, clone: () => createBrowser(site, jar) };
}

function covers(path: string, pathname: string): boolean {
  return path === '/' || pathname === path || pathname.startsWith(`${path.replace(/\/$/, '')}/`);
}

function keyOf({ origin, path, name }: Cookie): string {
  return `${origin} ${path} ${name}`;
}

function parseSetCookie(origin: string, header: string) {
  const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
  const attribute = (name: string) =>
    attributes.find((text) => text.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const equals = pair.indexOf('=');
  const expires = attribute('expires');
  const cookie: Cookie = {
    origin,
    path: attribute('path') ?? '/',
    name: pair.slice(0, equals),
    value: pair.slice(equals + 1),
  };
  const expired =
    attribute('max-age') === '0' || (expires !== undefined && Date.parse(expires) <= Date.now());
  return { cookie, expired };
}
