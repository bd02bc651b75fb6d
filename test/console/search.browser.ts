/** A pasted address of any provider finds its job, over the demo's sixteen providers. */
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo, type Demo } from '../../emulators/demo/start.ts';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { demoConfig } from '../../src/config/load.ts';
import { providers } from '../../src/providers.ts';
import { createServer, type Server } from '../../src/server.ts';
import { describeInBrowser } from '../browser/chromium.ts';

const aws = 'https://us-east-1.console.aws.amazon.com';
const execution = 'arn:aws:states:us-east-1:123456789012:execution:orders:order-4711';

/** By the name of the source: the address of a page of one of its jobs, and the job's id. */
const pasted: Readonly<Record<string, readonly [address: string, id: string]>> = {
  'panorama-lab': [`${aws}/panorama/home#package/jobs/import-shelf-scanner`, 'import-shelf-scanner'],
  'omics-prod': [`${aws}/omics/home#/reference-store/1234567890/import-jobs/0000000102`, '1234567890/0000000102'],
  pipelines: [
    `${aws}/codesuite/codepipeline/pipelines/ship/executions/00000000-0000-4000-8000-000000000001/timeline`,
    '00000000-0000-4000-8000-000000000001',
  ],
  devices: ['https://console.aws.amazon.com/importexport/home?JOBID=STRT1', 'STRT1'],
  'cos-chengdu': [
    'https://console.cloud.tencent.com/cos/batch/detail?JobId=c0500000-0000-4000-8000-000000000003',
    'c0500000-0000-4000-8000-000000000003',
  ],
  'batch-prod': [
    `${aws}/batch/home?region=us-east-1#jobs/detail/ba7c0000-0000-4000-8000-000000000007`,
    'ba7c0000-0000-4000-8000-000000000007',
  ],
  builds: [
    `${aws}/codesuite/codebuild/123456789012/projects/web-app/build/web-app%3A16a3b74f-f435-4e66-8dfb-000000000324/?region=us-east-1`,
    'web-app:16a3b74f-f435-4e66-8dfb-000000000324',
  ],
  flows: [`${aws}/states/home?region=us-east-1#/v2/executions/details/${execution}`, 'orders:order-4711'],
  etl: [
    `${aws}/gluestudio/home#/job/load/run/jr_4f2e8b7c0d1a96e54f2e8b7c0d1a96e54f2e8b7c0d1a96e54f2e8b7c0d1a96e6`,
    'load/jr_4f2e8b7c0d1a96e54f2e8b7c0d1a96e54f2e8b7c0d1a96e54f2e8b7c0d1a96e6',
  ],
  training: [`${aws}/sagemaker/home?region=us-east-1#/jobs/churn-no-data`, 'churn-no-data'],
  objects: [
    `${aws}/s3/jobs/53500000-0000-4000-8000-000000000005?region=us-east-1`,
    '53500000-0000-4000-8000-000000000005',
  ],
  ci: ['https://github.com/acme/web-app/actions/runs/9000000804/job/1', 'acme/web-app/9000000804'],
  cluster: [
    'https://dashboard.example/#/job/etl/load-29384780?namespace=etl',
    'etl/load-29384780/0f9d3c1b-5a2e-4d67-8c90-000000000002',
  ],
  airflow: [
    'https://airflow.example/dags/nightly_load/runs/manual__2026-11-22T08%3A30%3A00.123456%2B00%3A00',
    'nightly_load/manual__2026-11-22T08:30:00.123456+00:00',
  ],
  lake: ['https://adb-1.2.azuredatabricks.net/jobs/11223344/runs/455000003?o=1', '455000003'],
  europe: [
    'https://console.cloud.google.com/run/jobs/executions/details/europe-west1/nightly-load-9olpq/tasks?project=acme',
    'nightly-load/nightly-load-9olpq',
  ],
};

describeInBrowser('the console’s search', ({ open }) => {
  let demo: Demo;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    demo = await startDemo();
    const issuer = createDemoIssuer({ now: () => new Date() });
    const config = demoConfig(demo.sources);
    server = await createServer(
      { ...config, auth: issuer.settings, server: { ...config.server, port: 0 } },
      {
        now: Date.now,
        monotonic: () => performance.now(),
        random: Math.random,
        logger: pino({ level: 'silent' }),
        demo: { issuer, listQueries: demo.listQueries, tries: demo.tries },
      },
    );
    ({ origin } = new URL(await server.listen()));
  });

  afterAll(async () => {
    await server.stop();
    await demo.close();
  });

  it('knows an address of each provider', () => {
    expect(Object.keys(pasted)).toHaveLength(providers.length);
  });

  it('finds the job of a pasted address', async () => {
    const { page, complaints } = await open([origin]);
    await page.goto(`${origin}/console/?view=all`);
    await page.locator('[data-job-id]').first().waitFor();
    const box = page.getByRole('searchbox', { name: 'Search' });

    for (const [source, [address, key]] of Object.entries(pasted)) {
      const id = `${source}:${key}`;
      await box.fill(address);
      await box.press('Enter');
      await expect
        .poll(() => page.locator(`[data-found="${id}"], [data-job-id="${id}"]`).count(), { message: address })
        .toBeGreaterThan(0);
    }
    expect(complaints).toEqual([]);
  });

  it('says what it does not search, and where else to look', async () => {
    const { page } = await open([origin]);
    await page.goto(`${origin}/console/?view=all&q=FASTA`);

    const note = page.locator('[data-unsearched]');
    await note.waitFor();
    expect(await note.innerText()).toContain('omics-prod');
    await note.getByRole('link', { name: 'Look through the reasons of failures' }).click();
    await page
      .getByRole('link', { name: /The file is no valid FASTA/ })
      .first()
      .waitFor();
  });
});
