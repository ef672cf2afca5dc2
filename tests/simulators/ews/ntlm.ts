import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import md4 from 'js-md4';

/**
 * The server's half of NTLMv2 (MS-NLMP): a challenge for each connection, and the check of the answer
 * against a password.
 */
export interface NtlmHandshake {
  /** The challenge as the value of a WWW-Authenticate header. */
  challenge(): string;
  /** The account that proved its password, or null. @param message base64 of AUTHENTICATE_MESSAGE */
  verify(message: string, passwordOf: (user: string) => string | null): string | null;
}

const signature = Buffer.from('NTLMSSP\0', 'ascii');
const targetName = 'FOYER';

/** UNICODE, REQUEST_TARGET, NTLM, ALWAYS_SIGN, TARGET_TYPE_DOMAIN, EXTENDED_SESSIONSECURITY, TARGET_INFO. */
const flags = 0x00898205;

export function createNtlmHandshake(): NtlmHandshake {
  const serverChallenge = randomBytes(8);
  return {
    challenge: () => `NTLM ${challengeMessage(serverChallenge).toString('base64')}`,
    verify(message, passwordOf) {
      const bytes = Buffer.from(message, 'base64');
      if (messageType(message) !== 3) return null;
      const ntResponse = field(bytes, 20);
      const domain = field(bytes, 28).toString('utf16le');
      const user = field(bytes, 36).toString('utf16le');
      const password = passwordOf(user);
      if (password === null || ntResponse.length <= 24) return null;
      const proof = ntResponse.subarray(0, 16);
      const key = hmac(ntHash(password), utf16(user.toUpperCase() + domain));
      const expected = hmac(key, Buffer.concat([serverChallenge, ntResponse.subarray(16)]));
      return timingSafeEqual(proof, expected) ? user : null;
    },
  };
}

/** 1 to 3, or null for what is no NTLM message. */
export function messageType(message: string): number | null {
  const bytes = Buffer.from(message, 'base64');
  if (bytes.length < 12 || !bytes.subarray(0, 8).equals(signature)) return null;
  return bytes.readUInt32LE(8);
}

function challengeMessage(serverChallenge: Buffer): Buffer {
  const name = utf16(targetName);
  const info = targetInfo();
  const front = Buffer.alloc(56);
  signature.copy(front);
  front.writeUInt32LE(2, 8);
  writeField(front, 12, name.length, 56);
  front.writeUInt32LE(flags, 20);
  serverChallenge.copy(front, 24);
  writeField(front, 40, info.length, 56 + name.length);
  // VERSION: 10.0, revision 15.
  Buffer.from([10, 0, 0, 0, 0, 0, 0, 15]).copy(front, 48);
  return Buffer.concat([front, name, info]);
}

/** AV_PAIRs: NetBIOS domain and computer name, the time, the end. */
function targetInfo(): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE((BigInt(Date.now()) + 11_644_473_600_000n) * 10_000n);
  const pair = (id: number, value: Buffer) => {
    const front = Buffer.alloc(4);
    front.writeUInt16LE(id, 0);
    front.writeUInt16LE(value.length, 2);
    return Buffer.concat([front, value]);
  };
  const nothing = Buffer.alloc(0);
  return Buffer.concat([
    pair(2, utf16(targetName)),
    pair(1, utf16('MAIL')),
    pair(7, time),
    pair(0, nothing),
  ]);
}

function writeField(target: Buffer, at: number, length: number, offset: number): void {
  target.writeUInt16LE(length, at);
  target.writeUInt16LE(length, at + 2);
  target.writeUInt32LE(offset, at + 4);
}

function field(bytes: Buffer, at: number): Buffer {
  const length = bytes.readUInt16LE(at);
  const offset = bytes.readUInt32LE(at + 4);
  return bytes.subarray(offset, offset + length);
}

function ntHash(password: string): Buffer {
  return Buffer.from(md4.arrayBuffer(utf16(password)));
}

function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac('md5', key).update(data).digest();
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}
