import { Hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown, type RolldownOutput } from 'rolldown';
import { describe, expect, it } from 'vitest';
import config from '../../rolldown.config.ts';

it('hashes with Node’s own SHA-256, not with one in JavaScript', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-bundle-'));
  // What Apollo Server hashes documents with, bundled as the program is.
  const input = createRequire(import.meta.resolve('@apollo/server')).resolve('@apollo/utils.createhash');
  const bundle = await rolldown({ ...config, input });
  try {
    const { output } = await bundle.write({ ...config.output, dir: folder, cleanDir: false });
    const file = join(folder, output[0].fileName);
    const { default: hashing } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      readonly default: { readonly createHash: (kind: string) => unknown };
    };

    expect(hashing.createHash('sha256')).toBeInstanceOf(Hash);
  } finally {
    await bundle.close();
    rmSync(folder, { recursive: true });
  }
});

describe('undici', () => {
  const entry = fileURLToPath(new URL('../../src/seeded.ts', import.meta.url));

  /** Bundled as the program is. */
  async function bundle(code: string): Promise<RolldownOutput> {
    const seeded = {
      name: 'seeded',
      resolveId: (id: string) => (id === entry ? id : undefined),
      load: (id: string) => (id === entry ? code : undefined),
    };
    const build = await rolldown({ ...config, input: entry, plugins: [seeded, ...config.plugins] });
    try {
      return await build.generate(config.output);
    } finally {
      await build.close();
    }
  }

  it.each([
    `import { EnvHttpProxyAgent } from 'undici'; console.log(EnvHttpProxyAgent);`,
    `import * as undici from 'undici'; console.log(undici.EnvHttpProxyAgent);`,
    `import undici from 'undici'; console.log(undici.EnvHttpProxyAgent);`,
    `export { EnvHttpProxyAgent } from 'undici';`,
  ])('fails the build by a name that the bundle has no place for: %s', async (code) => {
    await expect(bundle(code)).rejects.toThrow(/MISSING_EXPORT|IMPORT_IS_UNDEFINED/);
  });

  it('is the whole package where it is imported when it is needed, and its clients alone elsewhere', async () => {
    const whole = await bundle(`export const load = () => import('undici');`);
    const clients = await bundle(`import { Agent } from 'undici'; console.log(Agent);`);

    const listFiles = ({ output }: RolldownOutput): readonly string[] => {
      const files = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      return ['agent.js', 'env-http-proxy-agent.js', 'mock-agent.js'].filter((name) =>
        files.some((file) => file.endsWith(`/${name}`)),
      );
    };
    expect(listFiles(whole)).toEqual(['agent.js', 'env-http-proxy-agent.js', 'mock-agent.js']);
    expect(listFiles(clients)).toEqual(['agent.js']);
  });
});
