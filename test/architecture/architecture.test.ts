import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const options = await extractDepcruiseOptions(`${root}.dependency-cruiser.mjs`);

/** Every broken rule with the import that breaks it, in the tree under `folder`. */
async function listViolations(folder: string) {
  const trees = ['src', 'cli', 'emulators', 'console', 'client'].filter((tree) =>
    existsSync(`${root}${folder}/${tree}`),
  );
  const { output } = await cruise(trees, { ...options, baseDir: `${root}${folder}`, validate: true });
  const { summary } = output as ICruiseResult;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

/** For each rule, in a tree of its own under violations/: every import that breaks it. */
const seeded: Readonly<Record<string, readonly string[]>> = {
  'words-import-nothing': ['src/platform/clock.ts → ../../../../node_modules/graphql/index.js'],
  'gateway-and-clients-are-strangers': [
    'client/index.ts → src/provider/contract/job.ts',
    'client/query.ts → cli/graph.ts',
    'console/src/app.ts → client/query.ts',
    'console/src/app.ts → src/provider/contract/job.ts',
    'src/server.ts → console/src/app.ts',
  ],
  'command-and-page-are-strangers': ['cli/main.ts → console/src/app.ts'],
  'sign-in-is-for-page-and-command': ['client/index.ts → client/sign-in.ts'],
  'raw-lines-are-for-page-and-command': ['client/index.ts → client/log-runs.ts'],
  'console-state-is-plain': ['console/src/state/filter.ts → console/src/graph/client.ts'],
  'no-cycles': ['src/operation/cost/audit.ts → src/operation/cost/limit.ts'],
  'no-orphans': ['src/operation/cost/lonely.ts → src/operation/cost/lonely.ts'],
  'providers-know-no-graphql': [
    'src/datasources/panorama/adapter.ts → ../../../../node_modules/graphql/index.js',
    'src/datasources/panorama/friend.ts → ../../../../node_modules/graphql/index.js',
  ],
  'resolvers-never-call-out': [
    'src/resolvers/job.ts → ../../../../node_modules/undici/index.js',
    'src/resolvers/job.ts → https',
    'src/resolvers/job.ts → src/provider/contract/signer.ts',
  ],
  'resolvers-know-only-types-below': ['src/resolvers/job.ts → src/jobs/reading/reader.ts'],
  'resolvers-know-scopes': [
    'src/auth/viewer.ts → src/auth/token-check.ts',
    'src/resolvers/job.ts → src/auth/token-check.ts',
  ],
  'providers-are-strangers': [
    'src/datasources/panorama/mapping.ts → src/datasources/cosbatch/index.ts',
    'src/resolvers/importexport/job.ts → src/datasources/cosbatch/index.ts',
  ],
  'one-door': ['src/providers.ts → src/datasources/panorama/adapter.ts'],
  'emulators-share-no-code': ['emulators/panorama/emulator.ts → src/datasources/panorama/mapping.ts'],
  'emulators-stay-apart': ['src/datasources/panorama/adapter.ts → emulators/kit/xml.ts'],
  'commands-load-lazily': ['cli/main.ts → src/operation/sdl.ts'],
  'one-client-of-the-store': ['src/jobs/reading/reader.ts → ../../../../node_modules/ioredis/built/index.js'],
  'cluster-loads-lazily': ['src/server.ts → src/cluster/cluster.ts'],
  'emulators-load-lazily': ['src/main.ts → emulators/demo/gateway.ts'],
};

describe('the walls between the rooms', () => {
  it.each(Object.entries(seeded))('%s fires on its seeded violation, and nothing else does', async (rule, imports) => {
    const violations = await listViolations(`test/architecture/violations/${rule}`);

    expect(violations).toEqual(imports.map((found) => `${rule}: ${found}`));
  });

  it('have a seeded violation for every rule', () => {
    const rules = (options.ruleSet?.forbidden ?? []).map(({ name = '' }) => name);

    expect(Object.keys(seeded).sort()).toEqual(rules.filter((name) => !name.startsWith('room-')).sort());
  });

  it('let through what the plan of the house allows', async () => {
    const violations = await listViolations('test/architecture/violations/none');

    expect(readdirSync(`${root}test/architecture/violations/none/src`)).toContain('main.ts');
    expect(readdirSync(`${root}test/architecture/violations/none/cli`)).toContain('http-graph.ts');
    expect(violations).toEqual([]);
  });

  it('stand in the real tree', async () => {
    const violations = await listViolations('');

    expect(violations).toEqual([]);
  });
});
