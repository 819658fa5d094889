import { sameSecret } from './same-secret.ts';

const encoder = new TextEncoder();
/** Keys imported once an isolate; a handful of sites' worth, the oldest goes first. */
const KEYS_MAX = 100;
const keys = new Map<string, Promise<CryptoKey>>();

/** `payload.signature`, both base64url; HMAC-SHA-256 over the first part. */
export async function signCompact(payload: unknown, secret: string): Promise<string> {
  const body = base64Url(encoder.encode(JSON.stringify(payload)));
  return `${body}.${base64Url(await hmac(body, secret))}`;
}

/** HMAC-SHA-256 of a text: 32 bytes. */
export async function hmac(text: string, secret: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', await keyOf(secret), encoder.encode(text)));
}

/** What was signed by `signCompact`; null where the signature is not of this secret, or it is no signed text at all. */
export async function verifyCompact(compact: string, secret: string): Promise<unknown> {
  const [body = '', signature = '', ...more] = compact.split('.');
  if (more.length > 0 || !(await sameSecret(signature, base64Url(await hmac(body, secret))))) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytesOf(body)));
  } catch {
    return null;
  }
}

/** SHA-256 of a text's UTF-8, base64url. */
export async function sha256(text: string | Uint8Array): Promise<string> {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

function bytesOf(base64Url: string): Uint8Array {
  return Uint8Array.from(atob(base64Url.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}

function keyOf(secret: string): Promise<CryptoKey> {
  let key = keys.get(secret);
  if (!key) {
    key = crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    keys.set(secret, key);
    if (keys.size > KEYS_MAX) keys.delete(keys.keys().next().value!);
  }
  return key;
}

/** Without padding. */
export function base64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Lower case. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
