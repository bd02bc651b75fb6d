/** The header's place for who is signed in, and the way to sign in or out. */

export function TokenControl() {
  return null;
}
