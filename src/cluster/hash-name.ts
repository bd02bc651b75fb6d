import { hash } from 'node:crypto';

/** A name for a key of the store that does not tell what it stands for. 22 characters. */
export function hashName(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}
