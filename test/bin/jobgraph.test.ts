import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jobgraph-bin-'));
  mkdirSync(join(folder, 'bin'));
  for (const name of ['src', 'cli', 'client', 'emulators']) mkdirSync(join(folder, name));
  mkdirSync(join(folder, 'schema'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'src/main.ts'), "const mode: string = process.env['NODE_ENV'] ?? ''; console.log(mode);");
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  copyFileSync(new URL('../../bin/jobgraph.js', import.meta.url), join(folder, 'bin/jobgraph.js'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the launcher, before a `src/main.ts` that prints NODE_ENV, under a Node that says it is `version`. */
function launch(version: string, env: Readonly<Record<string, string>> = {}) {
  const disguise = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const preload = `data:text/javascript,${encodeURIComponent(disguise)}`;
  const { NODE_ENV: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', preload, 'bin/jobgraph.js'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...inherited, ...env },
  });
  return { status, stdout, stderr };
}

/** In seconds since 1970. */
const earlier = 1_700_000_000;
const later = earlier + 1;

/** As `npm run build` would: no older than what it is made of. */
function build(): void {
  for (const name of ['src/main.ts', 'package-lock.json']) utimesSync(join(folder, name), earlier, earlier);
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/main.js'), "console.log('built')");
  utimesSync(join(folder, 'dist/main.js'), earlier, earlier);
}

describe('the launcher', () => {
  it.each(['8.17.0', '18.20.4', '20.19.0', '22.20.0', '23.11.1', '24.8.0'])(
    'refuses Node %s in one line',
    (version) => {
      const answer = launch(version);

      expect(answer).toEqual({
        status: 78,
        stdout: '',
        stderr:
          `jobgraph needs Node 24.9 or newer, or 22.21 or newer of 22, but this is Node ${version}. See https://nodejs.org; ` +
          'in a checkout "npm ci" brings one that "npm start" uses, on Linux and Windows.\n',
      });
    },
  );

  it.each(['22.21.0', '24.9.0', '25.0.0', '100.0.0'])('starts the program in production mode on Node %s', (version) => {
    const answer = launch(version);

    expect(answer).toEqual({ status: 0, stdout: 'production\n', stderr: '' });
  });

  it('leaves a mode that is set as it is', () => {
    const answer = launch('24.9.0', { NODE_ENV: 'development' });

    expect(answer.stdout).toBe('development\n');
  });

  it('starts what was built of these sources', () => {
    build();

    expect(launch('24.9.0').stdout).toBe('built\n');
  });

  it('starts what was built where npm has installed the package, which has no lock', () => {
    build();
    utimesSync(join(folder, 'src/main.ts'), later, later);
    rmSync(join(folder, 'package-lock.json'));

    expect(launch('24.9.0').stdout).toBe('built\n');
  });

  it.each(['src/main.ts', 'src/deep/other.ts', 'client/http.ts', 'schema/base.graphql', 'package-lock.json'])(
    'starts the sources where %s is newer than what was built',
    (name) => {
      build();
      mkdirSync(join(folder, 'src/deep'));
      writeFileSync(join(folder, name), name === 'src/main.ts' ? "console.log('changed')" : '');
      utimesSync(join(folder, name), later, later);

      expect(launch('24.9.0').stdout).toBe(name === 'src/main.ts' ? 'changed\n' : 'production\n');
    },
  );
});
