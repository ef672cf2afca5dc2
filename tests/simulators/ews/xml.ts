import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';

export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';
export const messagesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/messages';
export const typesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/types';
export const errorsNamespace = 'http://schemas.microsoft.com/exchange/services/2006/errors';

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with children that are XML already. */
export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  const content = children.join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** An element that holds a text. */
export function leaf(name: string, value: string | number | boolean): string {
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

/** The first child of that local name. */
export function child(element: XmlElement | null | undefined, name: string): XmlElement | null {
  return element?.children.find((each) => each.name === name) ?? null;
}

/** The element that a path of local names leads to. */
export function at(element: XmlElement, ...path: readonly string[]): XmlElement | null {
  let current: XmlElement | null = element;
  for (const name of path) current = child(current, name);
  return current;
}

export function textAt(element: XmlElement, ...path: readonly string[]): string | null {
  return at(element, ...path)?.text.trim() ?? null;
}

/** Every element of that name beneath, in order of the document. */
export function everyNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((each) => [
    ...(each.name === name ? [each] : []),
    ...everyNamed(each, name),
  ]);
}

/** xs:dateTime in UTC without fractions, as Exchange writes it. */
export function dateTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d+Z$/, 'Z');
}
