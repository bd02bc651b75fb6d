/** The names of the panel's parts, each a way to it. */

export interface Part {
  /** That of its `PanelSection`. */
  readonly name: string;
  readonly title: string;
  /** How many fields it has, where that says something. */
  readonly count?: number;
}

export function PanelNav({ parts }: { readonly parts: readonly Part[] }) {
  return (
    <nav class="panel-nav" aria-label="Parts of the details">
      {parts.map(({ name, title, count }) => (
        <button key={name} type="button" class="plain" onClick={() => goTo(name)}>
          {title}
          {count !== undefined && ` (${count})`}
        </button>
      ))}
    </nav>
  );
}

function goTo(name: string): void {
  const heading = document.getElementById(`part-${name}`);
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: 'start' });
}
