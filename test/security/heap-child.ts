/**
 * A gateway in a process of its own, whose heap the parent may look at: nothing in it but what the gateway keeps.
 * Run with `--expose-gc`; speaks with its parent over IPC.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { writeHeapSnapshot } from 'node:v8';
import { destination, pino } from 'pino';
import { parseConfig } from '../../src/config/load.ts';
import { createServer, type Server } from '../../src/server.ts';
import { loadTracing } from '../../src/observability/tracing.ts';
import { readTracingSettings } from '../../src/config/tracing.ts';

export type HeapRequest =
  /** Starts the gateway; answered with its URL. */
  | { readonly kind: 'start'; readonly config: object }
  /** Keeps a text for good, so that the search has something to find; answered when it is kept. */
  | { readonly kind: 'keep'; readonly text: string }
  /** Collects garbage and writes the heap to that file; answered when it is written. */
  | { readonly kind: 'snapshot'; readonly file: string }
  /** Stops the gateway, which sends its last traces; answered when that is done. */
  | { readonly kind: 'stop' };

export interface HeapAnswer {
  readonly url?: string;
}

const kept: string[] = [];
let server: Server | undefined;

async function answer(request: HeapRequest): Promise<HeapAnswer> {
  switch (request.kind) {
    case 'start': {
      const tracingSettings = readTracingSettings(process.env, () => undefined);
      if (tracingSettings === undefined) throw new Error('The parent must name a collector.');
      // Its lines are written to the parent, and kept nowhere here.
      const logger = pino({ level: 'debug' }, destination({ dest: 1, sync: true }));
      server = await createServer(parseConfig(request.config), {
        now: Date.now,
        monotonic: () => performance.now(),
        // Retries wait for nothing.
        random: () => 0,
        logger,
        tracing: await loadTracing(tracingSettings, { now: Date.now, logger }),
      });
      return { url: await server.listen() };
    }
    case 'keep':
      kept.push(request.text);
      return {};
    case 'snapshot':
      for (let round = 0; round < 5; round += 1) {
        await turn();
        globalThis.gc?.();
      }
      writeHeapSnapshot(request.file);
      return {};
    case 'stop':
      await server?.stop();
      return {};
  }
}

process.on('message', (request: HeapRequest) => {
  void answer(request).then((message) => process.send?.(message));
});
