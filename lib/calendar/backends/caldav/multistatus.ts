import {
  childOf,
  childrenOf,
  readXml,
  type XmlElement,
} from '@/lib/calendar/backends/shared/xml-reader';

export const davNamespace = 'DAV:';
export const caldavNamespace = 'urn:ietf:params:xml:ns:caldav';

/** One `response` of a multistatus. */
export interface DavResource {
  readonly href: string;
  /** Of the resource as a whole; null where each property has its own status. */
  readonly status: number | null;
  /** The property's element when the server gave it with 200; null when it did not. */
  property(namespace: string, name: string): XmlElement | null;
  /** Statuses other than 200 and 404 of single properties: a sign that the answer is not whole. */
  readonly refusals: readonly number[];
}

export interface Multistatus {
  readonly resources: readonly DavResource[];
  /** As the server wrote it, whatever it looks like. */
  readonly syncToken: string | null;
}

/**
 * Reads a 207 body (RFC 4918 section 13, RFC 6578 section 6.4).
 * @throws Error when it is not a complete multistatus.
 */
export function readMultistatus(text: string): Multistatus {
  const root = readXml(text);
  if (root.namespace !== davNamespace || root.name !== 'multistatus') {
    throw new Error('the XML is not a multistatus');
  }
  const token = childOf(root, davNamespace, 'sync-token')?.text.trim() ?? '';
  return {
    resources: childrenOf(root, davNamespace, 'response').flatMap(toResources),
    syncToken: token === '' ? null : token,
  };
}

/** A `response` may name several hrefs that share one status. */
function toResources(response: XmlElement): readonly DavResource[] {
  const hrefs = childrenOf(response, davNamespace, 'href').map(({ text }) => text.trim());
  if (hrefs.length === 0) throw new Error('a response names no href');
  const propstats = childrenOf(response, davNamespace, 'propstat').map(toPropstat);
  const statusElement = childOf(response, davNamespace, 'status');
  const status = statusElement ? statusOf(statusElement) : null;
  if (status === null && propstats.length === 0) throw new Error('a response tells no status');
  const given = propstats.filter((each) => each.status === 200).map((each) => each.properties);
  return hrefs.map((href) => ({
    href,
    status,
    property: (namespace, name) =>
      given.map((each) => childOf(each, namespace, name)).find((each) => each !== null) ?? null,
    refusals: propstats.map((each) => each.status).filter((each) => each !== 200 && each !== 404),
  }));
}

function toPropstat(propstat: XmlElement): { status: number; properties: XmlElement } {
  const status = childOf(propstat, davNamespace, 'status');
  const properties = childOf(propstat, davNamespace, 'prop');
  if (!status || !properties) throw new Error('a propstat lacks its status or its prop');
  return { status: statusOf(status), properties };
}

function statusOf({ text }: XmlElement): number {
  const match = /^HTTP\/\d(?:\.\d)?\s+(\d{3})\b/.exec(text.trim());
  if (!match) throw new Error('a status line cannot be read');
  return Number(match[1]);
}
