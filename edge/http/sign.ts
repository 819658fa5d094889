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

/** What `signCompact` signed with this secret; null where it did not, or somebody changed it. */
export async function verifyCompact(token: string, secret: string): Promise<unknown> {
  const [, body, signature] = /^([\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  if (body === undefined || signature === undefined) return null;
  if (!(await sameSecret(signature, base64Url(await hmac(body, secret))))) return null;
  const binary = atob(body.replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))) as unknown;
}

/** HMAC-SHA-256 of a text: 32 bytes. */
export async function hmac(text: string, secret: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', await keyOf(secret), encoder.encode(text)));
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
