import fc from 'fast-check';
import { jobKeys, type TwinRequest } from './twins.ts';

const facts = 'id status statusMessage fetchedAt isTerminal';
const ids = [...jobKeys.lab.map((key) => `lab:${key}`), ...jobKeys.devices.map((key) => `devices:${key}`), 'lab:none'];

/** Few different ones, so that the same come again and again. */
export const randomDocuments: fc.Arbitrary<Pick<TwinRequest, 'query' | 'variables' | 'operationName'>> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ids).map((id) => ({ query: `{ job(id: "${id}") { ${facts} } }` })) },
  {
    weight: 4,
    arbitrary: fc.subarray(ids, { minLength: 1 }).map((some) => ({
      query: `query Many($ids: [ID!]!) { jobsById(ids: $ids) { ${facts} } }`,
      variables: { ids: some },
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('', ', filter: { statuses: [SUCCEEDED] }', ', filter: { sources: ["lab"] }')
      .map((rest) => ({
        query: `{ jobs(first: 3${rest}) { nodes { ${facts} } pageInfo { hasNextPage endCursor } issues { code jobId } } }`,
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('', '(filter: { statuses: [SUCCEEDED] })', '(filter: { text: "moved 1" })')
      .map((filter) => ({
        query: `{ jobStats${filter} { total { value isLowerBound } bySource { source { name } byStatus { status count } newestCreatedAt } issues { code } fetchedAt } }`,
      })),
  },
  {
    weight: 2,
    arbitrary: fc.boolean().map((isWhole) => ({
      query: `query One($isWhole: Boolean!) { job(id: "lab:a") { ${facts} source { name } } two: job(id: "lab:b") @include(if: $isWhole) { ...F } }
        query Two { jobSources { name } job(id: "lab:b") { ...F } } fragment F on Job { status ${facts} }`,
      variables: { isWhole },
      operationName: 'One',
    })),
  },
  fc.constantFrom(
    { query: '{ jobSources { name health { state } } job(id: "lab:a") { status } }' },
    { query: '{ panoramaPackageImportJob(jobId: "a") { status clientToken } }' },
    { query: '{ importExportJob(jobId: "D2") { statusMessage trackingNumber } }' },
    { query: '{ importExportJob(jobId: "D1") { statusMessage fetchedAt } }' },
    {
      query: '{ _entities(representations: [{ __typename: "Job", id: "lab:c" }]) { ... on Job { status fetchedAt } } }',
    },
    { query: '{ job(id: "no id") { status } }' },
    { query: '{ job(id: "lab:a") { nothing } }' },
  ),
);
