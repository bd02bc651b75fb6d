/** Every way to sign in, in a real browser: where the token is, how it ends, and what is asked of the issuer. */
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConsoleSettings } from '../../src/config/console.ts';
import { describeInBrowser } from '../browser/chromium.ts';
import type { GatewaySettings } from '../gateway.ts';
import { cosJob, startConsoleWorld, type ConsoleWorld } from './console-world.ts';
import { audience, clientId, startOidcIssuer, type OidcIssuer } from '../oidc-issuer.ts';

const hour = 3_600_000;
const banner = (page: Page) => page.locator('[data-refusal]');
const kept = async (page: Page): Promise<string> =>
  String(
    await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])'),
  );

describeInBrowser('signing in', ({ open }) => {
  const opened: (() => Promise<void>)[] = [];
  let world: ConsoleWorld;
  /** Of the gateway and of its issuer. */
  let time: number;

  beforeEach(() => {
    time = Date.now();
  });

  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });

  async function start(signIn: ConsoleSettings['signIn'], settings: Partial<GatewaySettings> = {}): Promise<void> {
    world = await startConsoleWorld({ now: () => time, console: { signIn }, ...settings });
    opened.push(world.close);
    world.jobs.push(cosJob('run-1', 'Active', new Date(time - hour)));
  }

  async function load(page: Page, query = ''): Promise<void> {
    await page.goto(`${world.page}${query}`);
    await page.locator('header.header').waitFor();
  }

  it('of nobody has no button where everybody may read', async () => {
    await start({ mode: 'none' }, { auth: { mode: 'none' } });
    const { page, complaints } = await open([world.origin]);
    await load(page);

    await page.locator('[data-job-id="cos:run-1"]').waitFor();
    expect(await page.getByRole('button', { name: /Sign in|Token/ }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('by a pasted token keeps it in the page alone, and says whose it is and when it ends', async () => {
    await start({ mode: 'paste' });
    const { page, context, complaints } = await open([world.origin]);
    const token = await world.gateway.token('job:read', 'job:sensitive');
    await load(page);

    await page.getByRole('button', { name: 'Sign in' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Token', { exact: true }).getAttribute('autocomplete')).toBe('off');
    await dialog.getByLabel('Token', { exact: true }).fill('not a token');
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    expect(await dialog.getByRole('alert').innerText()).toContain('no JSON Web Token');
    await dialog.getByLabel('Token', { exact: true }).fill(`Bearer ${token}`);
    await dialog.getByRole('button', { name: 'Sign in' }).click();

    await expect.poll(() => page.locator('.token-state').innerText()).toMatch(/^demo · 1[12] h/);
    expect(await kept(page)).not.toContain(token);
    expect(await context.cookies()).toEqual([]);
    await page.getByRole('button', { name: 'Token', exact: true }).click();
    expect(await dialog.innerText()).toContain('job:sensitive');
    await dialog.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('by a pasted token takes it by Enter, or as soon as it is pasted, and shows nothing of it', async () => {
    await start({ mode: 'paste' });
    const { page, context, complaints } = await open([world.origin]);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const token = await world.gateway.token('job:read');
    const field = page.getByLabel('Token', { exact: true });
    const openDialog = () => page.getByRole('button', { name: 'Sign in' }).first().click();
    await load(page);

    await openDialog();
    expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await page.evaluate(`getComputedStyle(document.getElementById('token-text')).webkitTextSecurity`)).toBe(
      'disc',
    );
    await field.fill(token);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Token', exact: true }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();

    await openDialog();
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(`Bearer ${token}\n`)})`);
    await field.focus();
    await page.keyboard.press('ControlOrMeta+V');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Token', exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('by a token that the gateway does not accept says why in the dialog, and takes nothing', async () => {
    await start({ mode: 'paste' });
    const { page } = await open([world.origin]);
    const token = await world.gateway.token('job:read');
    await load(page);
    await page.locator('[data-job-id="cos:run-1"]').waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    const dialog = page.getByRole('dialog');
    const field = dialog.getByLabel('Token', { exact: true });
    const [head, claims] = token.split('.');

    await field.fill(`${head}.${claims}.${'A'.repeat(86)}`);
    await dialog.getByRole('button', { name: 'Sign in' }).click();

    await expect.poll(() => dialog.getByRole('alert').innerText()).toBe('The bearer token’s signature does not fit.');
    expect(await banner(page).count()).toBe(0);
    expect(await page.locator('[data-job-id="cos:run-1"]').count()).toBe(1);
    await field.fill(token);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Token', exact: true }).waitFor();
  });

  it('by a pasted token outlives a reload only where its viewer says so', async () => {
    await start({ mode: 'paste' });
    const { page } = await open([world.origin]);
    const token = await world.gateway.token('job:read');
    const signIn = async (isKept: boolean): Promise<void> => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByLabel('Token', { exact: true }).fill(token);
      if (isKept) await page.getByLabel('Keep in this tab').check();
      await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: 'Token', exact: true }).waitFor();
    };
    await load(page);

    await signIn(false);
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await signIn(true);
    await page.reload();

    await page.getByRole('button', { name: 'Token', exact: true }).waitFor();
    expect(await page.evaluate('Object.values({ ...localStorage }).join()')).not.toContain(token);
    await page.getByRole('button', { name: 'Token', exact: true }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await kept(page)).not.toContain(token);
  });

  it('is asked for again when the token has ended, and the view stays', async () => {
    // A token lasts for twelve hours; the provider's own clock allows for some minutes.
    const end = time - 120_000;
    time = end - 12 * hour;
    await start({ mode: 'paste' });
    const { page, context } = await open([world.origin]);
    const token = await world.gateway.token('job:read');
    time = end - 30_000;
    await page.clock.install({ time });
    await context.addInitScript(`sessionStorage.setItem('jobgraph-token', '${token}')`);
    await load(page, '?q=copy');
    await page.locator('[data-job-id="cos:run-1"]').waitFor();
    expect(await banner(page).count()).toBe(0);

    time = end + 120_000;
    await page.locator('[data-job-id="cos:run-1"] a.job-link').click();

    await banner(page).waitFor();
    expect(await banner(page).getAttribute('data-refusal')).toBe('not-taken');
    await banner(page).getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Token', { exact: true }).fill(await world.gateway.token('job:read'));
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
    await banner(page).waitFor({ state: 'detached' });
    await page.locator('aside.panel [data-field="id"]').waitFor();
    expect(new URL(page.url()).search).toBe('?q=copy&job=cos:run-1');
  });

  it('by a proxy is the proxy’s: the page sends no token of its own', async () => {
    await start({ mode: 'proxy' });
    const { page, context } = await open([world.origin]);
    const token = await world.gateway.token('job:read');
    const own: (string | undefined)[] = [];
    await context.route('**/graphql', async (route) => {
      const headers = route.request().headers();
      own.push(headers['authorization']);
      await route.continue({ headers: { ...headers, authorization: `Bearer ${token}` } });
    });
    await load(page);

    await expect.poll(() => page.locator('.token-state').innerText()).toMatch(/^demo · /);
    expect(own.filter((header) => header !== undefined)).toEqual([]);
    expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBe(0);
  });

  async function startOidc(): Promise<OidcIssuer> {
    const issuer = await startOidcIssuer(() => time);
    opened.push(issuer.close);
    const signIn: ConsoleSettings['signIn'] = {
      mode: 'oidc',
      issuer: issuer.origin,
      clientId,
      authorizationEndpoint: `${issuer.origin}/authorize`,
      tokenEndpoint: `${issuer.origin}/token`,
      scopes: ['openid', 'job:read'],
    };
    const auth: GatewaySettings['auth'] = {
      mode: 'jwt',
      issuer: issuer.origin,
      audience,
      algorithms: ['ES256'],
      jwksUri: `${issuer.origin}/keys`,
      scopeClaims: ['scope'],
      anonymousScopes: [],
    };
    await start(signIn, { auth });
    issuer.redirectUri = world.page;
    return issuer;
  }

  it('at an issuer asks it silently first, then by a button, and comes back to the view', async () => {
    const issuer = await startOidc();
    const { page, outside, complaints } = await open([world.origin, issuer.origin]);
    await load(page, '?view=all&q=copy');

    await banner(page).waitFor();
    expect(await banner(page).getAttribute('data-refusal')).toBe('needed');
    expect(new URL(page.url()).search).toBe('?view=all&q=copy');
    await banner(page).getByRole('button', { name: 'Sign in' }).click();

    await page.locator('[data-job-id="cos:run-1"]').waitFor();
    expect(new URL(page.url()).search).toBe('?view=all&q=copy');
    expect(await page.locator('.token-state').innerText()).toMatch(/^ada · /);
    expect(issuer.visits).toEqual([
      { prompt: 'none', scope: 'openid job:read' },
      { prompt: null, scope: 'openid job:read' },
    ]);
    expect(issuer.redeemed).toEqual(['authorization_code']);
    expect(issuer.refused).toEqual([]);
    expect(await kept(page)).not.toMatch(/eyJ|verifier|code=/);
    expect(outside).toEqual([]);
    // What the graph refuses without a token is what the browser complains about.
    expect(complaints.filter((text) => !/40[01]/.test(text))).toEqual([]);
  });

  it('at an issuer that knows the viewer needs no click, also after a reload', async () => {
    const issuer = await startOidc();
    issuer.isKnown = true;
    const { page } = await open([world.origin, issuer.origin]);
    await load(page, '?job=cos:run-1');
    await page.locator('aside.panel [data-field="id"]').waitFor();

    await page.reload();

    await page.locator('aside.panel [data-field="id"]').waitFor();
    expect(new URL(page.url()).search).toBe('?job=cos:run-1');
    expect(issuer.visits.map(({ prompt }) => prompt)).toEqual(['none', 'none']);
  });

  it('at an issuer asks for the one scope more when a field is revealed', async () => {
    const issuer = await startOidc();
    issuer.isKnown = true;
    const { page } = await open([world.origin, issuer.origin]);
    await load(page, '?job=cos:run-1');
    const reveal = page.locator('[data-protected="clientRequestToken"]').getByRole('button', { name: 'Reveal' });

    await reveal.click();

    await expect.poll(() => issuer.visits.at(-1)).toEqual({ prompt: null, scope: 'openid job:read job:sensitive' });
    await expect.poll(() => page.url()).toBe(`${world.page}?job=cos:run-1`);
    await reveal.click();
    await page.locator('[data-protected="clientRequestToken"] .revealed').waitFor();
    expect(issuer.refused).toEqual([]);
  });

  it('at an issuer takes no answer that this tab did not ask for', async () => {
    const issuer = await startOidc();
    const { page } = await open([world.origin, issuer.origin]);
    await load(page, '?code=stolen&state=guessed');

    await expect.poll(() => banner(page).innerText()).toContain('This sign-in was not begun in this tab.');
    expect(issuer.redeemed).toEqual([]);
    expect(page.url()).toBe(world.page);
  });

  it.each([
    ['as long as the issuer rotates them', true, ['authorization_code', 'refresh_token', 'refresh_token']],
    ['once where it does not', false, ['authorization_code', 'refresh_token']],
  ])('at an issuer uses refresh tokens %s', async (_name, rotates, redeemed) => {
    const issuer = await startOidc();
    Object.assign(issuer, { isKnown: true, rotates, lifetime: 600 });
    const { page } = await open([world.origin, issuer.origin]);
    await page.clock.install({ time });
    await load(page);
    const state = page.locator('.token-state');
    await expect.poll(() => state.innerText()).toMatch(/^ada · (?:9|10) min/);
    const pass = async (milliseconds: number): Promise<void> => {
      time += milliseconds;
      await page.clock.runFor(milliseconds);
    };

    await pass(550_000);
    await expect.poll(() => issuer.redeemed).toEqual(redeemed.slice(0, 2));
    await expect.poll(() => state.innerText()).toMatch(/^ada · (?:9|10) min/);
    await pass(550_000);

    await expect.poll(() => state.innerText()).toMatch(rotates ? /^ada · (?:9|10) min/ : /^ada · 1 min/);
    expect(issuer.redeemed).toEqual(redeemed);
  });
});
