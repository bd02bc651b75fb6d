import { describe, expect, it } from 'vitest';
import { printTypeDefs } from '../../src/operation/sdl.ts';
import { secret, start } from './lab-world.ts';

describe('_service', () => {
  it.each([true, false])(
    'holds the very SDL that is printed, and leaves what is enforced as it is; auth directives: %j',
    async (authDirectives) => {
      const { gateway } = await start({ server: { introspection: true }, federation: { authDirectives } });

      const { data } = await gateway.query('{ _service { sdl } }');
      const denied = await gateway.query(
        '{ job(id: "lab:job-1") { ... on PanoramaPackageImportJob { clientToken } } }',
      );

      expect(data._service.sdl).toBe(printTypeDefs({ authDirectives }));
      expect(denied.data).toEqual({ job: { clientToken: null } });
      expect(denied.errors.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
    },
  );

  it('is refused while introspection is off', async () => {
    const { gateway } = await start({ server: { introspection: false } });

    const { status, data, errors } = await gateway.query('{ _service { sdl } }');

    expect({ status, data }).toEqual({ status: 400, data: undefined });
    expect(errors.map(({ message, extensions }) => ({ message, extensions }))).toEqual([
      {
        message: 'Introspection is off, and `_service` with it.',
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED', validationErrorCode: 'INTROSPECTION_DISABLED' },
      },
    ]);
  });
});

describe('the trace for a router', () => {
  const query =
    '{ job(id: "lab:job-1") { statusMessage ... on PanoramaPackageImportJob { clientToken } } missing: job(id: "lab:job-none") { id } }';

  it('names fields, types and times, and holds no value, no argument and no message', async () => {
    const { gateway } = await start();
    const token = await gateway.token('job:read', 'job:sensitive');

    const { data, extensions } = await gateway.query(query, {
      token,
      headers: { 'apollo-federation-include-trace': 'ftv1' },
    });

    expect(data.job).toEqual({ statusMessage: 'message of job-1', clientToken: secret });
    const trace = Buffer.from(String(extensions?.['ftv1']), 'base64').toString('latin1');
    for (const name of ['statusMessage', 'clientToken', 'missing', '<masked>']) expect(trace).toContain(name);
    for (const value of [secret, 'message of', 'job-1', 'job-none', 'knows no such job', token])
      expect(trace).not.toContain(value);
  });

  it('is not there for those who do not ask', async () => {
    const { gateway } = await start();

    const { extensions } = await gateway.query(query);

    expect(extensions).toBeUndefined();
  });
});
