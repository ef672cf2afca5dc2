import type { Presentation } from '../events/render-event';
import type { GraphCall } from '../graph-call';
import { badRequest } from '../graph-failure';
import { resolveZone } from '../zones';

export type Json = Readonly<Record<string, unknown>>;

/** Properties that are only shown when `$select` or `$expand` names them. */
const onRequest = new Set([
  'cancelledOccurrences',
  'exceptionOccurrences',
  'singleValueExtendedProperties',
  'instances',
  'uid',
]);

/** The zone of `Prefer: outlook.timezone="…"`, or UTC. */
export function preferredZone(call: GraphCall): string {
  const wanted = /outlook\.timezone\s*=\s*"([^"]*)"/i.exec(call.headers.prefer ?? '')?.[1];
  if (wanted === undefined) return 'UTC';
  resolveZone(wanted);
  return wanted;
}

export function presentationOf(call: GraphCall): Presentation {
  const body = /outlook\.body-content-type\s*=\s*"(\w+)"/i.exec(call.headers.prefer ?? '')?.[1];
  return { zone: preferredZone(call), bodyType: body?.toLowerCase() === 'text' ? 'text' : 'html' };
}

/** What tells the caller that its preference was followed. */
export function preferenceApplied(call: GraphCall): Readonly<Record<string, string>> {
  const zone = preferredZone(call);
  return zone === 'UTC' ? {} : { 'Preference-Applied': `outlook.timezone="${zone}"` };
}

/** Leaves what `$select` names, and the keys that Graph always shows. */
export function select(item: Json, call: GraphCall): Json {
  const names = listOf(call.query.get('$select'));
  if (names.length === 0) return item;
  for (const name of names) {
    if (!(name in item) && !onRequest.has(name) && item.iCalUId !== undefined) {
      throw badRequest(
        'RequestBroker--ParseUri',
        `Could not find a property named '${name}' on type 'Microsoft.OutlookServices.Event'.`,
      );
    }
  }
  const kept = new Set(['@odata.etag', '@odata.type', 'id', ...names, ...expanded(call)]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name)));
}

export function asksFor(call: GraphCall, property: string): boolean {
  return listOf(call.query.get('$select')).includes(property) || expanded(call).includes(property);
}

/** One page and the link to the next. */
export function page<Item>(
  call: GraphCall,
  items: readonly Item[],
  limits: { readonly usual: number; readonly most: number },
): { readonly items: readonly Item[]; readonly envelope: Json } {
  const skip = numberOf(call, '$skip', 0);
  const preferred = /odata\.maxpagesize\s*=\s*(\d+)/i.exec(call.headers.prefer ?? '')?.[1];
  const top = numberOf(call, '$top', Number(preferred ?? limits.usual));
  if (top > limits.most) {
    throw badRequest(
      'ErrorInvalidUrlQuery',
      `The query specified in the URI is not valid. The limit of '${limits.most}' for Top query has been exceeded.`,
    );
  }
  const end = skip + Math.max(top, 1);
  const count = call.query.get('$count') === 'true' ? { '@odata.count': items.length } : {};
  return {
    items: items.slice(skip, end),
    envelope: {
      ...count,
      ...(end < items.length ? { '@odata.nextLink': nextLink(call, top, end) } : {}),
    },
  };
}

export function contextOf(call: GraphCall, what: string): Json {
  return { '@odata.context': `${call.serviceRoot}/$metadata#${what}` };
}

export function listOf(text: string | null): string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function expanded(call: GraphCall): string[] {
  const names = (call.query.get('$expand') ?? '').replace(/\([^)]*\)/g, '');
  return listOf(names);
}

function nextLink(call: GraphCall, top: number, skip: number): string {
  const query = new URLSearchParams(call.query);
  query.set('$top', String(top));
  query.set('$skip', String(skip));
  return `${call.serviceRoot}${call.path}?${query.toString()}`;
}

function numberOf(call: GraphCall, name: string, otherwise: number): number {
  const text = call.query.get(name);
  if (text === null) return otherwise;
  if (!/^\d+$/.test(text)) {
    throw badRequest('BadRequest', `Invalid value '${text}' for ${name} query option.`);
  }
  return Number(text);
}
