/** Tokens of a gateway in demo mode. */

/** Each level sees what the one before sees, and more. */
export const demoLevels = [
  { name: 'Reader', scope: 'job:read' },
  { name: 'Reader + sensitive', scope: 'job:read job:sensitive' },
  { name: 'Reader + sensitive + credentials', scope: 'job:read job:sensitive job:credentials' },
] as const;

/** Throws an error with the gateway's sentence where it gives none. */
export async function fetchDemoToken(scope: string): Promise<string> {
  const response = await fetch(new URL('../demo/token', document.baseURI), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scope }),
  });
  const body = (await response.json()) as { readonly token?: string; readonly error?: string };
  if (body.token === undefined) throw new Error(body.error ?? 'The gateway gave no token.');
  return body.token;
}
