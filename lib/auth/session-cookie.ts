export interface SessionCookie {
  readonly name: string;
  readonly options: {
    readonly httpOnly: true;
    readonly sameSite: 'lax';
    readonly path: '/';
    readonly secure: boolean;
  };
}

/** Its own name: on localhost all ports share their cookies. The prefix: RFC 6265bis, 4.1.3.2. */
export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = isSecure(publicUrl);
  return {
    name: secure ? '__Host-foyer.session' : 'foyer.session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  };
}

export function isSecure(publicUrl: string): boolean {
  return new URL(publicUrl).protocol === 'https:';
}
