/** What waits in this tab: a sign-in that is under way, a token if its viewer asks for that, a demo's banner that was closed. Gone with the tab. */

export type TabKey = 'jobgraph-sign-in' | 'jobgraph-token' | 'jobgraph-demo';

/** Null too where the browser lets pages keep nothing. */
export function readTab(key: TabKey): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param text null: forget it */
export function writeTab(key: TabKey, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // It is not kept.
  }
}
