import { describe, expect, it } from 'vitest';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { secret, start } from './lab-world.ts';

const entities = (selection: string): string =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${selection} } }`;

describe('_entities', () => {
  it('reads a job once, however many representations name it: 100 of 60 jobs cost 60 reads', async () => {
    const { emulator, gateway } = await start();
    const representations = Array.from({ length: 100 }, (_one, index) => ({
      __typename: index % 3 === 0 ? 'PanoramaPackageImportJob' : 'Job',
      id: `lab:job-${index % 60}`,
    }));

    const { data, errors } = await gateway.query(entities('... on Job { id status }'), {
      variables: { representations },
    });

    expect(errors).toEqual([]);
    expect(data._entities).toEqual(
      representations.map(({ id }) => ({ __typename: 'PanoramaPackageImportJob', id, status: 'SUCCEEDED' })),
    );
    expect(emulator.calls).toHaveLength(60);
  });

  const notOne = 'A representation must be an object whose `__typename` is Job, one of its types, or JobSource.';

  it.each<readonly [string, unknown, string]>([
    ['without an id', { __typename: 'Job' }, 'A representation of Job must hold `id` as a string.'],
    ['with an id that is no text', { __typename: 'Job', id: 7 }, 'A representation of Job must hold `id` as a string.'],
    [
      'with an id that is a list',
      { __typename: 'Job', id: ['lab:job-1'] },
      'A representation of Job must hold `id` as a string.',
    ],
    [
      'with an id that is none',
      { __typename: 'Job', id: 'nonsense' },
      'A job id must be "<source name>:<key>", but got "nonsense".',
    ],
    [
      'with the id of another provider’s job',
      { __typename: 'CosBatchJob', id: 'lab:job-1' },
      'A representation of CosBatchJob must not hold the id of a PanoramaPackageImportJob.',
    ],
    [
      'of a source that is not there',
      { __typename: 'Job', id: 'elsewhere:job-1' },
      'A source of the name "elsewhere" is not configured; `jobSources` lists those that are.',
    ],
    [
      'with a key that leads astray',
      { __typename: 'Job', id: 'lab:../../v2' },
      'The key of a PANORAMA job in the source "lab" must be 1 to 255 letters, digits, "-" or "_", but got "../../v2".',
    ],
    ['of another type', { __typename: 'JobS3Object', id: 'lab:job-1' }, notOne],
    ['of the root type', { __typename: 'Query' }, notOne],
    ['of a name that every object has', { __typename: 'constructor', id: 'lab:job-1' }, notOne],
    ['of no type', { id: 'lab:job-1' }, notOne],
    ['whose type is no text', { __typename: ['Job'], id: 'lab:job-1' }, notOne],
    ['that is a text', 'lab:job-1', notOne],
    ['that is a number', 5, notOne],
    ['that is a list', [{ __typename: 'Job', id: 'lab:job-1' }], notOne],
    ['of a source without an id', { __typename: 'JobSource' }, 'No source of that id is configured.'],
    [
      'of a source with another’s name',
      { __typename: 'JobSource', id: 'constructor' },
      'No source of that id is configured.',
    ],
  ])('refuses one %s, at its own place and before any call', async (_name, representation, message) => {
    const { emulator, gateway } = await start();
    const representations = [{ __typename: 'Job', id: 'lab:job-0' }, representation];

    const { data, errors } = await gateway.query(entities('... on Job { id }'), { variables: { representations } });

    expect(data).toEqual({ _entities: [{ __typename: 'PanoramaPackageImportJob', id: 'lab:job-0' }, null] });
    expect(errors).toMatchObject([{ message, path: ['_entities', 1], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors).toHaveLength(1);
    expect(emulator.calls.map(({ id }) => id)).toEqual(['job-0']);
  });

  it('takes nothing but the key from a representation', async () => {
    const { gateway } = await start();
    const representation = {
      __typename: 'Job',
      id: 'lab:job-1',
      status: 'FAILED',
      statusMessage: 'forged',
      clientToken: 'forged',
      secrets: {},
    };

    const { data } = await gateway.query(
      entities('... on PanoramaPackageImportJob { id status statusMessage clientToken }'),
      { variables: { representations: [representation] } },
    );

    expect(data._entities).toEqual([
      {
        __typename: 'PanoramaPackageImportJob',
        id: 'lab:job-1',
        status: 'SUCCEEDED',
        statusMessage: 'message of job-1',
        clientToken: null,
      },
    ]);
  });

  it.each([
    ['of any list', {}, 'A list of the operation’s input holds 1001 entries; the limit is 1000.'],
    ['of its own', { listArguments: 5000 }, '`representations` must hold at most 1000 entities, but got 1001.'],
  ])(
    'takes 1,000 representations and refuses 1,001 before any call, by the limit %s',
    async (_name, limits, message) => {
      const { emulator, gateway } = await start({ limits });
      const representations = Array.from({ length: 1001 }, () => ({ __typename: 'Job', id: 'lab:job-1' }));
      const ask = (count: number) =>
        gateway.query(entities('... on Job { status }'), {
          variables: { representations: representations.slice(0, count) },
        });

      const refused = await ask(1001);
      const callsOfRefused = emulator.calls.length;
      const answered = await ask(1000);

      expect(refused.errors.map((error) => error.message)).toEqual([message]);
      expect(refused.data?._entities ?? null).toBeNull();
      expect(callsOfRefused).toBe(0);
      expect(answered.errors).toEqual([]);
      expect(answered.data._entities).toHaveLength(1000);
      expect(emulator.calls).toHaveLength(1);
    },
  );

  it('answers null and JOB_NOT_FOUND for a job that is not there', async () => {
    const { gateway } = await start();
    const representations = [
      { __typename: 'Job', id: 'lab:job-none' },
      { __typename: 'PanoramaPackageImportJob', id: 'lab:job-1' },
    ];

    const { data, errors } = await gateway.query(entities('... on Job { id status }'), {
      variables: { representations },
    });

    expect(data._entities).toEqual([
      null,
      { __typename: 'PanoramaPackageImportJob', id: 'lab:job-1', status: 'SUCCEEDED' },
    ]);
    expect(errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'JOB_NOT_FOUND', source: 'lab' } }]);
    expect(errors).toHaveLength(1);
  });

  it('answers a source by its id, with no call', async () => {
    const { emulator, gateway } = await start();
    const representations = [{ __typename: 'JobSource', id: 'lab' }];

    const { data, errors } = await gateway.query(
      entities('... on JobSource { id name provider region lifecycle canList listsStatus health { state } }'),
      { variables: { representations } },
    );

    expect(errors).toEqual([]);
    expect(data._entities).toEqual([
      {
        __typename: 'JobSource',
        id: 'lab',
        name: 'lab',
        provider: 'PANORAMA',
        region: 'us-west-2',
        lifecycle: 'RETIRED',
        canList: true,
        listsStatus: true,
        health: { state: 'UNTRIED' },
      },
    ]);
    expect(emulator.calls).toEqual([]);
  });
});

describe('scopes at _entities', () => {
  const representations = [
    { __typename: 'Job', id: 'lab:job-1' },
    { __typename: 'JobSource', id: 'lab' },
  ];
  const selection = '... on PanoramaPackageImportJob { status clientToken } ... on JobSource { provider }';

  it.each([
    ['no token', undefined, 'UNAUTHENTICATED', 'needs a token with the scope `job:read`.'],
    [
      'a token with another scope only',
      'job:sensitive',
      'UNAUTHORIZED_FIELD_OR_TYPE',
      'needs the scope `job:read`, which this token lacks.',
    ],
  ] as const)('close every representation to %s, with no call', async (_name, scope, code, need) => {
    const message = `Unauthorized field or type: \`Query._entities\` ${need}`;
    const issuer = createDemoIssuer({ now: () => new Date() });
    if (issuer.settings.mode !== 'jwt') throw new TypeError('A demo’s issuer signs tokens.');
    const { emulator, gateway } = await start({ auth: { ...issuer.settings, anonymousScopes: [] } });
    const token = scope && (await issuer.sign({ scopes: [scope] }));

    const { status, data, errors } = await gateway.query(entities(selection), {
      variables: { representations },
      token,
    });

    expect(status).toBe(200);
    expect(data).toEqual({ _entities: [null, null] });
    expect(errors.map(({ message, path, extensions }) => ({ message, path, code: extensions.code }))).toEqual([
      { message, path: ['_entities', 0], code },
      { message, path: ['_entities', 1], code },
    ]);
    expect(emulator.calls).toEqual([]);
  });

  it.each([
    [['job:read'], null, [['_entities', 0, 'clientToken']]],
    [['job:read', 'job:sensitive'], secret, []],
  ] as const)('open a protected field to those who hold them alone: %j', async (scopes, clientToken, paths) => {
    const { gateway } = await start();
    const token = await gateway.token(...scopes);

    const { data, errors } = await gateway.query(entities(selection), { variables: { representations }, token });

    expect(data._entities).toEqual([
      { __typename: 'PanoramaPackageImportJob', status: 'SUCCEEDED', clientToken },
      { __typename: 'JobSource', provider: 'PANORAMA' },
    ]);
    expect(errors.map(({ path }) => path)).toEqual(paths);
  });
});
