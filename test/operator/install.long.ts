/** What `npm ci` says to somebody who has just cloned this. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jobgraph-install-'));
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(file, join(folder, file));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('npm ci resolves the lockfile without a warning', () => {
  // Nothing is fetched and nothing written. The user's own settings, which may cause warnings too, are left out.
  const options = ['--dry-run', '--offline', '--loglevel=warn', '--update-notifier=false'];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const { status, stderr } = spawnSync('npm', ['ci', ...options, `--userconfig=${join(folder, 'none')}`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...env, PATH: `${dirname(process.execPath)}:${env['PATH']}` },
  });

  expect(stderr).toBe('');
  expect(status).toBe(0);
});
