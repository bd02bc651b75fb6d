/** The completion scripts in the shells that they are for, before a gateway whose sources have hostile names. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createShellFolder, startShell, type Shell, type ShellFolder } from './shell.ts';

/** A gateway may call its sources anything. */
const names = [
  '$(touch OWNED)',
  '`touch OWNED`',
  ';touch OWNED',
  '\ntouch OWNED\n',
  "'$(touch OWNED)'",
  '--config=/etc/passwd',
  'files\n',
  '\u001b]0;owned\u0007',
  'a\tb',
  '~root',
  '*',
  '%F{red}',
  'cos-chengdu',
];

let answers: 'at once' | 'never' = 'at once';
const gateway = createServer((request, response) => {
  request.resume();
  if (answers === 'never') return;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ data: { jobSources: names.map((name) => ({ name })) } }));
});
let folder: ShellFolder;

beforeAll(async () => {
  await new Promise<void>((resolve) => void gateway.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  answers = 'at once';
  folder = createShellFolder(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}/graphql`);
  writeFileSync(`${folder.path}/my report.graphql`, '{ jobSources { name } }');
  mkdirSync(`${folder.path}/config/jobgraph`, { recursive: true });
  writeFileSync(`${folder.path}/config/jobgraph/cli.yaml`, 'profiles: { staging: {}, "sta;touch OWNED": {} }');
});

afterEach(() => {
  expect(readdirSync(folder.path)).not.toContain('OWNED');
  folder.remove();
});

afterAll(() => {
  gateway.closeAllConnections();
  gateway.close();
});

/** Each with the file that it reads at its start. */
const shells = [
  {
    name: 'bash',
    needs: 'bash',
    start: 'bash --noprofile --rcfile rc -i',
    file: 'rc',
    lines: 'source <(jobgraph completion bash)',
  },
  {
    name: 'bash with bash-completion, which finds the script by itself',
    needs: '/usr/share/bash-completion/bash_completion',
    start: 'bash --noprofile --rcfile rc -i',
    file: 'rc',
    lines:
      'mkdir -p data/bash-completion/completions; jobgraph completion bash > data/bash-completion/completions/jobgraph; source /usr/share/bash-completion/bash_completion',
  },
  {
    name: 'zsh',
    needs: 'zsh',
    start: 'zsh -d -i',
    file: '.zshrc',
    lines: 'autoload -Uz compinit; compinit -u -D; source <(jobgraph completion zsh)',
  },
  {
    name: 'zsh, which finds the script in its fpath',
    needs: 'zsh',
    start: 'zsh -d -i',
    file: '.zshrc',
    lines:
      'mkdir -p site; jobgraph completion zsh > site/_jobgraph; fpath=($PWD/site $fpath); autoload -Uz compinit; compinit -u -D',
  },
] as const;

/** Says loudly what is not. */
function isInstalled(needed: string): boolean {
  const isThere = spawnSync('sh', ['-c', 'command -v "$1" || test -e "$1"', 'sh', needed]).status === 0;
  if (!isThere) process.stderr.write(`\n!!! SKIPPED, because there is no ${needed} here: completion in it\n`);
  return isThere;
}

for (const { name, needs, start, file, lines } of shells) {
  const isThere = isInstalled(needs) && isInstalled('script');

  describe.skipIf(!isThere)(`completion in ${name}`, () => {
    let shell: Shell;

    beforeEach(async () => {
      writeFileSync(`${folder.path}/${file}`, `${lines}\nPS1='ready> '\n`);
      shell = await startShell(folder, start);
    });

    afterEach(() => shell.close());

    it('completes commands, options and values', async () => {
      expect(await shell.run('jobgraph jo\tls --sta\tRUNN\t-o w\t')).toEqual([
        'jobs',
        'ls',
        '--status',
        'RUNNING',
        '-o',
        'wide',
      ]);
      expect(await shell.run('jobgraph --url http://x/ jobs ls --status=RUNNING,que\t')).toEqual([
        '--url',
        'http://x/',
        'jobs',
        'ls',
        '--status=RUNNING,queued',
      ]);
      expect(await shell.run("jobgraph jobs ls --text 'a b\"c' --sort act\t")).toEqual([
        'jobs',
        'ls',
        '--text',
        'a b"c',
        '--sort',
        'active',
      ]);
      expect(await shell.run('LANG=C jobgraph help comp\t')).toEqual(['help', 'completion']);
      expect(await shell.show('jobgraph jobs \t\t', 'wait')).toMatch(/find[^]*get[^]*ls[^]*wait/);
    });

    it('completes files where a file is expected, and nowhere else', async () => {
      expect(await shell.run('jobgraph query my\t')).toEqual(['query', 'my report.graphql']);
      expect(await shell.run('jobgraph --config=my\t')).toEqual(['--config=my report.graphql']);
      expect(await shell.run('jobgraph jobs ls --text my\t')).toEqual(['jobs', 'ls', '--text', 'my']);
      expect(await shell.run('jobgraph jobs find my\t')).toEqual(['jobs', 'find', 'my']);
    });

    it('completes the names of sources that are names, and runs none of the others', async () => {
      expect(await shell.run('jobgraph jobs ls --source \t')).toEqual(['jobs', 'ls', '--source', 'cos-chengdu']);
      expect(await shell.run('jobgraph jobs get c\tj1')).toEqual(['jobs', 'get', 'cos-chengdu:j1']);
      expect(await shell.run('jobgraph jobs ls --source cos-chengdu,\t')).toEqual([
        'jobs',
        'ls',
        '--source',
        'cos-chengdu,',
      ]);
    });

    it('completes the names of profiles, and of protected fields', async () => {
      expect(await shell.run('jobgraph --profile sta\tsources')).toEqual(['--profile', 'staging', 'sources']);
      expect(await shell.run('jobgraph jobs get x --reveal=containers.comm\t')).toEqual([
        'jobs',
        'get',
        'x',
        '--reveal=containers.command',
      ]);
    });

    it('runs nothing of what is typed before Enter', async () => {
      const shown = await shell.show('jobgraph jobs ls --text $(touch OWNED) `touch OWNED` --utc --st\t', '--status');

      expect(shown).toContain('$(touch OWNED)');
      expect(readdirSync(folder.path)).not.toContain('OWNED');
    });

    it('leaves the line as it is where the gateway does not answer', async () => {
      answers = 'never';

      await shell.run('export JOBGRAPH_COMPLETION_TIMEOUT=300ms; jobgraph set');
      expect(await shell.run('jobgraph jobs ls --source \tx')).toEqual(['jobs', 'ls', '--source', 'x']);
    });
  });
}

it.skipIf(!isInstalled('bash'))('completes in bash for functions that give it the words alone', async () => {
  const script =
    'source <(jobgraph completion bash); COMP_WORDS=(jobgraph jobs ls --status RU); COMP_CWORD=4; _jobgraph; echo "${COMPREPLY[@]}"';
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: folder.path, env: folder.env });

  expect(stdout).toBe('RUNNING\n');
});

const hasFish = isInstalled('fish');

describe.skipIf(!hasFish)('completion in fish', () => {
  /** What fish itself says that fits at the end of a line. */
  async function listFitting(line: string): Promise<readonly string[]> {
    const words = ['-c', 'jobgraph completion fish | source; complete --do-complete "$argv"', line];
    const { stdout } = await promisify(execFile)('fish', ['--no-config', ...words], {
      cwd: folder.path,
      env: folder.env,
    });
    return stdout
      .trimEnd()
      .split('\n')
      .map((one) => one.replace(/\t.*/, ''));
  }

  it('completes commands, options, values, files, and names of sources that are names', async () => {
    expect(await listFitting('jobgraph jobs w')).toEqual(['wait', 'watch']);
    expect(await listFitting('jobgraph jobs ls --sta')).toEqual(['--status']);
    expect(await listFitting('jobgraph jobs ls --status RUNNING,q')).toEqual(['RUNNING,queued']);
    expect(await listFitting('jobgraph --config=my')).toEqual(['--config=my report.graphql']);
    expect(await listFitting('jobgraph query m')).toEqual(['my report.graphql']);
    expect(await listFitting('jobgraph jobs find m')).toEqual(['']);
    expect(await listFitting('jobgraph jobs ls --source ')).toEqual(['cos-chengdu']);
    expect(await listFitting('jobgraph --profile ')).toEqual(['staging']);
    expect(await listFitting('jobgraph jobs get x --reveal containers.comm')).toEqual(['containers.command']);
    expect(await listFitting('jobgraph jobs ls --text (touch OWNED) --source ')).toEqual(['cos-chengdu']);
  });
});

it.skipIf(!isInstalled('pwsh'))('completes in PowerShell', async () => {
  const script =
    'jobgraph completion powershell | Out-String | Invoke-Expression; (TabExpansion2 "jobgraph jobs ls --source ").CompletionMatches.CompletionText';
  const { stdout } = await promisify(execFile)('pwsh', ['-NoProfile', '-Command', script], {
    cwd: folder.path,
    env: folder.env,
  });

  expect(stdout.trim()).toBe('cos-chengdu');
});
