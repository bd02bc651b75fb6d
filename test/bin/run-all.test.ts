import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const program = fileURLToPath(new URL('../../bin/run-all.js', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jobgraph-run-all-'));
  const scripts = {
    good: `node -e "console.log('went well')"`,
    bad: `node -e "process.exit(3)"`,
    slow: `node -e "console.log('begins'); setTimeout(() => console.error('ends'), 1000)"`,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts }));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function runAll(...scripts: readonly string[]) {
  const { status, stdout } = spawnSync(process.execPath, [program, ...scripts], { cwd: folder, encoding: 'utf8' });
  return { status, stdout: stdout.replaceAll(/\(\d+\.\d s\)/g, '(… s)') };
}

describe('bin/run-all.js', () => {
  it('goes on after a script that failed, says how each went, and exits 1', () => {
    const { status, stdout } = runAll('bad', 'good');

    expect(stdout).toContain('went well');
    expect(stdout.split('\n').slice(-3)).toEqual(['FAILED bad (… s)', 'ok     good (… s)', '']);
    expect(status).toBe(1);
  });

  it('exits 0 where all went well', () => {
    expect(runAll('good', 'good').status).toBe(0);
  });

  it('prints what a script said as one piece, whatever runs beside it', () => {
    const { stdout } = runAll('slow', 'good');

    expect(stdout).toMatch(/=== slow\n(.*\n)*begins\nends\n/);
    expect(stdout.split('=== ').find((part) => part.startsWith('slow'))).not.toContain('went well');
  });

  it('runs every check of this package', () => {
    const { check, ...scripts } = packageJson.scripts;
    // check:config is a program for operators: it checks their configuration, not this package.
    const checks = Object.keys(scripts).filter((name) => name.startsWith('check:') && name !== 'check:config');

    expect(check.split(' ').slice(2).toSorted()).toEqual(checks.toSorted());
  });
});
