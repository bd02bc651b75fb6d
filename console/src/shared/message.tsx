/** What stands where something else would: nothing found, nothing read, something to do first. */
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface MessageProps {
  /** Which of the page's states it is; the style sheet and tests know it by this name. */
  readonly state: 'empty' | 'loading' | 'error' | 'signed-out' | 'stale';
  readonly icon?: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
}

export function Message({ state, icon, title, children }: MessageProps) {
  return (
    <div class={`message message-${state}`} data-state={state} role={state === 'error' ? 'alert' : undefined}>
      {icon && <Icon name={icon} />}
      <p class="title">{title}</p>
      {children}
    </div>
  );
}
