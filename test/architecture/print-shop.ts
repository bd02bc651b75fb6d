/** The print shop of the sixth provider: answers up to a hundred jobs per call, over real HTTP. */
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PrintShop {
  readonly url: string;
  /** The keys of each call since the last `forget`. */
  readonly calls: readonly (readonly string[])[];
  readonly forget: () => void;
  /** Makes every call that holds this key a 400 that blames nobody; undefined: none. */
  badKey: string | undefined;
  /** Holds every answer back until what it gives is called. */
  readonly hold: () => () => void;
  /** Resolves when so many calls have come. */
  readonly called: (count: number) => Promise<void>;
  /** Answers 503 to everything. */
  isDown: boolean;
  readonly close: () => Promise<void>;
}

export async function startPrintShop(): Promise<PrintShop> {
  const calls: string[][] = [];
  const callings = new EventEmitter();
  let held = Promise.resolve();
  const server = createServer((request, response) => {
    const keys = new URL(request.url ?? '/', 'http://shop').searchParams.get('ids')?.split(',') ?? [];
    calls.push(keys);
    callings.emit('call');
    response.statusCode = shop.isDown ? 503 : keys.includes(shop.badKey ?? '') ? 400 : 200;
    const jobs = keys
      .filter((key) => !key.startsWith('unknown'))
      .map((id) => ({ id, pages: id.length, pin: `pin-${id}` }));
    void held.then(() =>
      response.end(JSON.stringify(response.statusCode === 200 ? { jobs } : { __type: 'ValidationException' })),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const shop: PrintShop = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    forget: () => {
      calls.length = 0;
    },
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    called: async (count) => {
      while (calls.length < count) await once(callings, 'call');
    },
    badKey: undefined,
    isDown: false,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return shop;
}
