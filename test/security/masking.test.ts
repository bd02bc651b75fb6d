import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportExportEmulatedJob } from '../../src/datasources/importexport/emulator.ts';
import type { Emulator } from '../../src/emulation/emulator.ts';
import type { KnownScope } from '../../src/auth/viewer.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';

const number = '1Z999AA10123456784';

function toDevice(id: string, spelling: string): ImportExportEmulatedJob {
  return {
    JobType: 'Import',
    JobId: id,
    TrackingNumber: number,
    ProgressCode: 'DeviceError',
    ProgressMessage: `Returned as ${spelling}.`,
    WarningMessage: `RequestedFields for ${spelling}!`,
  };
}

const devices: ReadonlyMap<string, ImportExportEmulatedJob> = new Map(
  [
    toDevice('PLAIN', number),
    toDevice('BLANKS', '1Z 999 AA1 0123 4567 84'),
    toDevice('HYPHENS', '1Z-999-AA1-0123-4567-84'),
    toDevice('CASE', number.toLowerCase()),
    toDevice('NONE', 'something else'),
    { ...toDevice('WARN', 'something else'), WarningMessage: `RequestedFields for ${number}!` },
    { ...toDevice('UNSENT', 'something else'), TrackingNumber: null },
  ].map((device) => [device.JobId, device]),
);

let emulator: Emulator;
let gateway: GatewayUnderTest;
let close: () => Promise<void>;

beforeEach(async () => {
  const jobs = { describe: (id: string) => devices.get(id), list: () => [...devices.values()].slice(0, 1) };
  const providers = await startProviders({ devices: { provider: 'importexport', jobs } });
  ({ gateway, close } = providers);
  emulator = providers.emulators.devices;
});

afterEach(async () => {
  await close();
});

function tokenOf(scopes: readonly KnownScope[] | null): Promise<string | undefined> {
  return scopes === null ? Promise.resolve(undefined) : gateway.token(...scopes);
}

const texts = 'statusMessage failures { message } warningMessage';

function toTexts(spelling: string): unknown {
  return {
    statusMessage: `Returned as ${spelling}.`,
    failures: [{ message: `Returned as ${spelling}.` }],
    warningMessage: `RequestedFields for ${spelling}!`,
  };
}

const viewers = [
  { viewer: 'without a token', scopes: null, sees: false },
  { viewer: 'with job:read', scopes: ['job:read'], sees: false },
  { viewer: 'with job:credentials', scopes: ['job:read', 'job:credentials'], sees: false },
  { viewer: 'with job:sensitive', scopes: ['job:read', 'job:sensitive'], sees: true },
] as const;

describe.each(viewers)('the tracking number in open texts, $viewer', ({ scopes, sees }) => {
  it.each([
    ['PLAIN', number],
    ['BLANKS', '1Z 999 AA1 0123 4567 84'],
    ['HYPHENS', '1Z-999-AA1-0123-4567-84'],
    ['CASE', number.toLowerCase()],
  ])(`is ${sees ? 'whole' : 'masked'}, spelt as in %s`, async (id, spelling) => {
    const token = await tokenOf(scopes);

    const answer = await gateway.query(`{ importExportJob(jobId: "${id}") { ${texts} } }`, { token });

    expect(answer.data).toEqual({ importExportJob: toTexts(sees ? spelling : '[hidden]') });
  });

  it.each([
    [
      'aliases',
      '{ it: importExportJob(jobId: "PLAIN") { statusMessage: warningMessage warningMessage: statusMessage failures { code: message } } }',
    ],
    ['the interface', '{ job(id: "devices:PLAIN") { statusMessage failures { message } } }'],
    [
      'fragments',
      'fragment F on Job { ... on ImportExportJob { warningMessage } statusMessage } { job(id: "devices:PLAIN") { ...F } }',
    ],
    [
      '_entities of Job',
      '{ _entities(representations: [{ __typename: "Job", id: "devices:PLAIN" }]) { ... on Job { statusMessage } } }',
    ],
    [
      '_entities of the type',
      `{ _entities(representations: [{ __typename: "ImportExportJob", id: "devices:PLAIN" }]) { ... on ImportExportJob { ${texts} } } }`,
    ],
    ['a list of ids', '{ jobsById(ids: ["devices:PLAIN", "devices:CASE"]) { statusMessage } }'],
    ['the list of all', '{ jobs { nodes { statusMessage ... on ImportExportJob { warningMessage } } } }'],
  ])(`is ${sees ? 'there' : 'nowhere'} by %s`, async (_name, document) => {
    const token = await tokenOf(scopes);

    const answer = await gateway.query(document, { token });

    const text = JSON.stringify(answer.data);
    expect(answer.errors).toEqual([]);
    expect(text.toUpperCase().includes(number)).toBe(sees);
    expect(text.includes('[hidden]')).toBe(!sees);
  });
});

