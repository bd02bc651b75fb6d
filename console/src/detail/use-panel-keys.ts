/** Keys for what the panel offers, wherever the focus is: each presses the control that says it is its own (`data-key`). */
import { useEffect } from 'preact/hooks';

const keys: readonly string[] = ['l', 'o', 'w'];

export function usePanelKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || !keys.includes(event.key)) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, select, dialog') !== null) return;
      const control = document.querySelector<HTMLElement>(`.panel [data-key="${event.key}"]`);
      if (control === null) return;
      event.preventDefault();
      control.click();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
