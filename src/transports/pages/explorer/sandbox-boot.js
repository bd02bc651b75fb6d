/** Starts Apollo Sandbox in the browser, where its script could be loaded. */
/* global document, location, window */

if (window.EmbeddedSandbox !== undefined) {
  const { endpoint, query } = JSON.parse(document.getElementById('explorer-data').textContent);
  const graph = new URL(endpoint, location.href);
  new window.EmbeddedSandbox({
    target: '#sandbox',
    initialEndpoint: graph.href,
    initialSubscriptionEndpoint: graph.href.replace(/^http/, 'ws'),
    endpointIsEditable: false,
    // The schema of a running gateway does not change.
    initialState: { document: query, includeCookies: false, pollForSchemaUpdates: false },
    hideCookieToggle: true,
    runTelemetry: false,
    // The page's policy lets no style attribute pass; sandbox.css has what the frame needs.
    allowDynamicStyles: false,
  });
}
