/** Airflow has no code words: statuses tell, and of a 404 what it says. */
import { codelessCases, upstreamText } from '../../conformance/failures.ts';
import type { ErrorCase } from '../../conformance/provider-under-test.ts';

const requestId = null;
const providerCode = null;
const json = { 'content-type': 'application/json' };

const byStatus: readonly (readonly [status: number, code: string])[] = [
  [400, 'PROVIDER_REJECTED'],
  [401, 'PROVIDER_ACCESS_DENIED'],
  [403, 'PROVIDER_ACCESS_DENIED'],
  [404, 'JOB_NOT_FOUND'],
  [405, 'PROVIDER_REJECTED'],
  [409, 'PROVIDER_CONFLICT'],
  [418, 'PROVIDER_REJECTED'],
  [422, 'PROVIDER_REJECTED'],
  [429, 'PROVIDER_THROTTLED'],
  [500, 'PROVIDER_UNAVAILABLE'],
  [502, 'PROVIDER_UNAVAILABLE'],
  [503, 'PROVIDER_UNAVAILABLE'],
  [504, 'PROVIDER_UNAVAILABLE'],
];

export const failures: readonly ErrorCase[] = [
  ...byStatus.map(([status, code]): ErrorCase => [
    `${status} of version 2`,
    { status, headers: json, body: JSON.stringify({ detail: upstreamText }) },
    { code, providerCode, requestId },
  ]),
  ...byStatus.map(([status, code]): ErrorCase => [
    `${status} of version 1`,
    {
      status,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify({ type: upstreamText, title: upstreamText, status, detail: upstreamText }),
    },
    { code, providerCode, requestId },
  ]),
  ...(
    [
      ['no such path', { detail: 'Not Found' }],
      ['a version that is gone', { error: `/api/v1 has been removed in Airflow 3 ${upstreamText}` }],
      ['a detail that is a list', { detail: [{ msg: upstreamText }] }],
      ['an empty detail', { detail: '' }],
    ] as const
  ).map(([name, body]): ErrorCase => [
    `404 for ${name}`,
    { status: 404, headers: json, body: JSON.stringify(body) },
    { code: 'PROVIDER_REJECTED', providerCode, requestId },
  ]),
  ...['code', '__type', 'reason', 'error'].map((member): ErrorCase => [
    `a word of other providers as ${member}`,
    { status: 422, headers: json, body: JSON.stringify({ [member]: 'ThrottlingException', detail: upstreamText }) },
    { code: 'PROVIDER_REJECTED', providerCode, requestId },
  ]),
];

export const codeless: readonly ErrorCase[] = codelessCases;
