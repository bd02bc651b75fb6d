import { Hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';
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
