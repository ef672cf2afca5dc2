const header = '040000008200e00074c5b7101a82e008';
const dateCreationAndReserved = '00'.repeat(4 + 8 + 8);

/**
 * MS-OXOCAL section 2.2.1.27, in base64: how Exchange keeps the uid of a meeting. One that is not its
 * own is wrapped as `vCal-Uid` (MS-OXCICAL section 2.1.3.1.1.20.26).
 */
export function globalObjectId(uid: string): string {
  if (/^040000008200e00074c5b7101a82e008([0-9a-f]{2})+$/i.test(uid)) {
    return Buffer.from(uid, 'hex').toString('base64');
  }
  const payload = Buffer.concat([
    Buffer.from('vCal-Uid', 'ascii'),
    Buffer.from([1, 0, 0, 0]),
    Buffer.from(uid, 'utf8'),
    Buffer.from([0]),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(payload.length);
  const front = Buffer.from(header + dateCreationAndReserved, 'hex');
  return Buffer.concat([front, size, payload]).toString('base64');
}
