/** A log that cannot be written: the program goes on answering, shows no secret unseen, and stops when it is told to. */
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { SignJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { findFreePort } from '../free-port.ts';
import { startProcess, type GatewayProcess } from './gateway-process.ts';
import { startEmulators } from '../providers.ts';

const secret = 'a secret of the tests, of 32 bytes or more';
const issuer = 'https://issuer.example';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(where: 'pipe' | '/dev/full', nodeArguments: readonly string[] = []): Promise<GatewayProcess> {
  const describe = (id: string) => ({ JobId: id, Status: 'SUCCEEDED', ClientToken: 'a-client-token' });
  const { sources, close } = await startEmulators({
    lab: { provider: 'panorama', jobs: { describe, list: () => [] } },
  });
  open.push(close);
  const config = {
    server: { drainSeconds: 0, shutdownGraceSeconds: 10 },
    auth: { mode: 'jwt', issuer, audience: 'jobgraph', secret, algorithms: ['HS256'] },
    sources,
  };
  const fd = where === 'pipe' ? undefined : openSync(where, 'w');
  const output = fd === undefined ? {} : { output: { fd, port: await findFreePort() } };
  const gateway = await startProcess(config, nodeArguments, {}, output);
  if (fd !== undefined) closeSync(fd);
  open.push(() => gateway.process.kill('SIGKILL'));
  return gateway;
}

const token = await new SignJWT({ scope: 'job:read job:sensitive' })
  .setProtectedHeader({ alg: 'HS256' })
  .setIssuer(issuer)
  .setAudience('jobgraph')
  .setSubject('ada')
  .setExpirationTime('1h')
  .sign(new TextEncoder().encode(secret));

interface Answer {
  readonly data: unknown;
  readonly errors?: readonly { readonly path: readonly string[]; readonly extensions: { readonly code: string } }[];
}

async function ask({ url }: GatewayProcess, fields: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: `{ job(id: "lab:one") { ${fields} } }` }),
  });
  return (await response.json()) as Answer;
}

const askForSecret = (gateway: GatewayProcess): Promise<Answer> =>
  ask(gateway, 'id ... on PanoramaPackageImportJob { clientToken }');

async function readMetric({ url }: GatewayProcess, name: string): Promise<number> {
  const text = await (await fetch(url.replace('/graphql', '/metrics'))).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  );
}

/** The secret is null, and the answer says why. */
const withheld = {
  data: { job: { id: 'lab:one', clientToken: null } },
  errors: [
    expect.objectContaining({
      path: ['job', 'clientToken'],
      extensions: { code: 'AUDIT_UNAVAILABLE', jobId: 'lab:one' },
    }) as unknown,
  ],
};

const outputs: [what: string, reason: string, begin: () => Promise<GatewayProcess>][] = [
  ['is full', 'no_space', () => start('/dev/full')],
  [
    'is closed',
    'closed',
    async () => {
      const gateway = await start('pipe');
      gateway.process.stdout?.destroy();
      return gateway;
    },
  ],
];

describe.each(outputs)('standard output that %s', (_what, reason, begin) => {
  it('costs lines of the log, which are counted, and no answer', async () => {
    const gateway = await begin();

    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(gateway, 'status')));

    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"data":{"job":{"status":"SUCCEEDED"}}}']),
    );
    await expect
      .poll(() => readMetric(gateway, `jobgraph_log_lines_lost_total{reason="${reason}"}`))
      .toBeGreaterThanOrEqual(50);
  });

  it('keeps secrets from being disclosed', async () => {
    const gateway = await begin();

    expect(await askForSecret(gateway)).toEqual(withheld);
    expect(await readMetric(gateway, 'jobgraph_disclosures_withheld_total')).toBe(1);
  });

  it('does not keep the process from stopping', async () => {
    const gateway = await begin();
    await ask(gateway, 'status');

    gateway.process.kill('SIGTERM');

    expect(await gateway.exited).toBe(0);
  });

  it('does not keep the process from ending after a fault, which standard error has', async () => {
    const fault = 'process.on("SIGUSR2", () => { throw new Error("holds " + "a-" + "secret"); })';
    const gateway = await start(reason === 'closed' ? 'pipe' : '/dev/full', [
      '--import',
      `data:text/javascript,${encodeURIComponent(fault)}`,
    ]);
    gateway.process.stdout?.destroy();
    let standardError = '';
    gateway.process.stderr?.on('data', (chunk: Buffer) => (standardError += String(chunk)));

    gateway.process.kill('SIGUSR2');

    expect(await gateway.exited).toBe(70);
    await expect.poll(() => standardError).toMatch(/^\{"fault":\{"name":"Error"/);
    expect(standardError).not.toContain('a-secret');
  });
});

describe('a reader of standard output that sleeps', () => {
  it('costs no answer, no secret and no stop', async () => {
    const gateway = await start('pipe');
    const disclosed = await askForSecret(gateway);
    gateway.process.stdout?.pause();
    // A line holds the name of its operation: so many fill the pipe and go on to wait.
    const name = 'N'.repeat(100);
    const send = async (): Promise<number> => {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: `query ${name} { __typename }` }),
      });
      await response.text();
      return response.status;
    };

    for (let round = 0; round < 20; round += 1) {
      const statuses = await Promise.all(Array.from({ length: 50 }, send));
      expect(new Set(statuses)).toEqual(new Set([200]));
    }
    const asked = await askForSecret(gateway);
    const exited = once(gateway.process, 'exit');
    gateway.process.kill('SIGTERM');

    expect(disclosed.errors).toBeUndefined();
    expect(asked).toEqual(withheld);
    expect(await exited).toEqual([0, null]);
  });
});
