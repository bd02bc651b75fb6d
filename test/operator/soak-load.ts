/** The other side of the soak, in a process of its own: an emulated provider, and clients that always ask for fresh jobs. */
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmulators } from '../providers.ts';

export type ToLoad = { readonly url: string; readonly requestsPerSecond: number | null; readonly seconds: number };
export type FromLoad = { readonly emulatorUrl: string } | { readonly answered: number; readonly failed: number };

const workers = 32;

if (process.send !== undefined) {
  const { emulators } = await startEmulators({
    lab: {
      provider: 'panorama',
      recordedCalls: 10,
      jobs: {
        describe: (id) => ({
          JobId: id,
          Status: id.endsWith('7') ? 'PENDING' : 'SUCCEEDED',
          StatusMessage: `About ${id}`,
        }),
        list: () => [],
      },
    },
  });
  process.on('message', (message: ToLoad) => {
    void run(message).then((outcome) => process.send?.(outcome satisfies FromLoad));
  });
  process.send({ emulatorUrl: emulators.lab.url } satisfies FromLoad);
}

let nextJob = 0;

/** As fast as answers come where no rate is given. */
async function run({
  url,
  requestsPerSecond,
  seconds,
}: ToLoad): Promise<{ readonly answered: number; readonly failed: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: workers });
  const endsAt = performance.now() + seconds * 1000;
  const pause = requestsPerSecond === null ? 0 : (workers / requestsPerSecond) * 1000;
  let answered = 0;
  let failed = 0;
  const work = async (worker: number): Promise<void> => {
    let due = performance.now() + (pause * worker) / workers;
    while (performance.now() < endsAt) {
      const early = due - performance.now();
      if (early > 0) await wait(early);
      due += pause;
      nextJob += 1;
      if (await ask(url, agent, `soak-${nextJob}`)) answered += 1;
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_value, worker) => work(worker)));
  agent.destroy();
  return { answered, failed };
}

function ask(url: string, agent: Agent, id: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += String(chunk)));
        response.on('end', () => {
          resolve(response.statusCode === 200 && !body.includes('errors'));
        });
      },
    );
    asked.on('error', () => {
      resolve(false);
    });
    // The name differs too: documents that were never seen are the harder case.
    asked.end(
      JSON.stringify({ query: `query Soak${nextJob % 5000} { job(id: "lab:${id}") { id status statusMessage } }` }),
    );
  });
}
