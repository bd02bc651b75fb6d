/** A button that opens a box below it. A click elsewhere or Esc closes the box; Esc leaves the focus on the button. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

export interface MenuProps {
  readonly label: string;
  /** How many of its choices are taken; shown beside the label. */
  readonly count?: number;
  readonly children: ComponentChildren;
}

export function Menu({ label, count = 0, children }: MenuProps) {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const closeOutside = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close(box.current);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, []);
  return (
    <details
      class="menu"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !box.current?.open) return;
        event.stopPropagation();
        close(box.current);
        box.current.querySelector('summary')?.focus();
      }}
    >
      <summary class={count > 0 ? 'taken' : undefined}>
        {label}
        {count > 0 && <span class="count">{count}</span>}
        <Icon name="down" />
      </summary>
      <div class="menu-box">{children}</div>
    </details>
  );
}

function close(box: HTMLDetailsElement | null): void {
  if (box !== null) box.open = false;
}
