/** A token that was pasted. */

/** Takes it with `Bearer`, quotes and blanks around it, as it comes from terminals and headers. */
export function checkToken(text: string): { readonly token: string } | { readonly fault: string } {
  const token = text
    .trim()
    .replace(/^(?:authorization:\s*)?bearer\s+/i, '')
    .replaceAll(/^["']|["']$|\s/g, '');
  if (token === '') return { fault: 'Paste a token first.' };
  // RFC 7515: three parts of base64url.
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token))
    return { fault: 'This is no JSON Web Token: it has three parts with dots between.' };
  return { token };
}
