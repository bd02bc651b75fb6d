/** Web addresses that may become links: https alone, for others could run script or send what is read in the clear. */
export function isSafeLink(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}
