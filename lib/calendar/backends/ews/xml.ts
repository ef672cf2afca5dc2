import { childOf, type XmlElement } from '@/lib/calendar/backends/shared/xml-reader';

export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';
export const messagesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/messages';
export const typesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/types';

type Attributes = Readonly<Record<string, string | number | boolean>>;

/** An element whose children are XML already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]) {
  let written = '';
  for (const [key, value] of Object.entries(attributes)) {
    written += ` ${key}="${escapeXml(String(value))}"`;
  }
  return `<${name}${written}>${children.join('')}</${name}>`;
}

/** An element that holds a text. */
export function textElement(name: string, text: string | number | boolean): string {
  return `<${name}>${escapeXml(String(text))}</${name}>`;
}

/** Most texts are times, ids and addresses, which stay as they are. */
const plain = /^[ !#-%'-;=?-~]*$/;

/** What XML 1.0 cannot say at all becomes U+FFFD. */
export function escapeXml(text: string): string {
  if (plain.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

/** The element of Exchange's types that a path leads to. */
export function typeAt(from: XmlElement, ...path: readonly string[]): XmlElement | null {
  let current: XmlElement | null = from;
  for (const name of path) current = current && childOf(current, typesNamespace, name);
  return current;
}

export function typeText(from: XmlElement, ...path: readonly string[]): string | null {
  return typeAt(from, ...path)?.text ?? null;
}

export function messageAt(from: XmlElement, ...path: readonly string[]): XmlElement | null {
  let current: XmlElement | null = from;
  for (const name of path) current = current && childOf(current, messagesNamespace, name);
  return current;
}
