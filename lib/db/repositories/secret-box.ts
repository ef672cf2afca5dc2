import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts small secrets for one owner each: what was sealed for one opens for no other. */
export interface SecretBox {
  /** Nonce, tag and ciphertext in one. `owner` is bound to it as associated data. */
  seal(plain: string, owner: string): Buffer;
  /** @throws Error when the box was altered, or sealed with another key or for another owner. */
  open(sealed: Uint8Array, owner: string): string;
}

/** AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. */
export function createSecretBox(key: Uint8Array): SecretBox {
  return {
    seal: (plain, owner) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open: (sealed, owner) => {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(owner));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const text = bytes.subarray(nonceBytes + tagBytes);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    },
  };
}
