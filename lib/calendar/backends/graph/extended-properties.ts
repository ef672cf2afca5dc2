import type { GraphEvent } from '@/lib/calendar/backends/graph/graph-event';

/**
 * Foyer's own named properties of an event (singleValueLegacyExtendedProperty), in a property set of
 * its own. Outlook shows them nowhere, keeps them, and Graph can search them; they are not known to
 * travel to the copies of those who are invited.
 */
const propertySet = '{5f0e6a52-7d3a-4b41-9a64-2c1d0b8f7e30}';
export const uidProperty = `String ${propertySet} Name FoyerUid`;
/** Who meets, where nobody may be invited because the event is the room's own. */
export const peopleProperty = `String ${propertySet} Name FoyerPeople`;
/** Of what takes several requests to write: `unfinished` until the last of them. */
export const stageProperty = `String ${propertySet} Name FoyerStage`;
export type Stage = 'unfinished' | 'done';

/** The most that Exchange compares of a text that is searched for. */
export const longestUid = 255;

export function propertyOf(event: GraphEvent, id: string): string | null {
  const wanted = id.toLowerCase();
  const found = event.singleValueExtendedProperties?.find(
    (property) => property.id.toLowerCase() === wanted,
  );
  return found?.value ?? null;
}

/** Whether whoever writes it has not come to the end: nobody has been told of it yet. */
export function isUnfinished(event: GraphEvent): boolean {
  const unfinished: Stage = 'unfinished';
  return propertyOf(event, stageProperty) === unfinished;
}

const ownProperties = [uidProperty, peopleProperty, stageProperty];

/** `$expand` for Foyer's own properties. */
export const expandProperties = `singleValueExtendedProperties($filter=${ownProperties
  .map((id) => `id eq '${id}'`)
  .join(' or ')})`;

/** `$filter` for the event of that uid. */
export function uidFilter(uid: string): string {
  const value = quoted(uid);
  return `singleValueExtendedProperties/any(ep: ep/id eq '${uidProperty}' and ep/value eq ${value})`;
}

/** `$filter` for the event of that iCalUId. */
export function icalUidFilter(icalUid: string): string {
  return `iCalUId eq ${quoted(icalUid)}`;
}

/** OData 4.01 part 2, section 5.1.1.14.1: a quote inside is doubled. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
