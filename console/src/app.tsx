/** The page: a header, one of the views, and beside it the details of a job if the address names one. */
import { Provider } from '@urql/preact';
import { graph } from './graph/graph.ts';
import { Header } from './header.tsx';
import { ListView } from './list/list-view.tsx';
import { settings } from './settings.ts';
import { Announcer } from './shared/announcer.tsx';
import { byNeed } from './shared/by-need.tsx';
import { Keys } from './shared/keys.tsx';
import { SignInBanner } from './sign-in/sign-in-banner.tsx';
import type { ViewName } from './state/address.ts';
import { address, go } from './state/navigation.ts';

const DetailPanel = byNeed({
  name: 'the details of a job',
  load: async () => (await import('./detail/detail-panel.tsx')).DetailPanel,
  frame: (words) => (
    <aside class="panel" aria-label="Details">
      {words}
      <button type="button" onClick={() => go({ job: null })}>
        Close
      </button>
    </aside>
  ),
});
const DemoBanner = byNeed({
  name: 'what to try in the demo',
  load: async () => (await import('./demo/demo-banner.tsx')).DemoBanner,
});
const FailuresView = byNeed({
  name: 'the failures',
  load: async () => (await import('./failures/failures-view.tsx')).FailuresView,
});
const SourcesView = byNeed({
  name: 'the sources',
  load: async () => (await import('./sources/sources-view.tsx')).SourcesView,
});

const views: Readonly<Record<ViewName, (props: object) => preact.ComponentChild>> = {
  active: ListView,
  all: ListView,
  failed: FailuresView,
  sources: SourcesView,
};

export function App() {
  const { view, job } = address.value;
  const View = views[view];
  return (
    <Provider value={graph.value.client}>
      <Header />
      <SignInBanner />
      {settings.tries !== undefined && <DemoBanner tries={settings.tries} />}
      <div class={job === null ? 'stage' : 'stage with-panel'}>
        <main id="main">
          <View />
        </main>
        {job !== null && <DetailPanel key={job} id={job} />}
      </div>
      <Announcer />
      <Keys />
    </Provider>
  );
}
