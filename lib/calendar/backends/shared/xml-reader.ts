/** An element as XML Namespaces names it; `text` joins what stands directly inside it. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly text: string;
  /** By name as written; declarations of namespaces are left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
}

interface OpenElement {
  readonly qualifiedName: string;
  readonly scope: Scope;
  readonly element: GrowingElement;
}

interface GrowingElement extends XmlElement {
  text: string;
  /** Shared until there is a first child: most elements have none. */
  children: readonly XmlElement[] | XmlElement[];
}

/** What holds inside of an element. */
interface Scope {
  readonly prefixes: ReadonlyMap<string, string>;
  /** Start tags without attributes that were read here before, by all that stands between < and >. */
  readonly plainTags: Map<string, Pick<XmlElement, 'namespace' | 'name'>>;
}

const maxDepth = 64;
const builtInPrefixes: ReadonlyMap<string, string> = new Map([
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
]);
const noAttributes: ReadonlyMap<string, string> = new Map();
const noChildren: readonly XmlElement[] = [];
const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
const markup =
  /<(?:!--[\s\S]*?--|!\[CDATA\[([\s\S]*?)\]\]|\?[\s\S]*?\?|\/([^\s<>/]+)\s*|([^\s<>/!?]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?))>/y;
const attribute = /([^\s=<>/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

/**
 * Reads a whole XML document without ever changing a text: numbers, tokens and entity tags stay the
 * strings they are. Document types are refused, so that no entity can be defined or fetched.
 * @throws Error when the document is not well formed, is cut short, or nests deeper than 64.
 */
export function readXml(source: string): XmlElement {
  const text = source.replace(/^\uFEFF/, '');
  const open: OpenElement[] = [];
  const outermost: Scope = { prefixes: builtInPrefixes, plainTags: new Map() };
  let root: XmlElement | null = null;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const between = text.slice(at, next < 0 ? text.length : next);
    takeText(open, between);
    if (next < 0) break;
    const closed = plainlyClosed(text, next, open.at(-1));
    if (closed > 0) {
      root = close(open) ?? root;
      at = closed;
      continue;
    }
    const again = openedAgain(text, next, open);
    if (again > 0) {
      at = again;
      continue;
    }
    markup.lastIndex = next;
    const match = markup.exec(text);
    if (!match) throw new Error(`not well-formed XML at character ${next}`);
    at = markup.lastIndex;
    const [, cdata, closing, opening, attributes = '', selfClosing] = match;
    if (cdata !== undefined) {
      if (open.length === 0) throw new Error('text outside the XML document');
      appendText(open, cdata);
    }
    if (opening !== undefined) {
      if (root) throw new Error('a second XML document element');
      if (open.length >= maxDepth) throw new Error('XML nests too deep');
      open.push(opened(opening, attributes, open.at(-1)?.scope ?? outermost));
    }
    if (closing !== undefined && closing !== open.at(-1)?.qualifiedName) {
      throw new Error('XML elements do not close in order');
    }
    if (closing !== undefined || selfClosing === '/') root = close(open) ?? root;
  }
  if (!root || open.length > 0) throw new Error('the XML document is cut short');
  return root;
}

/** The first child of that name, or null. */
export function childOf(element: XmlElement, namespace: string, name: string): XmlElement | null {
  return (
    element.children.find((child) => child.name === name && child.namespace === namespace) ?? null
  );
}

export function childrenOf(
  element: XmlElement,
  namespace: string,
  name: string,
): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name && child.namespace === namespace);
}

function takeText(open: readonly OpenElement[], raw: string): void {
  if (raw === '') return;
  if (open.length > 0) appendText(open, decodeEntities(raw));
  else if (raw.trim() !== '') throw new Error('text outside the XML document');
}

function appendText(open: readonly OpenElement[], text: string): void {
  const innermost = open.at(-1)?.element;
  if (innermost) innermost.text += text;
}

/** Where the end tag of the innermost element ends when one begins here, without a space in it; else 0. */
function plainlyClosed(text: string, at: number, innermost: OpenElement | undefined): number {
  if (innermost === undefined || text[at + 1] !== '/') return 0;
  const end = at + 2 + innermost.qualifiedName.length;
  return text[end] === '>' && text.startsWith(innermost.qualifiedName, at + 2) ? end + 1 : 0;
}

/**
 * Opens an element whose start tag was read here before, letter by letter the same: answers hold
 * thousands of them. Returns where the tag ends, or 0 when it has to be read.
 */
function openedAgain(text: string, at: number, open: OpenElement[]): number {
  const scope = open.at(-1)?.scope;
  if (scope === undefined || open.length >= maxDepth) return 0;
  const end = text.indexOf('>', at);
  const qualifiedName = text.slice(at + 1, end);
  const known = scope.plainTags.get(qualifiedName);
  if (known === undefined) return 0;
  open.push({ qualifiedName, scope, element: emptyElement(known, noAttributes) });
  return end + 1;
}

function opened(qualifiedName: string, attributes: string, outer: Scope): OpenElement {
  const { prefixes, plain } =
    attributes === ''
      ? { prefixes: outer.prefixes, plain: noAttributes }
      : readAttributes(attributes, outer.prefixes);
  const scope = prefixes === outer.prefixes ? outer : { prefixes, plainTags: new Map() };
  const colon = qualifiedName.indexOf(':');
  const prefix = colon < 0 ? '' : qualifiedName.slice(0, colon);
  const namespace = prefixes.get(prefix);
  if (namespace === undefined && prefix !== '') throw new Error('an XML prefix is not declared');
  const named = { namespace: namespace ?? '', name: qualifiedName.slice(colon + 1) };
  if (attributes === '') scope.plainTags.set(qualifiedName, named);
  return { qualifiedName, scope, element: emptyElement(named, plain) };
}

function emptyElement(
  { namespace, name }: Pick<XmlElement, 'namespace' | 'name'>,
  attributes: ReadonlyMap<string, string>,
): GrowingElement {
  return { namespace, name, text: '', attributes, children: noChildren };
}

function readAttributes(attributes: string, outer: ReadonlyMap<string, string>) {
  const declared: [string, string][] = [];
  const plain = new Map<string, string>();
  for (const [, name = '', double, single] of attributes.matchAll(attribute)) {
    const value = decodeEntities(double ?? single ?? '');
    if (name === 'xmlns') declared.push(['', value]);
    else if (name.startsWith('xmlns:')) declared.push([name.slice('xmlns:'.length), value]);
    else plain.set(name, value);
  }
  return { prefixes: declared.length === 0 ? outer : new Map([...outer, ...declared]), plain };
}

/** Ends the innermost element; answers it when it was the document's own. */
function close(open: OpenElement[]): XmlElement | null {
  const element = open.pop()?.element ?? null;
  const parent = open.at(-1)?.element;
  if (!parent || !element) return element;
  if (parent.children === noChildren) parent.children = [element];
  else (parent.children as XmlElement[]).push(element);
  return null;
}

function decodeEntities(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+)?(;?)/g, (_all, body, semicolon) => {
    if (body === undefined || semicolon === '') throw new Error('a stray ampersand in XML');
    if (!body.startsWith('#')) return namedEntity(body);
    const hexadecimal = body[1] === 'x';
    const code = Number.parseInt(body.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
    if (code > 0x10ffff) throw new Error('an XML character beyond Unicode');
    return String.fromCodePoint(code);
  });
}

function namedEntity(name: string): string {
  const value = namedEntities[name];
  if (value === undefined) throw new Error('an XML entity that nobody may define');
  return value;
}
