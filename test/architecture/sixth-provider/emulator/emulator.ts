import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from '../kit/emulator.ts';

/** A shop that prints whatever it is asked for. */
export async function createPrintshopEmulator(): Promise<Emulator> {
  const server = createServer((request, response) => {
    const ids = new URL(request.url ?? '/', 'http://shop').searchParams.get('ids')?.split(',') ?? [];
    response.end(JSON.stringify({ jobs: ids.map((id) => ({ id, pages: 1 })) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    inFlight: 0,
    maxInFlight: 0,
    openSockets: 0,
    reset: () => undefined,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
