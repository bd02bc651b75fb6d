/** A gateway whose registry has the depot in the place of the provider whose type it takes. */
import { vi } from 'vitest';
import type { startGateway } from '../gateway.ts';

const replaced = '../../src/datasources/cosbatch/index.ts';

/** Loads the program anew: test files share its modules, and the registry is read when they are loaded. */
export async function loadDepotGateway(): Promise<typeof startGateway> {
  vi.resetModules();
  vi.doMock(replaced, async () => ({ cosbatch: (await import('./depot-provider.ts')).depot }));
  return (await import('../gateway.ts')).startGateway;
}

export function unloadDepotGateway(): void {
  vi.doUnmock(replaced);
  vi.resetModules();
}
