/**
 * Keeps identities unreadable in the database: AES-256-GCM for what must be read again, HMAC-SHA-256 for what is only
 * looked up. Both keys come from DATA_KEY. A sealed text opens only in the context it was sealed for.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export interface Vault {
  seal(value: unknown, context: string): string;
  open(sealed: string, context: string): unknown;
  /** A keyed hash; `kind` keeps hashes of different things apart. */
  key(kind: string, ...parts: readonly string[]): string;
}

const VERSION = '1.';
const IV = 12;
const TAG = 16;

export function createVault(dataKey: string | Uint8Array, random: (bytes: number) => Uint8Array): Vault {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', dataKey, 'sawt', purpose, 32));
  const sealing = derive('seal');
  const hashing = derive('key');
  return {
    seal(value, context) {
      const iv = random(IV);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(context));
      const sealed = [cipher.update(JSON.stringify(value), 'utf8'), cipher.final()];
      return VERSION + Buffer.concat([iv, ...sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, IV)).setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(-TAG));
      const text = Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]);
      return JSON.parse(text.toString('utf8'));
    },
    key: (kind, ...parts) =>
      createHmac('sha256', hashing)
        .update(JSON.stringify([kind, ...parts]))
        .digest('base64url'),
  };
}

/** Compares secrets in constant time, whatever their lengths. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
