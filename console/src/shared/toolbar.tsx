/** Controls of which one is a stop of the Tab key; the arrow keys, Home and End move between them. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface ToolbarProps {
  readonly label: string;
  readonly class: string;
  readonly children: ComponentChildren;
}

/** What is in a box that opens has stops of its own while it is open. */
const controls = 'a[href], button, summary, select, input';

export function Toolbar({ label, class: name, children }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const present = useRef<HTMLElement | null>(null);
  const stopAt = (next: HTMLElement | undefined): void => {
    present.current = next ?? null;
    for (const control of listControls(bar.current)) control.tabIndex = control === next ? 0 : -1;
  };
  // Controls come and go: after each drawing one of them is the stop.
  useLayoutEffect(() => {
    const all = listControls(bar.current);
    stopAt(all.find((control) => control === present.current) ?? all[0]);
  });
  return (
    <div
      class={name}
      role="toolbar"
      aria-label={label}
      ref={bar}
      onFocusIn={({ target }) => {
        const all = listControls(bar.current);
        if (target instanceof HTMLElement && all.includes(target)) stopAt(target);
      }}
      onKeyDown={(event) => {
        const all = listControls(bar.current);
        const place = all.indexOf(event.target as HTMLElement);
        const next = place === -1 ? undefined : all[findNext(event.key, place, all.length)];
        if (next === undefined) return;
        event.preventDefault();
        next.focus();
      }}
    >
      {children}
    </div>
  );
}

function listControls(bar: HTMLElement | null): readonly HTMLElement[] {
  const all = [...(bar?.querySelectorAll<HTMLElement>(controls) ?? [])];
  return all.filter((control) => control.closest('.menu-box') === null);
}

/** Minus one where the key moves nothing. */
function findNext(key: string, present: number, count: number): number {
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: (present - 1 + count) % count,
    ArrowRight: (present + 1) % count,
    Home: 0,
    End: count - 1,
  };
  return places[key] ?? -1;
}