describe('a read for masked texts', () => {
  const ask = (id: string): string => `{ importExportJob(jobId: "${id}") { ${texts} } }`;

  it.each(['NONE', 'UNSENT'])('is served from what is kept where nothing is hidden: %s', async (id) => {
    const open = await gateway.token('job:read');
    const keeper = await gateway.token('job:read', 'job:sensitive');

    const answers = [
      await gateway.query(ask(id), { token: keeper }),
      await gateway.query(ask(id), { token: keeper }),
      await gateway.query(ask(id), { token: open }),
    ];

    for (const { data } of answers) expect(data).toEqual({ importExportJob: toTexts('something else') });
    expect(emulator.calls).toHaveLength(1);
  });

  it('says to each viewer what they may see, in whatever order they ask the same', async () => {
    const query = '{ jobsById(ids: ["devices:PLAIN"]) { id statusMessage ... on ImportExportJob { warningMessage } } }';
    const open = await gateway.token('job:read');
    const keeper = await gateway.token('job:read', 'job:sensitive');
    const seen: boolean[] = [];

    for (const token of [open, open, open, keeper, open, keeper]) {
      const { data } = await gateway.query(query, { token });
      seen.push(JSON.stringify(data).includes(number));
    }

    expect(seen).toEqual([false, false, false, true, false, true]);
    // The first viewer's, and one for each time that the text was shown.
    expect(emulator.calls).toHaveLength(3);
  });

  it('is made afresh, by one call, for each who may see what is hidden', async () => {
    const keeper = await gateway.token('job:read', 'job:sensitive');

    await gateway.query(ask('PLAIN'), { token: keeper });
    await gateway.query(ask('PLAIN'), { token: keeper });

    expect(emulator.calls).toHaveLength(2);
  });

  it('leaves the masked text alone for those who come after', async () => {
    const open = await gateway.token('job:read');
    const keeper = await gateway.token('job:read', 'job:sensitive');
    await gateway.query(ask('PLAIN'), { token: keeper });

    const answer = await gateway.query(ask('PLAIN'), { token: open });

    expect(answer.data).toEqual({ importExportJob: toTexts('[hidden]') });
    expect(emulator.calls).toHaveLength(1);
  });

  it('is not made where no such text is asked for', async () => {
    const keeper = await gateway.token('job:read', 'job:sensitive');
    await gateway.query(ask('PLAIN'), { token: keeper });

    await gateway.query('{ importExportJob(jobId: "PLAIN") { status failures { code subject } progressCode } }', {
      token: keeper,
    });

    expect(emulator.calls).toHaveLength(1);
  });

  it('is audited for the texts that repeat the number, and for no other', async () => {
    const keeper = await gateway.token('job:read', 'job:sensitive');

    const { headers } = await gateway.query(ask('WARN'), { token: keeper });
    const { headers: others } = await gateway.query('{ importExportJob(jobId: "WARN") { statusMessage } }', {
      token: keeper,
    });

    const audits = gateway.logs
      .map((line) => JSON.parse(line) as { audit?: { fields: unknown } })
      .filter(({ audit }) => audit !== undefined);
    expect(audits.map(({ audit }) => audit?.fields)).toEqual([['ImportExportJob.warningMessage']]);
    expect([headers.get('cache-control'), others.get('cache-control')]).toEqual(['no-store', 'private, no-cache']);
  });
});
