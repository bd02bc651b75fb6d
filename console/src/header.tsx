/** The name, the views, the search, how fresh all is, how times are shown, and who is signed in. */
import { Freshness } from './freshness.tsx';
import { SearchBox } from './list/search-box.tsx';
import { settings } from './settings.ts';
import { ViewsMenu } from './share/views-menu.tsx';
import { TokenControl } from './sign-in/token-control.tsx';
import { SourceHealth } from './sources/source-health.tsx';
import { viewNames, type ViewName } from './state/address.ts';
import { address, follow, toLink } from './state/navigation.ts';
import { timeForm } from './state/preferences.ts';
import { timeForms, type TimeForm } from './state/time.ts';
import { WatchMenu } from './watch/watch-menu.tsx';

const viewWords: Readonly<Record<ViewName, string>> = { now: 'Now', all: 'Jobs', sources: 'Sources' };

const viewTitles: Readonly<Record<ViewName, string>> = {
  now: 'What failed of late, what is active, what ended well',
  all: 'All jobs, newest first',
  sources: 'The accounts that jobs are read from',
};

const formWords: Readonly<Record<TimeForm, string>> = { relative: 'Relative', local: 'Local', utc: 'UTC' };

export function Header() {
  const { view, text } = address.value;
  return (
    <header class="header">
      <button type="button" class="skip" onClick={skipToJobs}>
        To the jobs
      </button>
      <h1 class="brand">jobgraph</h1>
      <nav class="views" aria-label="Views">
        {viewNames.map((name) => (
          <a
            key={name}
            href={toLink({ view: name, job: null })}
            onClick={follow({ view: name, job: null })}
            aria-current={name === view ? 'page' : undefined}
            title={viewTitles[name]}
          >
            {viewWords[name]}
          </a>
        ))}
      </nav>
      <SearchBox text={text} />
      <WatchMenu />
      <ViewsMenu />
      <SourceHealth />
      <Freshness />
      <TimeSwitch />
      <TokenControl />
    </header>
  );
}

/** To the first row: the keys j and k go on from there. */
function skipToJobs(): void {
  const target = document.querySelector<HTMLElement>('[data-job-id] a') ?? document.querySelector<HTMLElement>('main');
  target?.focus();
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

/** Below all: the other pages of the gateway. */
export function Footer() {
  const { explorer, sandbox } = settings.links;
  if (!explorer && !sandbox) return null;
  return (
    <footer class="links">
      {explorer && <a href={explorer}>Explorer</a>}
      {sandbox && <a href={sandbox}>Sandbox</a>}
    </footer>
  );
}
