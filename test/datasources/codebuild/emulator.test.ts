import { afterEach, describe, expect, it } from 'vitest';
import { createCodeBuildEmulator, type CodeBuildJobWorld } from '../../../emulators/codebuild/emulator.ts';
import { toEmulatedError, type Emulator } from '../../../emulators/kit/emulator.ts';
import { awsCredentials, callAws, type Answered } from '../../emulation/signed-call.ts';
import { toBuild, toKey } from './builds.ts';

let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

const builds = [
  ...Array.from({ length: 130 }, (_, index) => toBuild(index)),
  ...Array.from({ length: 3 }, (_, index) => toBuild(index, {}, 'api')),
];

async function start(world: Partial<CodeBuildJobWorld> = {}): Promise<string> {
  emulator = await createCodeBuildEmulator({
    credentials: awsCredentials,
    jobs: { describe: (key) => builds.find(({ id }) => id === key), list: () => builds, ...world },
  });
  return emulator.url;
}

function post(url: string, operation: string, input: unknown): Promise<Answered> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `CodeBuild_20161006.${operation}`,
  };
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  return callAws(url, { method: 'POST', path: '/', headers, body }, { service: 'codebuild', region: 'us-east-1' });
}

interface Listed {
  readonly builds: readonly { readonly id: string }[];
  readonly buildsNotFound: readonly string[];
  readonly ids: readonly string[];
  readonly nextToken?: string;
}

async function read(url: string, operation: string, input: object): Promise<Listed> {
  const answer = await post(url, operation, input);
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body) as Listed;
}

async function walk(url: string, operation: string, input: object): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let nextToken: string | undefined;
  do {
    const page = await read(url, operation, { ...input, ...(nextToken === undefined ? {} : { nextToken }) });
    pages.push(page.ids);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return pages;
}

describe('the CodeBuild emulator', () => {
  it('answers the builds that it knows, once each, and names those that it does not', async () => {
    const url = await start();

    const answer = await read(url, 'BatchGetBuilds', { ids: [toKey(1), toKey(999), toKey(2), toKey(1)] });

    expect(answer).toEqual({ builds: [builds[2], builds[1]], buildsNotFound: [toKey(999)] });
    expect(emulator?.calls[0]).toMatchObject({ operation: 'BatchGetBuilds', method: 'POST', path: '/' });
  });

  it.each([
    ['BatchGetBuilds', { ids: Array.from({ length: 101 }, (_, index) => toKey(index)) }, 'InvalidInputException'],
    ['BatchGetBuilds', { ids: [] }, 'InvalidInputException'],
    ['BatchGetBuilds', {}, 'InvalidInputException'],
    ['BatchGetBuilds', { ids: [7] }, 'InvalidInputException'],
    ['BatchGetBuilds', { ids: [toKey(1), 'no-colon'] }, 'InvalidInputException'],
    ['BatchGetBuilds', 'no json', 'SerializationException'],
    ['ListBuildsForProject', {}, 'InvalidInputException'],
    ['ListBuildsForProject', { projectName: 'nowhere' }, 'ResourceNotFoundException'],
    ['ListBuildsForProject', { projectName: 'web-app', sortOrder: 'DESCENDING' }, 'InvalidInputException'],
    ['ListBuildsForProject', { projectName: 'web-app', nextToken: 'made-up' }, 'InvalidInputException'],
    ['ListBuilds', { sortOrder: 'NEWEST' }, 'InvalidInputException'],
    ['StartBuild', {}, 'UnknownOperationException'],
  ] as const)('answers %s with %j as %s', async (operation, input, code) => {
    const answer = await post(await start(), operation, input);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toHaveProperty('__type', expect.stringMatching(new RegExp(`${code}$`)));
  });

  it('fails a whole call for one of its builds', async () => {
    const denied = toEmulatedError('AccessDeniedException');
    const url = await start({ describe: (key) => (key === toKey(1) ? denied : builds.find(({ id }) => id === key)) });

    const answer = await post(url, 'BatchGetBuilds', { ids: [toKey(0), toKey(1)] });

    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      400,
      expect.objectContaining({ __type: 'AccessDeniedException' }),
    ]);
  });

  it('pages through a project by a hundred, the highest number first', async () => {
    const pages = await walk(await start(), 'ListBuildsForProject', { projectName: 'web-app' });

    expect(pages.map(({ length }) => length)).toEqual([100, 30]);
    expect(pages.flat()).toEqual(Array.from({ length: 130 }, (_, index) => toKey(129 - index)));
  });

  it('turns the order of a small project, and knows projects without builds', async () => {
    const url = await start({ projects: () => ['api', 'idle'] });

    const pages = await walk(url, 'ListBuildsForProject', { projectName: 'api', sortOrder: 'ASCENDING' });
    const idle = await walk(url, 'ListBuildsForProject', { projectName: 'idle' });

    expect([pages, idle]).toEqual([[[0, 1, 2].map((index) => toKey(index, 'api'))], [[]]]);
  });

  it.each(['ASCENDING', 'DESCENDING'])('lists the account by id, %s', async (sortOrder) => {
    const pages = await walk(await start(), 'ListBuilds', { sortOrder });

    const sorted = builds.map(({ id }) => id).toSorted();
    expect(pages.flat()).toEqual(sortOrder === 'ASCENDING' ? sorted : sorted.toReversed());
  });
});
