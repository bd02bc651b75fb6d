/** The only links that leave the page. */
import type { ComponentChildren } from 'preact';
import { isSafeLink } from './safe-link.ts';

export interface OutsideLinkProps {
  readonly address: string | null;
  readonly class?: string;
  /** Shown where the address may not become a link. Default: nothing. */
  readonly otherwise?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Opens in a tab of its own, which learns nothing of this one. */
export function OutsideLink({ address, class: name, otherwise = null, children }: OutsideLinkProps) {
  if (address === null || !isSafeLink(address)) return <>{otherwise}</>;
  return (
    <a class={name} href={address} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
