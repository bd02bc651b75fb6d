import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportExportEmulatedJob } from '../../emulators/importexport/emulator.ts';
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

let gateway: GatewayUnderTest;
let close: () => Promise<void>;

beforeEach(async () => {
  const jobs = { describe: (id: string) => devices.get(id), list: () => [...devices.values()].slice(0, 1) };
  ({ gateway, close } = await startProviders({ devices: { provider: 'importexport', jobs } }));
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
  { viewer: 'without a token', scopes: null },
  { viewer: 'with job:read', scopes: ['job:read'] },
  { viewer: 'with job:credentials', scopes: ['job:read', 'job:credentials'] },
  { viewer: 'with job:sensitive', scopes: ['job:read', 'job:sensitive'] },
] as const;

describe.each(viewers)('the tracking number in open texts, $viewer', ({ scopes }) => {
  it.each(['PLAIN', 'BLANKS', 'HYPHENS', 'CASE'])('is masked, spelt as in %s', async (id) => {
    const token = await tokenOf(scopes);

    const answer = await gateway.query(`{ importExportJob(jobId: "${id}") { ${texts} } }`, { token });

    expect(answer.data).toEqual({ importExportJob: toTexts('[hidden]') });
  });

  it.each(['NONE', 'UNSENT'])('hides nothing where it does not stand: %s', async (id) => {
    const token = await tokenOf(scopes);

    const answer = await gateway.query(`{ importExportJob(jobId: "${id}") { ${texts} } }`, { token });

    expect(answer.data).toEqual({ importExportJob: toTexts('something else') });
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
  ])('is nowhere by %s', async (_name, document) => {
    const token = await tokenOf(scopes);

    const answer = await gateway.query(document, { token });

    const text = JSON.stringify(answer.data);
    expect(answer.errors).toEqual([]);
    expect(text.toUpperCase()).not.toContain(number);
    expect(text).toContain('[hidden]');
  });
});
