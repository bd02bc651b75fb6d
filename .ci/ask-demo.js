// Usage: node_modules/.bin/node .ci/ask-demo.js FILE SECONDS. Waits until the demo, whose standard output is FILE, answers a query of all
// providers; exits 1 where it does not within SECONDS, or answers anything else.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { providers } from '../src/providers.ts';

const [file, seconds] = process.argv.slice(2);
const deadline = Date.now() + Number(seconds) * 1000;
const words = providers.map(({ enumValue }) => enumValue).sort();
const types = providers.map(({ typeName }) => typeName).sort();

async function post(url, query, variables = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(20_000),
  });
  const answer = await response.json();
  if (response.status !== 200 || answer.errors !== undefined) {
    throw new Error(`${query} got ${response.status} ${JSON.stringify(answer.errors ?? answer)}`);
  }
  return answer.data;
}

function expectSame(found, wanted, what) {
  const sorted = [...found].sort().join(' ');
  if (sorted !== wanted.join(' ')) throw new Error(`${what} must be ${wanted.join(' ')}, but got ${sorted}`);
}

/** `/` leads to the console, and its page names a script and a style that are there. */
async function seeConsole(home) {
  const page = await fetch(home, { signal: AbortSignal.timeout(20_000) });
  if (page.status !== 200 || !page.url.endsWith('/console/'))
    throw new Error(`/ must lead to the console, but got ${page.status} at ${page.url}`);
  const html = await page.text();
  const files = [...html.matchAll(/(?:src|href)="(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);
  if (files.length !== 2) throw new Error(`the console must have one script and one style, but got ${files.join(' ')}`);
  for (const file of files) {
    const { status } = await fetch(new URL(file, page.url), { signal: AbortSignal.timeout(20_000) });
    if (status !== 200) throw new Error(`the console's ${file} got ${status}`);
  }
}

async function ask(output) {
  const url = /http:\/\/127\.0\.0\.1:\d+\/graphql/.exec(output)?.[0];
  if (url === undefined) throw new Error('the demo has printed no address yet');
  const { jobSources } = await post(url, '{ jobSources { name provider health { state } } }');
  expectSame(
    jobSources.map(({ provider }) => provider),
    words,
    'the providers of the sources',
  );
  const ids = /jobsById\(ids: (\[[^\]]*\])/.exec(output)?.[1];
  if (ids === undefined) throw new Error('the demo has printed no first query');
  const { jobsById } = await post(url, 'query ($ids: [ID!]!) { jobsById(ids: $ids) { __typename id status } }', {
    // A list of GraphQL needs no commas.
    ids: [...ids.matchAll(/"([^"]+)"/g)].map(([, id]) => id),
  });
  const seen = new Set(jobsById.map((job) => job?.__typename));
  expectSame(seen, types, 'the types of the first jobs');
  await seeConsole(new URL('/', url));
  return `${url} answers for ${jobSources.length} sources and ${jobsById.length} jobs`;
}

for (;;) {
  try {
    console.log(await ask(readFileSync(file, 'utf8')));
    break;
  } catch (error) {
    if (Date.now() > deadline) {
      console.error(`${error.message}${error.cause ? ` (${error.cause.message})` : ''}`);
      process.exit(1);
    }
    await sleep(200);
  }
}
