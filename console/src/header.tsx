/** The name, the views, how the sources are doing, how times are shown, and who is signed in. */
import { settings } from './settings.ts';
import { ViewsMenu } from './share/views-menu.tsx';
import { TokenControl } from './sign-in/token-control.tsx';
import { SourceHealth } from './sources/source-health.tsx';
import { viewNames, type ViewName } from './state/address.ts';
import { address, follow, toLink } from './state/navigation.ts';
import { timeForm } from './state/preferences.ts';
import { timeForms, type TimeForm } from './state/time.ts';
import { WatchMenu } from './watch/watch-menu.tsx';

const viewWords: Readonly<Record<ViewName, string>> = {
  active: 'Active and recent',
  failed: 'Failures',
  all: 'All jobs',
  sources: 'Sources',
};

const formWords: Readonly<Record<TimeForm, string>> = { relative: 'Relative', local: 'Local', utc: 'UTC' };

export function Header() {
  const { view } = address.value;
  return (
    <header class="header">
      <h1 class="brand">jobgraph</h1>
      <nav class="views" aria-label="Views">
        {viewNames.map((name) => (
          <a
            key={name}
            href={toLink({ view: name, job: null })}
            onClick={follow({ view: name, job: null })}
            aria-current={name === view ? 'page' : undefined}
          >
            {viewWords[name]}
          </a>
        ))}
      </nav>
      <WatchMenu />
      <ViewsMenu />
      <SourceHealth />
      <TimeSwitch />
      <Links />
      <TokenControl />
    </header>
  );
}

function TimeSwitch() {
  return (
    <label class="time-switch">
      <span class="unseen">Times</span>
      <select
        value={timeForm.value}
        onChange={({ currentTarget }) => {
          timeForm.value = currentTarget.value as TimeForm;
        }}
      >
        {timeForms.map((form) => (
          <option key={form} value={form}>
            {formWords[form]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Links() {
  const { explorer, sandbox } = settings.links;
  return (
    <span class="links">
      {explorer && <a href={explorer}>Explorer</a>}
      {sandbox && <a href={sandbox}>Sandbox</a>}
    </span>
  );
}
