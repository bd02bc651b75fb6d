/** W12: what the console costs: opening it, and leaving it open for an hour. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setListed, takeCounts } from '../measure.js';
import { startHelper } from '../processes.js';
import { factor } from './pace.js';

const executablePath = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
  .find((file) => existsSync(file));

/** Those whose lists say what a row shows. */
const providers = ['panorama', 'healthomics', 'cosbatch', 'awsbatch', 'codebuild', 'githubactions'];
const sourceCount = 60;
const jobsOfSource = 84;
/** Limits of time, so long that a hurried clock does not reach them. */
const patient = { timeoutSeconds: 300, deadlineSeconds: 600 };
const sources = Array.from({ length: sourceCount }, (_, index) => {
  const provider = providers[index % providers.length];
  return { name: `${provider}-${Math.floor(index / providers.length)}`, provider, ...patient };
});
const options = {
  sources,
  firstIds: ['panorama-0:import-00000000'],
  settings: { server: { host: '127.0.0.1', port: 0, console: true, operationSeconds: 600 } },
};
/** As by default. */
const cache = { runningSeconds: 2, terminalSeconds: 3600 };

/** Opening goes by the clock on the wall; then another server and its page live faster. The providers answer at once. */
export async function runConsole(bench) {
  if (executablePath === undefined) {
    process.stderr.write('!!! No chromium in the PATH: W12 is NOT measured.\n');
    return { console: null, goals: [] };
  }
  await setListed(bench.stub, jobsOfSource);
  const { firstRow, rows, opening } = await withConsole(bench, { isHurried: false }, (opened) => opened);
  const { consoleMinutes: minutes } = bench.plan;
  const leftOpen = await withConsole(bench, { isHurried: true }, async ({ read }) => {
    await sleep((minutes * 60_000) / factor);
    return read();
  });
  await setListed(bench.stub, 10);
  const world = { sources: sourceCount, jobs: sourceCount * jobsOfSource };
  return { console: { ...world, firstRow, rows, opening, leftOpen, minutes }, goals: [] };
}

async function withConsole(bench, { isHurried }, use) {
  const preload = isHurried ? 'page/hurried.js' : undefined;
  const [peer] = await bench.start(['jobgraph'], cache, { ...options, preload });
  const browser = await startHelper('page/browser.js');
  try {
    // The checks of the start are over.
    await sleep(2000);
    const read = createReader(bench, peer, browser);
    await read();
    const { firstRow, rows, totals } = await tell(browser, { opens: { executablePath, url: peer.url, isHurried } });
    return await use({ read, firstRow, rows, opening: await read(totals) });
  } finally {
    await browser.stop();
    await bench.stop([peer]);
  }
}

/** Reads what has come together since it was called before. */
function createReader({ stub }, peer, browser) {
  let before = { cpuSeconds: peer.threadSeconds(), requests: 0, kilobytes: 0, messages: 0, messageKilobytes: 0 };
  return async (known) => {
    const { calls } = await takeCounts(stub);
    const totals = known ?? (await tell(browser, { counts: true })).totals;
    const now = { cpuSeconds: peer.threadSeconds(), ...totals };
    const spent = Object.fromEntries(
      Object.keys(now).map((name) => [name, now[name] === null ? null : now[name] - before[name]]),
    );
    before = now;
    return { calls, ...spent, memory: peer.rssMegabytes() };
  };
}

async function tell(helper, message) {
  helper.send(message);
  const answer = await helper.next();
  if (answer.failure !== undefined) throw new Error(`the console: ${answer.failure}`);
  return answer;
}
