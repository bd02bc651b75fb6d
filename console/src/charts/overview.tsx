/** Above the list: counts by status, and over time. */

export function Overview() {
  return null;
}
