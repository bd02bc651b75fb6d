/** The header's dots: how the sources are doing, with those in trouble by name. */

export function SourceHealth() {
  return null;
}
