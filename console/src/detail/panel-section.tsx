/** A part of the details under its heading, which the row of names at the top leads to. */
import type { ComponentChildren } from 'preact';

export interface PanelSectionProps {
  /** Its name for the style sheet, tests and the way to it. */
  readonly name: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

export function PanelSection({ name, title, children }: PanelSectionProps) {
  return (
    <section class={`part part-${name}`} aria-labelledby={`part-${name}`} data-part-of-panel={name}>
      <h3 id={`part-${name}`} tabIndex={-1}>
        {title}
      </h3>
      {children}
    </section>
  );
}
