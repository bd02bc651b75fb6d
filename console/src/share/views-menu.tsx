/** Saved views: to go to one, to save the present one, and to send it to others. */
import { useRef } from 'preact/hooks';
import { copy } from '../shared/copy-button.tsx';
import { Icon } from '../shared/icon.tsx';
import { Menu } from '../shared/menu.tsx';
import { now } from '../state/clock.ts';
import { address, follow, toLink } from '../state/navigation.ts';
import { SafeText } from '../text/safe-text.tsx';
import { closeMenu } from './close-menu.ts';
import { toViewLink } from './links.ts';
import { readView, removeView, saveView, toViewQuery, views } from './views.ts';

export function ViewsMenu() {
  const present = toViewQuery(address.value);
  return (
    <Menu label="Saved views">
      {views.value.length === 0 ? (
        <p class="note">No view is saved in this browser yet.</p>
      ) : (
        <ul class="saved-views" aria-label="Saved views">
          {views.value.map((view) => {
            const target = readView(view);
            return (
              <li key={view.name} data-view={view.name}>
                <a
                  href={toLink(target)}
                  onClick={(event) => {
                    follow(target)(event);
                    closeMenu(event);
                  }}
                  aria-current={toViewQuery(target) === present ? 'page' : undefined}
                >
                  <SafeText text={view.name} />
                </a>
                <button
                  type="button"
                  class="plain"
                  aria-label={`Remove ${view.name}`}
                  onClick={() => removeView(view.name)}
                >
                  <Icon name="close" />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <SaveForm />
      <button
        type="button"
        title="With its times as they are now, so that others see the same"
        onClick={() => void copy(toViewLink(address.peek(), now.peek()))}
      >
        <Icon name="copy" /> Copy a link to this view
      </button>
    </Menu>
  );
}

function SaveForm() {
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      class="save-view"
      onSubmit={(event) => {
        event.preventDefault();
        const { current } = field;
        if (current === null) return;
        saveView(current.value, address.peek());
        current.value = '';
      }}
    >
      <label for="view-name">Save this view as</label>
      <input id="view-name" ref={field} maxLength={80} required autocomplete="off" />
      <button type="submit">Save</button>
    </form>
  );
}
