/** The page: a header, one of the views, and beside it the details of a job if the address names one. */
import { Provider } from '@urql/preact';
import { DetailPanel } from './detail/detail-panel.tsx';
import { graph } from './graph/graph.ts';
import { lostSince } from './graph/session.ts';
import { Footer, Header } from './header.tsx';
import { ListView } from './list/list-view.tsx';
import { Announcer } from './shared/announcer.tsx';
import { Keys } from './shared/keys.tsx';
import { UnknownNotice } from './shared/unknown-notice.tsx';
import { SignInBanner } from './sign-in/sign-in-banner.tsx';
import { SourcesView } from './sources/sources-view.tsx';
import type { ViewName } from './state/address.ts';
import { address } from './state/navigation.ts';
import { useTabSigns } from './use-tab-signs.ts';

const views: Readonly<Record<ViewName, () => preact.ComponentChild>> = {
  now: ListView,
  all: ListView,
  sources: SourcesView,
};

export function App() {
  return (
    <Provider value={graph.value.client}>
      <Page />
    </Provider>
  );
}

function Page() {
  const { view, job } = address.value;
  const View = views[view];
  useTabSigns(address.value);
  return (
    <div class={lostSince.value === null ? 'page' : 'page lost'}>
      <Header />
      <SignInBanner />
      <UnknownNotice />
      <div class={job === null ? 'stage' : 'stage with-panel'}>
        <main id="main" tabIndex={-1}>
          <View />
        </main>
        {job !== null && <DetailPanel key={job} id={job} />}
      </div>
      <Footer />
      <Announcer />
      <Keys />
    </div>
  );
}
