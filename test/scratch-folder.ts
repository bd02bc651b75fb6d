/** A folder for whatever tests write, removed when all are over: workers are ended without a word. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    readonly scratchFolder: string;
  }
}

export function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-tests-'));
  provide('scratchFolder', folder);
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
