/** An account of a calendar server. */
export interface DavAccount {
  readonly username: string;
  readonly password: string;
}

/** A real CalDAV server on this machine, with its own storage, that a test starts and ends. */
export interface CaldavServer {
  /** By what name the product goes. */
  readonly product: string;
  readonly version: string;
  /** Ends with a slash; the same after a restart. */
  readonly baseUrl: string;
  /** The service account. */
  readonly username: string;
  readonly password: string;
  /** Where the service account's calendars live; ends with a slash. */
  readonly homeUrl: string;
  /** Options of a connection to this server, as `createCaldavBackend` takes them. */
  readonly connection: {
    readonly serverUrl: string;
    readonly username: string;
    readonly password: string;
    readonly auth: 'basic';
    readonly writeMode: 'direct';
  };
  /** One raw request as the service account, past every adapter. */
  request(pathOrUrl: string, init?: RequestInit): Promise<Response>;
  /** Makes an empty calendar that the service account may write; answers its URL, with a slash. */
  makeCalendar(name: string): Promise<string>;
  /** Removes a calendar that `makeCalendar` made, with all that is in it. */
  removeCalendar(calendarUrl: string): Promise<void>;
  /** Puts one calendar object, whatever it holds; throws when the server refuses. */
  putObject(calendarUrl: string, name: string, icalendar: string): Promise<void>;
  /** The text of every object of a calendar, read by PROPFIND and GET. */
  readObjects(calendarUrl: string): Promise<readonly string[]>;
  /** Ends the server at once, as a crash does; the storage stays. */
  kill(): Promise<void>;
  /** Starts again on the same port and storage, after `kill` or while it runs. */
  restart(): Promise<void>;
  /** Ends the server and removes the storage. */
  stop(): Promise<void>;
}

/** A person or a room of a server that delivers invitations. */
export interface DavPrincipal extends DavAccount {
  readonly email: string;
  /** The calendar as its owner sees it. */
  readonly ownUrl: string;
  /** The same calendar as the service account sees it, which may write there. */
  readonly calendarUrl: string;
  /** One raw request as this principal. */
  request(pathOrUrl: string, init?: RequestInit): Promise<Response>;
}

/** A server that delivers invitations between its own calendars (RFC 6638). */
export interface SchedulingServer extends CaldavServer {
  addPrincipal(name: string, kind: 'person' | 'room'): Promise<DavPrincipal>;
}

export type RawAccess = Pick<
  CaldavServer,
  'request' | 'putObject' | 'readObjects' | 'removeCalendar'
>;

/** Raw roads into a server as one account. */
export function rawAccess(baseUrl: string, { username, password }: DavAccount): RawAccess {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const request = (pathOrUrl: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', authorization);
    return fetch(new URL(pathOrUrl, baseUrl), { ...init, headers, redirect: 'manual' });
  };
  const putObject = async (calendarUrl: string, name: string, icalendar: string) => {
    const headers = { 'content-type': 'text/calendar; charset=utf-8' };
    const url = new URL(name, calendarUrl).href;
    await expectOk(await request(url, { method: 'PUT', headers, body: icalendar }), 'PUT');
  };
  const readObjects = async (calendarUrl: string): Promise<readonly string[]> => {
    const listing = await request(calendarUrl, { method: 'PROPFIND', headers: { depth: '1' } });
    const xml = await expectOk(listing, 'PROPFIND');
    const hrefs = [...xml.matchAll(/<(?:\w+:)?href>([^<]+\.ics)</g)].map(([, href]) => href ?? '');
    const answers = await Promise.all(hrefs.map((href) => request(href)));
    // Cyrus lists a delivered copy under a name that leads nowhere when its uid has a slash.
    if (answers.some(({ status }) => status === 404)) return readByReport(request, calendarUrl);
    return Promise.all(answers.map((answer) => expectOk(answer, 'GET')));
  };
  const removeCalendar = async (url: string) => {
    await expectOk(await request(url, { method: 'DELETE' }), 'DELETE');
  };
  return { request, putObject, readObjects, removeCalendar };
}

async function readByReport(
  request: CaldavServer['request'],
  calendarUrl: string,
): Promise<readonly string[]> {
  const answer = await request(calendarUrl, {
    method: 'REPORT',
    headers: { depth: '1', 'content-type': 'application/xml' },
    body: '<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter></C:calendar-query>',
  });
  const xml = await expectOk(answer, 'REPORT');
  const texts = xml.matchAll(/<(?:\w+:)?calendar-data[^>]*>(?:<!\[CDATA\[)?(BEGIN:[^<\]]+)/g);
  return [...texts].map(([, text = '']) =>
    text
      .replace(/&(?:#13|#xD);/gi, '\r')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  );
}

/** The text of an answer of 2xx; throws otherwise. */
export async function expectOk(response: Response, what: string): Promise<string> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${what} answered ${response.status}: ${text.slice(0, 200)}`);
  return text;
}
