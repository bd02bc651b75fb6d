/** How long a job has taken, where its provider's list does not say it: the row has it once the job has been read. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from '../browser/chromium.ts';
import { startProviders, type Providers } from '../providers.ts';
import type { GatewayUnderTest } from '../gateway.ts';

describeInBrowser('the duration of a job of Import/Export', ({ open }) => {
  let world: Providers<'devices'> & { readonly gateway: GatewayUnderTest };

  beforeAll(async () => {
    const device = {
      JobId: 'MOVE1',
      JobType: 'Import',
      CreationDate: new Date(Date.now() - 15 * 86_400_000 - 60_000).toISOString(),
      LocationCode: 'AtAWS',
      ProgressCode: 'InProgress',
      ProgressMessage: 'The data load has started',
    };
    world = await startProviders(
      {
        devices: {
          provider: 'importexport',
          jobs: { list: () => [device], describe: (id) => (id === device.JobId ? device : undefined) },
        },
      },
      { server: { console: true, host: '127.0.0.1' }, cache: { runningSeconds: 0 } },
    );
  });

  afterAll(() => world.close());

  it('comes into the row after the list, and is that of the panel', async () => {
    const { origin } = new URL(world.gateway.url);
    const { page, complaints } = await open([origin]);

    await page.goto(`${origin}/console/?view=all&job=devices:MOVE1`);

    await expect.poll(() => page.locator('[data-job-id="devices:MOVE1"] .duration').innerText()).toBe('15 d');
    await expect.poll(() => page.locator('aside.panel [data-field="duration"] .duration').innerText()).toBe('15 d');
    expect(complaints).toEqual([]);
  });
});
