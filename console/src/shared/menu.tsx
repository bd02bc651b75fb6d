/** A button that opens a box below it. A click elsewhere or Esc closes the box; Esc leaves the focus on the button. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

export interface MenuProps {
  readonly label: string;
  /** How many of its choices are taken; shown beside the label. */
  readonly count?: number;
  /** Whether it is in force. Default: whether a choice is taken. */
  readonly isTaken?: boolean;
  readonly children: ComponentChildren;
}

export function Menu({ label, count = 0, isTaken = count > 0, children }: MenuProps) {
  const box = useRef<HTMLDetailsElement>(null);
  const [isOpen, setIsOpen] = useState(false);
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
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !box.current?.open) return;
        event.stopPropagation();
        close(box.current);
        box.current.querySelector('summary')?.focus();
      }}
    >
      <summary class={isTaken ? 'taken' : undefined}>
        {label}
        {count > 0 && <span class="count">{count}</span>}
        <Icon name="down" />
      </summary>
      {isOpen && <div class="menu-box">{children}</div>}
    </details>
  );
}

function close(box: HTMLDetailsElement | null): void {
  if (box !== null) box.open = false;
}
