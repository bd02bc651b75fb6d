/** The code that Node.js and its libraries give an error, such as `ENOENT`. Null if there is no code, or not one word. */
export function toSystemCode(error: unknown): string | null {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code) ? code : null;
}
