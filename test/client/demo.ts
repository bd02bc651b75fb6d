/** The demo's sources behind a gateway of the test's own, and tokens for it. */
import { startDemo } from '../../emulators/demo/start.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../gateway.ts';
import { wideLimits } from '../providers.ts';

export interface DemoUnderTest {
  readonly gateway: GatewayUnderTest;
  /** Another gateway over the same sources. The caller closes it. */
  readonly start: (settings: Partial<GatewaySettings>) => Promise<GatewayUnderTest>;
  readonly close: () => Promise<void>;
}

export async function startDemoUnderTest(): Promise<DemoUnderTest> {
  const demo = await startDemo();
  const sources = demo.sources.map((source) => ({ ...source, limits: wideLimits }));
  const start = async (settings: Partial<GatewaySettings>) => startGateway({ sources, ...settings });
  const gateway = await start({});
  return {
    gateway,
    start,
    close: async () => {
      await gateway.close();
      await demo.close();
    },
  };
}
