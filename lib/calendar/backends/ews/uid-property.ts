import { element } from '@/lib/calendar/backends/ews/xml';

const header = '040000008200e00074c5b7101a82e008';
const creationTimeAndRest = '00'.repeat(4 + 8 + 8);

export const uidField = element('t:ExtendedFieldURI', {
  DistinguishedPropertySetId: 'PublicStrings',
  PropertyName: 'FoyerUid',
  PropertyType: 'String',
});

export const notesField = element('t:ExtendedFieldURI', {
  DistinguishedPropertySetId: 'PublicStrings',
  PropertyName: 'FoyerNotes',
  PropertyType: 'String',
});

/** PidLidCleanGlobalObjectId: the one name of a meeting that Exchange lets one search by. */
const objectIdField = element('t:ExtendedFieldURI', {
  DistinguishedPropertySetId: 'Meeting',
  PropertyId: 35,
  PropertyType: 'Binary',
});

/** Finds what has this uid, whoever wrote it; `calendar:UID` itself cannot be searched. */
export function uidRestriction(uid: string): string {
  const either = element(
    't:Or',
    {},
    isEqualTo(uidField, uid),
    isEqualTo(objectIdField, toGlobalObjectId(uid)),
  );
  return element('m:Restriction', {}, either);
}

export const recurringRestriction = element(
  'm:Restriction',
  {},
  isEqualTo(
    // PidLidRecurring.
    element('t:ExtendedFieldURI', {
      DistinguishedPropertySetId: 'Appointment',
      PropertyId: 33_315,
      PropertyType: 'Boolean',
    }),
    'true',
  ),
);

function isEqualTo(field: string, value: string): string {
  const constant = element('t:Constant', { Value: value });
  return element('t:IsEqualTo', {}, field, element('t:FieldURIOrConstant', {}, constant));
}

/**
 * MS-OXOCAL section 2.2.1.27 in base64. A uid that is not Outlook's own is kept as `vCal-Uid`:
 * MS-OXCICAL section 2.1.3.1.1.20.26.
 */
export function toGlobalObjectId(uid: string): string {
  if (/^040000008200e00074c5b7101a82e008(?:[0-9a-f]{2})+$/i.test(uid)) {
    const own = Buffer.from(uid, 'hex');
    // The date of an instance is no part of the clean id.
    own.fill(0, 16, 20);
    return own.toString('base64');
  }
  const mark = Buffer.from('vCal-Uid\u0001\0\0\0', 'latin1');
  const payload = Buffer.concat([mark, Buffer.from(uid, 'utf8'), Buffer.from([0])]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(payload.length);
  const front = Buffer.from(header + creationTimeAndRest, 'hex');
  return Buffer.concat([front, size, payload]).toString('base64');
}
