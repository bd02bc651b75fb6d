/** Of a link in a menu: the menu closes, and the link does its own. */
export function closeMenu({ currentTarget }: { readonly currentTarget: EventTarget | null }): void {
  const menu = currentTarget instanceof Element ? currentTarget.closest('details') : null;
  if (menu !== null) menu.open = false;
}
