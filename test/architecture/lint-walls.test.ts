import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

// The seeded files stand outside the project, so rules that need its types stay out; none of the walls does.
const eslint = new ESLint({ cwd: root, overrideConfig: tseslint.configs.disableTypeChecked as Linter.Config });

/** Lints `text` as if it stood at `path`: every broken rule with the line that breaks it. */
async function listBroken(text: string, path: string) {
  const [result] = await eslint.lintText(text, { filePath: `${root}${path}` });
  return (result?.messages ?? []).map(({ ruleId, line }) => `${ruleId ?? 'unreadable'} at ${line}`);
}

interface Wall {
  readonly name: string;
  /** A file under violations/<name>/, linted as if it stood at this path of the project. */
  readonly path: string;
  readonly broken: readonly string[];
  /** Files in which the same text is in order. */
  readonly allowedIn?: readonly string[];
}

const walls: readonly Wall[] = [
  {
    name: 'environment',
    path: 'src/provider/aws/region.ts',
    broken: ['no-restricted-properties at 1', 'no-restricted-properties at 2'],
    allowedIn: ['src/config/load.ts', 'cli/main.ts'],
  },
  {
    name: 'environment-by-another-name',
    path: 'src/provider/aws/region.ts',
    broken: ['no-restricted-imports at 1', 'no-restricted-syntax at 4'],
  },
  {
    name: 'signals',
    path: 'src/server.ts',
    broken: ['no-restricted-properties at 2', 'no-restricted-properties at 3'],
    allowedIn: ['src/main.ts', 'cli/main.ts'],
  },
  {
    name: 'wall-clock',
    path: 'src/calls/limiter.ts',
    broken: [
      'no-restricted-properties at 1',
      'no-restricted-properties at 1',
      'no-restricted-syntax at 1',
      'no-restricted-syntax at 1',
    ],
    allowedIn: ['src/main.ts', 'cli/main.ts', 'emulators/demo/start.ts', 'emulators/kit/server.ts'],
  },
  {
    name: 'secret-door',
    path: 'src/resolvers/import-export-job.ts',
    broken: ['no-restricted-imports at 1', 'no-restricted-properties at 4'],
  },
  { name: 'graph-error', path: 'src/plugins/audit.ts', broken: ['no-restricted-syntax at 3'] },
  { name: 'default-export', path: 'src/plugins/audit.ts', broken: ['no-restricted-syntax at 1'] },
  { name: 'fetch-in-a-resolver', path: 'src/resolvers/job.ts', broken: ['no-restricted-globals at 1'] },
  {
    name: 'inline-style',
    path: 'console/src/app.tsx',
    broken: ['no-restricted-syntax at 2', 'no-restricted-syntax at 3'],
  },
  {
    name: 'outside-link',
    path: 'console/src/sources/source-item.tsx',
    broken: ['no-restricted-syntax at 3'],
    allowedIn: ['console/src/shared/outside-link.tsx'],
  },
  {
    name: 'kept-in-the-browser',
    path: 'console/src/graph/session.ts',
    broken: ['no-restricted-globals at 1', 'no-restricted-properties at 2'],
    allowedIn: ['console/src/state/preferences.ts'],
  },
  { name: 'any', path: 'src/provider/decode/values.ts', broken: ['@typescript-eslint/no-explicit-any at 1'] },
];

function readSeeded({ name, path }: Wall) {
  return readFileSync(new URL(`violations/${name}/${path}`, import.meta.url), 'utf8');
}

describe('the walls that imports do not show', () => {
  it.each(walls)('$name stops its seeded violation', async (wall) => {
    const broken = await listBroken(readSeeded(wall), wall.path);

    expect(broken).toEqual(wall.broken);
  });

  it.each(walls.flatMap((wall) => (wall.allowedIn ?? []).map((path) => ({ name: wall.name, path, wall }))))(
    '$name lets $path do its work',
    async ({ path, wall }) => {
      const broken = await listBroken(readSeeded(wall), path);

      expect(broken).toEqual([]);
    },
  );

  it('the scope check alone may open a secret', async () => {
    const text = "import { openSecret } from '../secret.ts';\n\nexport const open = openSecret;\n";

    const broken = await Promise.all(
      ['src/auth/reveal.ts', 'src/auth/viewer.ts', 'src/resolvers/job.ts'].map((path) => listBroken(text, path)),
    );

    expect(broken).toEqual([[], ['no-restricted-imports at 1'], ['no-restricted-imports at 1']]);
  });
});
