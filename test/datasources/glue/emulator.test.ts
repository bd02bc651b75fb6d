import { afterEach, describe, expect, it } from 'vitest';
import { createGlueEmulator } from '../../../emulators/glue/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { awsCredentials, callAws, type Answered } from '../../emulation/signed-call.ts';
import { etl, toKey, toNames, toRun } from './runs.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const runs = [...Array.from({ length: 230 }, (_, index) => toRun(index)), toRun(0, {}, 'lake/clean/jr_1')];

async function start(definitions?: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<string> {
  emulator = await createGlueEmulator({
    credentials: awsCredentials,
    jobs: {
      describe: (key) => runs.find(({ JobName, Id }) => `${JobName}/${Id}` === key),
      list: () => runs,
      ...(definitions === undefined ? {} : { definitions: () => definitions }),
    },
  });
  return emulator.url;
}

function post(url: string, operation: string, input: unknown): Promise<Answered> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSGlue.${operation}` };
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  return callAws(url, { method: 'POST', path: '/', headers, body }, { service: 'glue', region: 'us-east-1' });
}

interface Listed {
  readonly JobRuns?: readonly { readonly Id: string }[];
  readonly JobNames?: readonly string[];
  readonly NextToken?: string;
}

async function read(url: string, operation: string, input: object): Promise<Listed> {
  const answer = await post(url, operation, input);
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body) as Listed;
}

describe('the Glue emulator', () => {
  it.each([toKey(7), 'lake/clean/jr_1'])('answers the run %s', async (key) => {
    const { JobName, Id } = toNames(key);

    const answer = await post(await start(), 'GetJobRun', { JobName, RunId: Id });

    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      200,
      { JobRun: runs.find((run) => run.JobName === JobName && run.Id === Id) },
    ]);
    expect(emulator?.calls[0]).toMatchObject({ operation: 'GetJobRun', id: key });
  });

  it.each([
    ['GetJobRun', {}, 'InvalidInputException'],
    ['GetJobRun', { JobName: etl }, 'InvalidInputException'],
    ['GetJobRun', { JobName: etl, RunId: 7 }, 'InvalidInputException'],
    ['GetJobRun', { JobName: etl, RunId: 'jr_1' }, 'EntityNotFoundException'],
    ['GetJobRun', 'no json', 'SerializationException'],
    ['GetJobRuns', {}, 'InvalidInputException'],
    ['GetJobRuns', { JobName: 'nowhere' }, 'EntityNotFoundException'],
    ['GetJobRuns', { JobName: '__proto__' }, 'EntityNotFoundException'],
    ['GetJobRuns', { JobName: etl, MaxResults: 201 }, 'InvalidInputException'],
    ['GetJobRuns', { JobName: etl, MaxResults: 0 }, 'InvalidInputException'],
    ['GetJobRuns', { JobName: etl, NextToken: 'made-up' }, 'InvalidInputException'],
    ['ListJobs', { MaxResults: 1001 }, 'InvalidInputException'],
    ['StartJobRun', {}, 'UnknownOperationException'],
  ] as const)('answers %s with %j as %s', async (operation, input, code) => {
    const answer = await post(await start(), operation, input);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toHaveProperty('__type', expect.stringMatching(new RegExp(`${code}$`)));
  });

  it.each([7, 100, 200])('pages through the runs of a job by %i, newest first', async (MaxResults) => {
    const url = await start();
    const seen: string[] = [];
    let NextToken: string | undefined;

    do {
      const page = await read(url, 'GetJobRuns', { JobName: etl, MaxResults, NextToken });
      seen.push(...(page.JobRuns ?? []).map(({ Id }) => Id));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);

    expect(seen).toEqual(Array.from({ length: 230 }, (_, index) => toNames(toKey(229 - index)).Id));
  });

  it('lists the jobs that runs name, or those of the world that have all of the tags', async () => {
    const named = await read(await start(), 'ListJobs', {});
    await emulator?.close();
    const url = await start({ a: { team: 'data', env: 'prod' }, b: { team: 'data' }, c: {} });

    const all = await read(url, 'ListJobs', { MaxResults: 2 });
    const rest = await read(url, 'ListJobs', { NextToken: all.NextToken });
    const tagged = await read(url, 'ListJobs', { Tags: { team: 'data', env: 'prod' } });

    expect([named, all, rest, tagged].map(({ JobNames }) => JobNames)).toEqual([
      [etl, 'lake/clean'],
      ['a', 'b'],
      ['c'],
      ['a'],
    ]);
    expect(rest.NextToken).toBeUndefined();
  });
});
