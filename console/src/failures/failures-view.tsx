/** What failed, grouped by code and source. */

export function FailuresView() {
  return <h2>Failures</h2>;
}
