/** The details of a job in a real browser: every field, live changes, what is protected, and how they are opened and closed. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo, type Demo } from '../../emulators/demo/start.ts';
import { describeInBrowser } from '../browser/chromium.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';

const panel = (page: Page): Locator => page.locator('aside.panel');
const field = (page: Page, name: string): Locator => panel(page).locator(`[data-field="${name}"] > dd`).first();
const locked = (page: Page, key: string): Locator => panel(page).locator(`[data-protected="${key}"]`);
const isFocused = (element: { matches(selector: string): boolean }): boolean => element.matches(':focus');
const hour = 3_600_000;

describeInBrowser('the details of jobs of every provider', ({ open }) => {
  let demo: Demo;
  let gateway: GatewayUnderTest;
  let origin: string;

  beforeAll(async () => {
    demo = await startDemo();
    gateway = await startGateway({
      sources: demo.sources,
      server: { console: true, host: '127.0.0.1' },
      console: { signIn: { mode: 'paste' } },
    });
    ({ origin } = new URL(gateway.url));
  });

  afterAll(async () => {
    await gateway.close();
    await demo.close();
  });

  async function load(id: string, token?: string, options: Parameters<typeof open>[1] = {}) {
    const opened = await open([origin], options);
    if (token !== undefined) await opened.context.addInitScript(`sessionStorage.setItem('jobgraph-token', '${token}')`);
    await opened.page.goto(`${origin}/console/?job=${id}`);
    await panel(opened.page).locator('.facts, [data-problem]').first().waitFor();
    return opened;
  }

  interface AuditLine {
    readonly msg: string;
    readonly audit: { readonly jobId: string; readonly fields: readonly string[] };
  }

  function readAudit(): readonly AuditLine['audit'][] {
    return gateway.logs
      .map((line) => JSON.parse(line) as AuditLine)
      .filter(({ msg }) => msg === 'secrets disclosed')
      .map(({ audit: { jobId, fields } }) => ({ jobId, fields }));
  }

  it('show all types without a complaint, a protected value or an audit line', async () => {
    const before = readAudit().length;
    const { first } = demo.sampleIds['cos-chengdu']!;
    const { page, complaints, outside } = await load(first, await gateway.token('job:read', 'job:credentials'));
    for (const sample of Object.values(demo.sampleIds)) {
      const id = sample.protected ?? sample.first;
      await page.goto(`${origin}/console/?job=${encodeURIComponent(id)}`);

      await expect.poll(() => field(page, 'id').innerText(), { message: id }).toBe(id);
      const own = panel(page).locator('section:has(> h3):has(dl.facts)').first();
      await expect.poll(() => own.locator('.fact').count(), { message: id }).toBeGreaterThan(1);
      expect(await panel(page).innerText()).not.toMatch(/\[object|undefined|__typename/);
    }
    expect([...complaints, ...outside]).toEqual([]);
    expect(readAudit()).toHaveLength(before);
  });

  it('leave empty fields out, unless they are asked for', async () => {
    const { page } = await load(demo.sampleIds['cos-chengdu']!.first);
    const count = () => panel(page).locator('[data-field]').count();
    const before = await count();

    await page.getByLabel('Show empty fields').check();

    expect(await count()).toBeGreaterThan(before);
  });

  it('tell times in full, and open the account’s own console in a tab that learns nothing of this one', async () => {
    const { page } = await load(demo.sampleIds['pipelines']!.protected!);
    const link = page.getByRole('link', { name: 'Open in the account’s console: AWS CodePipeline' });

    expect(await field(page, 'createdAt').locator('time').getAttribute('title')).toMatch(/^\d{4}-\d\d-\d\d .* UTC/);
    expect(await link.getAttribute('href')).toMatch(/^https:\/\//);
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
  });

  it('name what is locked, and reveal one field by itself, with one audit line, for 30 seconds', async () => {
    const id = demo.sampleIds['pipelines']!.protected!;
    const { page, context, complaints } = await open([origin]);
    const token = await gateway.token('job:read', 'job:credentials');
    await context.addInitScript(`sessionStorage.setItem('jobgraph-token', '${token}')`);
    await page.clock.install();
    await page.goto(`${origin}/console/?job=${encodeURIComponent(id)}`);
    const credentials = locked(page, 'artifactCredentials');
    await credentials.waitFor();
    const before = readAudit().length;
    expect(await credentials.innerText()).toContain('needs job:credentials');

    await credentials.getByRole('button', { name: 'Reveal', exact: true }).click();
    await credentials.locator('[data-field="secretAccessKey"]').waitFor();

    expect(readAudit().slice(before)).toEqual([
      {
        jobId: id,
        fields: ['CodePipelineJob.artifactCredentials'],
      },
    ]);
    expect(await locked(page, 'configuration.value').innerText()).toContain('needs job:credentials');

    await page.clock.runFor(28_000);
    expect(await credentials.locator('[data-field="secretAccessKey"]').count()).toBe(1);
    await page.clock.runFor(4_000);
    await expect.poll(() => credentials.innerText()).toContain('needs job:credentials');
    expect(readAudit()).toHaveLength(before + 1);
    expect(complaints).toEqual([]);
  });

  it('hide what was revealed when the window is left', async () => {
    const { page } = await load(
      demo.sampleIds['pipelines']!.protected!,
      await gateway.token('job:read', 'job:credentials'),
    );
    const configuration = locked(page, 'configuration.value');
    await configuration.getByRole('button', { name: 'Reveal' }).click();
    await configuration.locator('table').waitFor();
    expect(await configuration.locator('th').allInnerTexts()).toEqual(['Key', 'Value']);

    await page.evaluate('window.dispatchEvent(new Event("blur"))');

    await expect.poll(() => configuration.locator('table').count()).toBe(0);
  });

  it('ask for a better token where this one does not suffice, and then disclose the one field that was asked for', async () => {
    const before = readAudit().length;
    const id = demo.sampleIds['pipelines']!.protected!;
    const { page } = await load(demo.sampleIds['pipelines']!.protected!, await gateway.token('job:read'));

    await locked(page, 'artifactCredentials').getByRole('button', { name: 'Reveal' }).click();

    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('This needs a token with job:credentials.');
    await dialog.getByLabel('Token', { exact: true }).fill(await gateway.token('job:read', 'job:sensitive'));
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await expect
      .poll(() => dialog.getByRole('alert').innerText())
      .toBe('This token has no job:credentials: it is not taken.');
    await dialog.getByLabel('Token', { exact: true }).fill(await gateway.token('job:read', 'job:credentials'));
    expect(readAudit()).toHaveLength(before);
    await dialog.getByRole('button', { name: 'Sign in' }).click();

    await locked(page, 'artifactCredentials').locator('[data-field="accessKeyId"]').waitFor();
    expect(readAudit().slice(before)).toEqual([{ jobId: id, fields: ['CodePipelineJob.artifactCredentials'] }]);
  });

  it.each([
    ['that is gone', 'devices:XCANC', 'JOB_GONE', 'This job is gone'],
    ['that nobody knows', 'devices:XNONE', 'JOB_NOT_FOUND', 'There is no such job'],
    ['that the provider denies', 'devices:XDENY', 'PROVIDER_ACCESS_DENIED', 'The provider denies this job'],
    ['of no source', 'nowhere:1', 'BAD_USER_INPUT', 'This is not the id of a job here'],
  ])('say so of a job %s', async (_name, id, code, title) => {
    const { page, complaints } = await load(id);

    expect(await panel(page).locator('[data-problem]').getAttribute('data-problem')).toBe(code);
    expect(await panel(page).innerText()).toContain(title);
    expect(complaints).toEqual([]);
  });

  it('are a page of their own on a phone', async () => {
    const { page } = await load(demo.sampleIds['batch-prod']!.first, undefined, {
      viewport: { width: 360, height: 740 },
    });

    expect(await panel(page).boundingBox()).toMatchObject({ x: 0, y: 0, width: 360, height: 740 });
    expect(await panel(page).evaluate((element) => element.scrollWidth)).toBe(360);
    expect(await page.locator('main').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await page.locator('main').isVisible()).toBe(true);
  });
});

describeInBrowser('the details of one job', ({ open }) => {
  let world: ConsoleWorld;

  beforeAll(async () => {
    world = await startConsoleWorld();
    const ago = (hours: number): Date => new Date(Date.now() - hours * hour);
    world.jobs.push(cosJob('run-1', 'Active', ago(1)), cosJob('bad-1', 'Failed', ago(4), ago(3)));
  });

  afterAll(() => world.close());

  async function load(query: string, options: Parameters<typeof open>[1] = {}) {
    const opened = await open([world.origin], options);
    await opened.page.goto(`${world.page}${query}`);
    await opened.page.locator('[data-job-id]').first().waitFor();
    return opened;
  }

  it('are opened, read and closed by keys: the focus goes to the heading and back to the row', async () => {
    const { page } = await load('');
    const link = page.locator('[data-job-id="cos:run-1"] a.job-link');
    await link.focus();

    await page.keyboard.press('Enter');

    const heading = panel(page).getByRole('heading', { level: 2 });
    await expect.poll(() => heading.evaluate(isFocused)).toBe(true);
    expect(new URL(page.url()).searchParams.get('job')).toBe('cos:run-1');

    await page.keyboard.press('Escape');

    await panel(page).waitFor({ state: 'detached' });
    await expect.poll(() => link.evaluate(isFocused)).toBe(true);
    expect(new URL(page.url()).searchParams.get('job')).toBeNull();
  });

  it('follow the list while they are open: the focus stays in the row, and goes back to it', async () => {
    const { page } = await load('');
    const heading = panel(page).getByRole('heading', { level: 2 });
    const link = (id: string) => page.locator(`[data-job-id="${id}"] a.job-link`);
    await link('cos:run-1').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => heading.evaluate(isFocused)).toBe(true);

    await link('cos:bad-1').focus();
    await page.keyboard.press('Enter');

    await expect.poll(() => panel(page).getAttribute('data-detail')).toBe('cos:bad-1');
    await expect.poll(() => heading.innerText()).toContain('copy bad-1');
    expect(await link('cos:bad-1').evaluate(isFocused)).toBe(true);
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'detached' });
    await expect.poll(() => link('cos:bad-1').evaluate(isFocused)).toBe(true);
  });

  it('show why it failed before all else', async () => {
    const { page } = await load('?job=cos:bad-1');
    const banner = panel(page).getByRole('region', { name: 'Failures' });

    await banner.waitFor();
    expect(await banner.innerText()).toContain('AccessDenied');
    expect(await banner.innerText()).toContain('The role may not.');
  });

  it('follow the job as it moves', async () => {
    const { page, complaints } = await load('?job=cos:run-1');
    await expect.poll(() => panel(page).locator('section.progress').innerText()).toContain('40 of 100');

    const [job] = world.jobs;
    const ProgressSummary = { NumberOfTasksFailed: '1', NumberOfTasksSucceeded: '70', TotalNumberOfTasks: '100' };
    world.jobs[0] = { ...job!, ProgressSummary };
    await expect
      .poll(() => panel(page).locator('section.progress').innerText())
      .toContain('70 of 100 succeeded · 1 failed');
    world.jobs[0] = { ...job!, ProgressSummary, Status: 'Complete' };

    await expect.poll(() => panel(page).locator('.panel-head .status').innerText()).toBe('Partially succeeded');
    expect(complaints).toEqual([]);
  });

  it('can be taken elsewhere: as id, link, operation and command', async () => {
    const { page, context } = await load('?job=cos:bad-1');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const copy = async (name: string): Promise<string> => {
      await page.getByRole('button', { name, exact: true }).click();
      await expect.poll(() => page.locator('[role="status"].unseen').innerText()).toContain('Copied.');
      return String(await page.evaluate('navigator.clipboard.readText()'));
    };
    await panel(page).getByRole('group', { name: 'Copy as' }).waitFor();

    expect(await copy('Copy id')).toBe('cos:bad-1');
    expect(await copy('Copy link')).toBe(`${world.page}?job=cos:bad-1`);
    expect(await copy('Copy command')).toBe('jobgraph jobs get cos:bad-1');
    const { data, errors } = await world.gateway.query(await copy('Copy GraphQL'));
    expect(data).toMatchObject({ job: { id: 'cos:bad-1', manifest: null } });
    expect(errors).toEqual([]);
  });
});
