/** Of a link in a menu: the menu closes, and the click goes on. */
export function closeMenu({ currentTarget }: { readonly currentTarget: EventTarget | null }): void {
  const menu = currentTarget instanceof Element ? currentTarget.closest('details') : null;
  if (menu !== null) menu.open = false;
}
