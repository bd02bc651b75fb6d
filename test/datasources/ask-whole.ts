/** Asks for whole jobs by the hundred, a batch a query, and gives them as the graph did. */
import { expectDuration, findDuration, untilNow, type TimedJob } from './duration-by-hand.ts';
import { selectEveryField } from './every-field.ts';
import type { GatewayUnderTest, GraphQLAnswerError } from '../gateway.ts';

const batchSize = 50;

/** Lets nothing of the limiter or the cache stand between a test and the wire. */
export const fastSource = { limits: { requestsPerSecond: 10_000, burst: 10_000, concurrency: 64 } };
export const noCache = { runningSeconds: 0, terminalSeconds: 0, notFoundSeconds: 0 };

export { awsCredentials, cosCredentials } from '../credentials.ts';

export interface WholeAnswer {
  /** In the order of the ids; without `fetchedAt`, which is checked to be a time, as is a duration that ends with it. */
  readonly jobs: readonly unknown[];
  readonly errors: readonly GraphQLAnswerError[];
}

/** @param options.token without one, only the open fields are asked for */
export async function askWhole(
  gateway: GatewayUnderTest,
  typeName: string,
  ids: readonly string[],
  options: { readonly token?: string } = {},
): Promise<WholeAnswer> {
  const selection = selectEveryField(typeName, { openOnly: options.token === undefined });
  const document = `query ($ids: [ID!]!) { jobsById(ids: $ids) { __typename ... on ${typeName} ${selection} } }`;
  const batches = Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, index) =>
    ids.slice(index * batchSize, (index + 1) * batchSize),
  );
  const answers = await Promise.all(
    batches.map((batch) => gateway.query(document, { variables: { ids: batch }, ...options })),
  );
  return {
    jobs: answers.flatMap(({ data, errors }) => {
      const jobs = (data as { readonly jobsById: readonly object[] } | undefined)?.jobsById;
      if (jobs === undefined) throw new Error(`no data came: ${JSON.stringify(errors)}`);
      return jobs.map(withoutFetchedAt);
    }),
    errors: answers.flatMap(({ errors }) => errors),
  };
}

function withoutFetchedAt(job: object | null): unknown {
  if (job === null) return null;
  const { fetchedAt, ...rest } = job as TimedJob & { readonly durationSeconds: number | null };
  if (typeof fetchedAt !== 'string' || new Date(fetchedAt).toISOString() !== fetchedAt)
    throw new Error('fetchedAt is not a time');
  const from = rest.startedAt === null ? 'createdAt' : 'startedAt';
  if (rest.durationSeconds === null || expectDuration(rest, from) !== untilNow) return rest;
  if (rest.durationSeconds !== findDuration({ ...rest, fetchedAt }, from))
    throw new Error('durationSeconds does not end with fetchedAt');
  return { ...rest, durationSeconds: untilNow };
}
