import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway({ sources: [{ name: 'pipelines', provider: 'codepipeline', region: 'us-east-1' }] });
});
afterAll(() => gateway.close());

const inLiteral = (value: string) => gateway.query(`{ jobs(filter: { createdAfter: ${value} }) { nodes { id } } }`);
const inVariable = (value: unknown) =>
  gateway.query('query Q($after: DateTime) { jobs(filter: { createdAfter: $after }) { nodes { id } } }', {
    variables: { after: value },
  });

const form = 'DateTime must be an instant in the form of RFC 3339, for example "2025-12-01T09:41:37Z", but got';

it.each([
  ['"2026-11-22"', '2026-11-22', '"2026-11-22"'],
  ['"yesterday"', 'yesterday', '"yesterday"'],
  [`"${'9'.repeat(500)}"`, '9'.repeat(500), `"${'9'.repeat(80)}"`],
  ['[true]', [true], 'another kind of value'],
])('a DateTime of %s is refused with the form that is expected', async (literal, value, got) => {
  const answers = [await inLiteral(literal), await inVariable(value)];

  expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  for (const { errors } of answers) {
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain(`${form} ${got}.`);
  }
});

it.each(['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.123456+02:00', '2026-11-22t10:00:00z'])(
  'a DateTime of %s is taken',
  async (value) => {
    expect([(await inLiteral(JSON.stringify(value))).errors, (await inVariable(value)).errors]).toEqual([[], []]);
  },
);
