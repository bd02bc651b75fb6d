/** The accounts that jobs are read from, and how each is doing. */

export function SourcesView() {
  return <h2>Sources</h2>;
}
