/** What the completion scripts are told; test/proofs/completion.proof.ts runs them in their shells. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { usage as usageOfServe } from '../../src/config/command-line.ts';
import { command, type CommandWorld } from './command.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A gateway that answers every request with this body; undefined: never. Returns its address and what it was sent. */
async function startGateway(body: string | undefined) {
  const tokens: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    request.resume();
    if (body !== undefined) response.setHeader('content-type', 'application/json').end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens };
}

/** The kind of what fits, and the words, at the end of a line. */
async function complete(line: string, { env, ...world }: CommandWorld = {}) {
  const patient = { JOBGRAPH_COMPLETION_TIMEOUT: '30s', ...env };
  const { status, stdout, stderr } = await command(['__complete', `--line=${line}`], { ...world, env: patient });
  const [kind, ...lines] = stdout.trimEnd().split('\n');
  return { status, stderr, kind, words: lines.map((one) => one.split('\t')[0]) };
}

const sources = (...names: readonly unknown[]) =>
  JSON.stringify({ data: { jobSources: names.map((name) => ({ name })) } });
const nothing = { status: 0, stderr: '', kind: 'words', words: [] };

describe('completion', () => {
  it('offers the options of serve, which another part of the program reads', async () => {
    const { words } = await complete('jobgraph serve --');

    const known = [...usageOfServe.matchAll(/^ {2}(--\w+)/gm)].map(([, name]) => name);
    expect(new Set([...words, '--version'])).toEqual(new Set(known));
  });

  it.each([
    ['jobgraph jobs ls -p kub', 'words', ['kubernetes']],
    ['jobgraph jobs ls --provider awsbatch,code', 'words', ['awsbatch,codebuild', 'awsbatch,codepipeline']],
    ['jobgraph jobs ls --sort ', 'words', ['newest', 'oldest', 'active']],
    ['jobgraph jobs ls --json id,progress.frac', 'words', ['id,progress.fraction']],
    ['jobgraph sources --json health.st', 'words', ['health.state']],
    ['jobgraph jobs ls --json --ut', 'words', ['--utc']],
    ['jobgraph jobs wait a:1 --for fail', 'words', ['failed']],
    ['jobgraph jobs get a:1 --reveal containers.comm', 'words', ['containers.command']],
    ['jobgraph jobs get a:1 --reveal signature,CosBatchJob.', 'words', ['signature,CosBatchJob.clientRequestToken']],
    ['jobgraph jobs ls -- --st', 'words', []],
    ['jobgraph jobs ls --text ', 'words', []],
    ['jobgraph jobs ls --unknown ', 'words', []],
    ['jobgraph --utc conf', 'words', ['config']],
    ['jobgraph config check ', 'files', []],
    ['jobgraph query --variables ', 'files', []],
    ['jobgraph jobs ls --token-file=', 'files', []],
    ["jobgraph jobs ls --status='$(touch x)',RUNN", 'words', []],
    ['jobgraph jobs ls --text \'it is\' "o\\"k" a\\ b --so', 'words', ['--source', '--sort']],
  ])('offers for %s %s %j', async (line, kind, words) => {
    expect(await complete(line)).toEqual({ status: 0, stderr: '', kind, words });
  });

  it.each([
    ['profiles: { lab: {}, late: { url: "${UNSET}" }, prod: {}, "l;touch x": {} }', ['lab', 'late']],
    ['profiles: [', []],
    ['', []],
    [undefined, []],
  ])('offers the names of profiles of %j', async (yaml, words) => {
    const folder = mkdtempSync(join(tmpdir(), 'jobgraph-completion-'));
    mkdirSync(join(folder, 'jobgraph'));
    if (yaml === undefined) mkdirSync(join(folder, 'jobgraph/cli.yaml'));
    else writeFileSync(join(folder, 'jobgraph/cli.yaml'), yaml);

    const answer = await complete('jobgraph jobs ls --profile=l', { env: { XDG_CONFIG_HOME: folder } });

    expect(answer).toEqual({ ...nothing, words: words.map((name) => `--profile=${name}`) });
  });

  it('asks the gateway that the line names, with the token of the environment', async () => {
    const { url, tokens } = await startGateway(sources('alpha', 'beta'));

    const answer = await complete(`jobgraph --url ${url} jobs ls --source alpha,`, { env: { JOBGRAPH_TOKEN: 'abc' } });

    expect(answer).toEqual({ ...nothing, words: ['alpha,beta'] });
    expect(tokens).toEqual(['Bearer abc']);
  });

  it('takes from a gateway nothing but names', async () => {
    const hostile = [
      '$(id)',
      '`id`',
      ';id',
      'a b',
      'a\tb',
      'x\nfiles',
      '--config',
      '\u001b[2J',
      '*',
      '~',
      'ALPHA',
      '',
      7,
      null,
    ];
    const { url } = await startGateway(sources(...hostile, 'alpha'));

    expect(await complete('jobgraph jobs ls --source ', { env: { JOBGRAPH_URL: url } })).toEqual({
      ...nothing,
      words: ['alpha'],
    });
    expect(await complete('jobgraph jobs get ', { env: { JOBGRAPH_URL: url } })).toEqual({
      ...nothing,
      kind: 'open',
      words: ['alpha:'],
    });
  });

  it.each(['', '[]', 'null', '{"data":{"jobSources":{}}}', '{"errors":[{"message":"no"}]}', '<html>'])(
    'is silent where the gateway answers %s',
    async (body) => {
      const { url } = await startGateway(body);

      expect(await complete('jobgraph jobs ls --source ', { env: { JOBGRAPH_URL: url } })).toEqual(nothing);
    },
  );

  it('is silent where no answer comes in time, by a duration or by nonsense', async () => {
    const { url, tokens } = await startGateway(undefined);

    for (const JOBGRAPH_COMPLETION_TIMEOUT of ['1ms', '50ms', 'soon', '999999999w'])
      expect(
        await complete('jobgraph jobs ls --source ', { env: { JOBGRAPH_URL: url, JOBGRAPH_COMPLETION_TIMEOUT } }),
      ).toEqual(nothing);
    expect(tokens.length).toBeLessThanOrEqual(2);
  });

  it('reads neither standard input nor sources of its own', async () => {
    const { url, tokens } = await startGateway(sources('alpha'));

    expect(await complete(`jobgraph --url ${url} --token-file - jobs ls --source `, { input: 'abc' })).toEqual(nothing);
    expect(await complete('jobgraph --config jobgraph.example.yaml jobs ls --source ')).toEqual(nothing);
    expect(tokens).toEqual([]);
  });

  it('prints a script for each shell, and says which there are', async () => {
    for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
      expect(await command(['completion', shell])).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('jobgraph __complete'),
      });
    expect(await command(['completion', 'tcsh'])).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('bash, zsh, fish, powershell'),
    });
  });
});
