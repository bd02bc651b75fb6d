/** The page: a header, one of the views, and beside it the details of a job if the address names one. */
import { Provider } from '@urql/preact';
import { DetailPanel } from './detail/detail-panel.tsx';
import { FailuresView } from './failures/failures-view.tsx';
import { graph } from './graph/graph.ts';
import { Header } from './header.tsx';
import { ListView } from './list/list-view.tsx';
import { Announcer } from './shared/announcer.tsx';
import { Keys } from './shared/keys.tsx';
import { SignInBanner } from './sign-in/sign-in-banner.tsx';
import { SourcesView } from './sources/sources-view.tsx';
import type { ViewName } from './state/address.ts';
import { address } from './state/navigation.ts';

const views: Readonly<Record<ViewName, () => preact.ComponentChild>> = {
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
