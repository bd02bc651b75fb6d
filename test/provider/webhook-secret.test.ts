import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, inject } from 'vitest';
import { createSecretReader } from '../../src/provider/access/webhook-secret.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

it('a secret’s file is read again when what was read is a minute old, and what it no longer holds is not used', async () => {
  const file = join(mkdtempSync(join(inject('scratchFolder'), 'webhook-')), 'secret');
  let now = start;
  const read = createSecretReader({ secretFile: file, safetySeconds: 300 }, () => new Date(now));
  const seen: string[] = [];

  writeFileSync(file, 'the first secret\n');
  seen.push(await read());
  writeFileSync(file, 'the second secret\n');
  now += 59_999;
  seen.push(await read());
  now += 1;
  seen.push(await read());
  rmSync(file);
  now += 60_000;
  const gone = await read().catch((error: unknown) => error);
  writeFileSync(file, 'short');
  const unfit = await read().catch((error: unknown) => error);
  writeFileSync(file, 'the third secret\n');
  seen.push(await read());

  expect(seen).toEqual(['the first secret', 'the first secret', 'the second secret', 'the third secret']);
  expect([gone, unfit]).toMatchObject([{ kind: 'CREDENTIAL_FILE_UNFIT' }, { kind: 'CREDENTIAL_FILE_UNFIT' }]);
});
