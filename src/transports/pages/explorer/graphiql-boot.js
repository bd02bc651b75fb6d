/** Starts GraphiQL in the browser: its tabs, its ways to the graph, and where it keeps what is typed. */
/* global document, location, sessionStorage, YogaGraphiQL, graphqlWs */

const { endpoint, icon, links, memory, tabs, token, workers } = JSON.parse(
  document.getElementById('explorer-data').textContent,
);

globalThis.MonacoEnvironment = { getWorkerUrl: (_module, label) => workers[label] };

const storage = createStorage(`jobgraph:${hash(memory)}:`);
const openTab = readOpenTab();

YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), {
  title: ['jobgraph', ...links.map(({ path, text }) => `<a href="${path}">${text}</a>`)].join(' '),
  logo: `<img src="${icon}" alt="" width="28" height="28">`,
  defaultTabs: tabs.map((query) => ({ query })),
  isHeadersEditorEnabled: true,
  // Every tab begins with it. Without one, the whole height is the query's until somebody opens the headers.
  headers: token === null ? undefined : JSON.stringify({ authorization: `Bearer ${token}` }, null, 2),
  defaultEditorToolsVisibility: token === null ? false : 'headers',
  // A token pasted into the headers is gone with the page.
  shouldPersistHeaders: false,
  storage,
  // After a reload GraphiQL finds the open tab by these; without them it adds an empty one.
  query: openTab?.query ?? undefined,
  variables: openTab?.variables ?? undefined,
  // Without this, each letter that is typed goes into the address and so into the browser's history.
  onEditQuery: () => {},
  fetcher: ({ query, variables, operationName }, { headers = {}, documentAST } = {}) => {
    const request = { query, variables, operationName };
    return isSubscription(documentAST, operationName) ? subscribe(request, headers) : ask(request, headers);
  },
});

async function ask(request, headers) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw toFault(`The gateway answered with HTTP status ${response.status} and no JSON.`);
  }
}

/** A connection for each subscription, so that each uses the token of its tab. */
function subscribe(request, headers) {
  const url = new URL(endpoint, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const authorization = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const client = graphqlWs.createClient({
    url: url.href,
    connectionParams: authorization === undefined ? {} : { authorization },
    retryAttempts: 0,
  });
  const events = client.iterate(request);
  // Not an async generator: one that waits for its next event could not be stopped.
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () =>
      events.next().catch((cause) => {
        throw toSocketFault(cause);
      }),
    return: () => events.return(),
    throw: (error) => events.throw(error),
  };
}

/** What GraphiQL is to show. Not an `Error`, whose stack would be shown with it. */
function toFault(message) {
  return { message };
}

/** A socket that fails or closes gives an event, not an error. */
function toSocketFault(cause) {
  if (cause instanceof Error || Array.isArray(cause)) return cause;
  const { code, reason } = cause;
  if (code === undefined) return toFault('The WebSocket for the subscription could not be opened.');
  return toFault(`The WebSocket was closed with code ${code}${reason ? ` (${reason})` : ''}.`);
}

function isSubscription(document, name) {
  const operations = document?.definitions.filter(({ kind }) => kind === 'OperationDefinition') ?? [];
  const operation = name ? operations.find((definition) => definition.name?.value === name) : operations[0];
  return operation?.operation === 'subscription';
}

/**
 * The memory of this browser tab, under names of its own: other gateways have lived at this address, and their tabs, or
 * those of another set of sample jobs, must not come up here.
 */
function createStorage(prefix) {
  const listKeys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
  return {
    getItem: (key) => sessionStorage.getItem(prefix + key),
    setItem: (key, value) => sessionStorage.setItem(prefix + key, value),
    removeItem: (key) => sessionStorage.removeItem(prefix + key),
    clear: () => listKeys().forEach((key) => sessionStorage.removeItem(key)),
    get length() {
      return listKeys().length;
    },
  };
}

/** The tab that was open before the page was loaded again. */
function readOpenTab() {
  try {
    const { tabs, activeTabIndex } = JSON.parse(storage.getItem('graphiql:tabState'));
    return tabs[activeTabIndex];
  } catch {
    return undefined;
  }
}

/** FNV-1a: enough to tell two sets of tabs apart. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const sign of text) value = Math.imul(value ^ sign.codePointAt(0), 0x01000193) >>> 0;
  return value.toString(36);
}
