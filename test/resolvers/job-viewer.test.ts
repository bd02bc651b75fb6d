import { afterEach, describe, expect, it } from 'vitest';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import type { AuthSettings } from '../../src/auth/settings.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

const now = Date.parse('2026-02-03T04:05:06Z');
const issuer = createDemoIssuer({ now: () => new Date(now) });
const question = '{ jobViewer { subject scopes expiresAt } }';

/** Never called: the viewer is known from the token. */
const sources = [{ name: 'ie', provider: 'importexport', credentials: { accessKeyId: 'A', secretAccessKey: 's' } }];

let gateway: GatewayUnderTest | undefined;
afterEach(() => gateway?.close());

async function start(auth: AuthSettings = issuer.settings): Promise<GatewayUnderTest> {
  gateway = await startGateway({ sources, auth, now: () => now });
  return gateway;
}

describe('jobViewer', () => {
  it('says whom the token was issued to, the scopes that count here, sorted, and when it ends', async () => {
    const { query } = await start();
    const scopes = ['job:sensitive', 'job:read', 'job:credentials'] as const;
    const token = await issuer.sign({ scopes, subject: 'ada', ttlSeconds: 600 });

    const { data, errors } = await query(question, { token });

    expect(errors).toEqual([]);
    expect(data.jobViewer).toEqual({
      subject: 'ada',
      scopes: ['job:credentials', 'job:read', 'job:sensitive'],
      expiresAt: '2026-02-03T04:15:06.000Z',
    });
  });

  it('leaves out scopes of a token that the schema does not use', async () => {
    const { query } = await start();
    const scopes = ['job:read', 'mail:read', 'openid'] as unknown as readonly ['job:read'];

    const { data } = await query(question, { token: await issuer.sign({ scopes }) });

    expect(data.jobViewer.scopes).toEqual(['job:read']);
  });

  it('needs no scope', async () => {
    const { query } = await start();

    const { data, errors } = await query(question, { token: await issuer.sign({ scopes: [], subject: 'ada' }) });

    expect(errors).toEqual([]);
    expect(data.jobViewer).toMatchObject({ subject: 'ada', scopes: [] });
  });

  it.each<readonly [string, AuthSettings, readonly string[]]>([
    ['may read jobs', issuer.settings, ['job:read']],
    ['may read nothing', { ...issuer.settings, anonymousScopes: [] } as AuthSettings, []],
    ['is everybody', { mode: 'none' }, ['job:read']],
  ])('says of a viewer without a token who %s its scopes and nothing else', async (_who, auth, scopes) => {
    const { query } = await start(auth);

    const { data, errors } = await query(question);

    expect(errors).toEqual([]);
    expect(data.jobViewer).toEqual({ subject: null, scopes, expiresAt: null });
  });

  it('is of each viewer by itself', async () => {
    const { query } = await start();
    const tokens = await Promise.all(['ada', 'bob'].map((subject) => issuer.sign({ scopes: ['job:read'], subject })));

    const subjects: unknown[] = [];
    for (const token of [...tokens, ...tokens])
      subjects.push((await query('{ jobViewer { subject } jobSources { name } }', { token })).data.jobViewer.subject);

    expect(subjects).toEqual(['ada', 'bob', 'ada', 'bob']);
  });
});
