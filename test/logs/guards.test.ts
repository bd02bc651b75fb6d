import { describe, expect, it, onTestFinished } from 'vitest';
import { startProviders } from '../providers.ts';
import { createdAt, jobId, startLogs } from './log-world.ts';

const canary = 'canary-0d7c61b2';
const events = [{ timestamp: createdAt + 60_000, message: `password=${canary}` }];
const document = `{ jobLog(id: "${jobId}", last: 5) { lines { text rawText } pageInfo { endCursor } } }`;

interface Line {
  readonly msg: string;
  readonly audit?: { readonly fields: readonly string[]; readonly jobId: string };
}

function toLines(logs: readonly string[], msg: string): readonly Line[] {
  return logs.map((line) => JSON.parse(line) as Line).filter((line) => line.msg === msg);
}

describe('who may read a log', () => {
  it.each([
    ['without a token', undefined, 'UNAUTHENTICATED'],
    ['without job:logs', ['job:read', 'job:sensitive', 'job:credentials', 'job:operate'], 'UNAUTHORIZED_FIELD_OR_TYPE'],
    ['without job:read', ['job:logs'], 'UNAUTHORIZED_FIELD_OR_TYPE'],
  ] as const)('is refused %s: no call', async (_name, scopes, code) => {
    const { gateway, emulator } = await startLogs({ events: () => events });
    const token = scopes === undefined ? undefined : await gateway.token(...scopes);

    const { data, errors } = await gateway.query(document, { token });

    expect(data).toEqual({ jobLog: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(emulator.calls).toEqual([]);
    expect(toLines(gateway.logs, 'secrets disclosed')).toEqual([]);
  });

  it('is refused over GET, with any token', async () => {
    const { gateway, token, emulator } = await startLogs({ events: () => events });

    const answer = await fetch(`${gateway.url}?query=${encodeURIComponent(document)}`, {
      headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': '1' },
    });

    expect(await answer.text()).not.toContain(canary);
    expect(emulator.calls).toEqual([]);
  });

  it('is told that the answer must not be stored, and is read anew each time', async () => {
    const { gateway, token, reads } = await startLogs({ events: () => events, settings: { cache: {} } });

    const first = await gateway.query(document, { token });
    const second = await gateway.query(document, { token });

    expect(first.data.jobLog.lines[0].text).toContain(canary);
    expect(second.data).toEqual(first.data);
    expect([first, second].map(({ headers }) => headers.get('cache-control'))).toEqual(['no-store', 'no-store']);
    // Two calls each: the end of the log is where a token comes back.
    expect(reads()).toHaveLength(4);
  });

  it('is recorded once a job and request, before the answer', async () => {
    const { gateway, token } = await startLogs({ events: () => events });

    await gateway.query(
      `{ a: jobLog(id: "${jobId}", last: 5) { lines { time } } b: jobLog(id: "${jobId}") { lines { text } } }`,
      { token },
    );
    await gateway.query(`{ jobLog(id: "${jobId}") { pageInfo { endCursor } parts { key } } }`, { token });

    expect(toLines(gateway.logs, 'secrets disclosed')).toMatchObject([{ audit: { jobId, fields: ['JobLog.lines'] } }]);
  });

  it('gets no line if that cannot be recorded', async () => {
    const { gateway, token } = await startLogs({
      events: () => events,
      settings: { log: { taken: () => Promise.resolve(false), lost: () => new Map() } },
    });

    const { data, errors } = await gateway.query(document, { token });

    expect(data).toEqual({ jobLog: null });
    expect(errors).toMatchObject([{ path: ['jobLog'], extensions: { code: 'AUDIT_UNAVAILABLE', jobId } }]);
  });
});

describe('the lines of a log', () => {
  it('are nowhere but in their answer: no log line, metric, or later answer', async () => {
    const { gateway, token } = await startLogs({ events: () => events, settings: { cache: {} } });

    const { data } = await gateway.query(document, { token });
    const metrics = await (await fetch(gateway.url.replace('/graphql', '/metrics'))).text();
    const other = await gateway.query(`{ job(id: "${jobId}") { id status failures { message } } }`, { token });

    expect(JSON.stringify(data)).toContain(canary);
    expect(gateway.logs.join('')).not.toContain(canary);
    expect(metrics).not.toContain(canary);
    expect(JSON.stringify(other.data)).not.toContain(canary);
  });
});

describe('the limits of an operation', () => {
  const toFields = (count: number): string =>
    Array.from({ length: count }, (_value, index) => `l${index}: jobLog(id: "${jobId}") { parts { key } }`).join(' ');

  it('count logs, aliases included', async () => {
    const { gateway, token, emulator } = await startLogs();

    const most = await gateway.query(`{ ${toFields(10)} }`, { token });
    emulator.reset();
    const more = await gateway.query(`{ ${toFields(11)} }`, { token });

    expect(most.errors).toEqual([]);
    expect(more.status).toBe(400);
    expect(more.errors).toMatchObject([
      { extensions: { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'logsPerOperation', maximum: 10 } },
    ]);
    expect(emulator.calls).toEqual([]);
  });

  it('count ten calls for a page of CloudWatch Logs', async () => {
    const { gateway, token } = await startLogs({ settings: { limits: { upstreamCalls: 20 } } });

    const refused = await gateway.query(`{ ${toFields(2)} }`, { token });

    expect(refused.errors).toMatchObject([{ extensions: { limit: 'upstreamCalls', actual: 21, maximum: 20 } }]);
  });
});

describe('providers whose logs are not read', () => {
  it('say so without a call', async () => {
    const { gateway, emulator } = await startUnsupported();
    const token = await gateway.token('job:read', 'job:logs');

    const { data } = await gateway.query(
      `{ jobLog(id: "cos:j0") { parts { key } part { key } lines { text } fetchedAt issues { code isRetryable part } } jobSources { readsLogs } }`,
      { token },
    );

    expect(data.jobLog).toEqual({
      parts: [],
      part: null,
      lines: [],
      fetchedAt: null,
      issues: [{ code: 'LOG_NOT_SUPPORTED', isRetryable: false, part: null }],
    });
    expect(data.jobSources).toEqual([{ readsLogs: false }]);
    expect(emulator.calls).toEqual([]);
  });
});

async function startUnsupported() {
  const { gateway, emulators, close } = await startProviders({
    cos: { provider: 'cosbatch', jobs: { describe: () => undefined, list: () => [] } },
  });
  onTestFinished(close);
  return { gateway, emulator: emulators.cos };
}
