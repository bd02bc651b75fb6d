/** The commands that the documents show: each is run here, or is in the list of those that run elsewhere. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startDemoGateway, type DemoGateway } from '../../emulators/demo/gateway.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { command as runCommand, type Outcome } from '../cli/command.ts';
import { runElsewhere } from './run-elsewhere.ts';
import { listCommands, listLanguages, splitWords } from './shell-commands.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((file) => existsSync(join(root, file)));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const shown = documents.flatMap((document) => listCommands(document, read(document)));
const listed = Object.keys(runElsewhere);

/** Whether this entry of the list is the command, or its beginning. */
function isEntry(entry: string, command: string): boolean {
  return entry.endsWith('…') ? command.startsWith(entry.slice(0, -1)) : command === entry;
}

const isElsewhere = (command: string): boolean => listed.some((entry) => isEntry(entry, command));

/** The part of a shown command that is run here: neither the file that it writes, nor what follows it. */
const trim = (command: string): string => command.replace(/ (?:&&|>) .*$/s, '').replace(/^npx /, '');

const here = [
  ...new Set(
    shown
      .map(({ command }) => command)
      .filter((command) => !isElsewhere(command))
      .map(trim),
  ),
];
const ofGraph = here.filter((command) => command.startsWith('jobgraph '));
const ofScripts = here.filter((command) => command.startsWith('npm run --silent '));

describe('the documents', () => {
  it('show commands in blocks of `sh`, and each other block has its language', () => {
    const languages = new Map(documents.map((document) => [document, listLanguages(read(document))]));
    const without = documents.filter((document) => languages.get(document)?.includes(''));
    const commands = without.filter((document) =>
      /^ *```\n *(?:npm|npx|node|jobgraph|curl|docker|kubectl) /m.test(read(document)),
    );

    expect(shown.length).toBeGreaterThan(30);
    expect(commands).toEqual([]);
  });

  it('show no command that neither this test runs nor the list has', () => {
    expect(here.filter((command) => !ofGraph.includes(command) && !ofScripts.includes(command))).toEqual([]);
  });

  it('show every command of the list, whose runner is there', () => {
    const unused = listed.filter((entry) => !shown.some(({ command }) => isEntry(entry, command)));
    const runners = Object.values(runElsewhere).filter((entry) => typeof entry !== 'string');

    expect(unused).toEqual([]);
    for (const { file, text } of runners) expect([file, read(file).includes(text)]).toEqual([file, true]);
  });

  it('name only scripts that package.json has', () => {
    const texts = documents.map(read).join('\n');
    const names = [...texts.matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name = '']) => name);

    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !Object.hasOwn(packageJson.scripts, name))).toEqual([]);
  });
});

describe('a shown command of jobgraph', () => {
  let demo: DemoGateway;
  let url: string;

  beforeAll(async () => {
    demo = await startDemoGateway({
      now: Date.now,
      monotonic: () => performance.now(),
      random: Math.random,
      port: 0,
      host: undefined,
      logger: pino({ level: 'silent' }),
    });
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(demo.greeting)?.[0] ?? '';
    writeFileSync(
      join(inject('scratchFolder'), 'report.graphql'),
      'query ($since: DateTime!) { jobs(first: 2, filter: { createdAfter: $since }) { nodes { id } } }',
    );
  });

  afterAll(() => demo.close());

  /** Scopes that nobody has without a token. */
  const scopesOf = (line: string): string | undefined =>
    line.includes('sources --check') ? 'job:operate' : line.includes('jobs logs') ? 'job:logs' : undefined;

  async function tokenFor(line: string): Promise<Readonly<Record<string, string>>> {
    const scope = scopesOf(line);
    if (scope === undefined) return {};
    const { stdout } = await runCommand(['token', '--scope', `job:read ${scope}`, '--url', url]);
    return { JOBGRAPH_TOKEN: stdout.trim() };
  }

  async function run(line: string): Promise<Outcome> {
    const words = splitWords(line).slice(1);
    const files = words.map((word) => (word.endsWith('.graphql') ? join(inject('scratchFolder'), word) : word));
    const interruption = new AbortController();
    const env = { JOBGRAPH_URL: url, XDG_STATE_HOME: inject('scratchFolder') };
    const world = { env: { ...env, ...(await tokenFor(line)) }, signal: interruption.signal };
    const outcome = runCommand(files, world);
    if (files[1] === 'wait') {
      // Its job still runs: the command is interrupted once the gateway watches the job.
      await expect.poll(() => demo.server.gateway.watcher.size()).toBe(1);
      interruption.abort();
    }
    return outcome;
  }

  it.each(ofGraph)('%s does what it says', async (line) => {
    const { status, stdout, stderr } = await run(line);

    const isInterrupted = line.includes(' wait ') && status === 130;
    const isSignedOut = line.startsWith('jobgraph auth status') && status === 77;
    expect([line, isInterrupted || isSignedOut ? 0 : status, stderr]).toEqual([
      line,
      0,
      expect.not.stringContaining('error'),
    ]);
    if (!/ wait | auth /.test(line)) expect(stdout).not.toBe('');
  });
});

it.each(ofScripts)('%s prints', (line) => {
  const [, , , script = '', , ...options] = splitWords(line);

  const { status, stdout } = spawnSync(process.execPath, ['--run', script, '--', ...options], {
    cwd: root,
    encoding: 'utf8',
  });

  expect(status).toBe(0);
  expect(stdout).toContain('type Query');
});
