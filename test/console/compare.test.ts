import { describe, expect, it } from 'vitest';
import { compareFacts } from '../../console/src/compare/compare.ts';

const run = {
  __typename: 'CodeBuildBuild',
  id: 'builds:1',
  providerJobId: '1',
  status: 'FAILED',
  createdAt: '2026-11-22T00:00:00.000Z',
  durationSeconds: 12,
  buildNumber: '1',
  resolvedSourceVersion: '9b1c0f4',
  environment: { __typename: 'CodeBuildEnvironment', image: 'standard:5.0', type: 'LINUX_CONTAINER' },
  environmentVariables: [
    { __typename: 'JobEnvironmentVariable', name: 'NODE_ENV', valueFrom: null, type: 'PLAINTEXT' },
    { __typename: 'JobEnvironmentVariable', name: 'TOKEN', valueFrom: 'npm', type: 'SECRETS_MANAGER' },
  ],
  platforms: ['EC2', 'FARGATE'],
};

describe('what differs between two runs', () => {
  it('is nothing but times, ids and lengths where they are alike', () => {
    const other = {
      ...run,
      id: 'builds:2',
      providerJobId: '2',
      createdAt: '2026-11-23T00:00:00.000Z',
      durationSeconds: 99,
    };

    expect(compareFacts(run, { ...other, buildNumber: '2' })).toEqual([]);
  });

  it('is told field by field, by names of list entries rather than their places', () => {
    const other = {
      ...run,
      status: 'SUCCEEDED',
      resolvedSourceVersion: '77aa01e',
      environment: { ...run.environment, image: 'standard:7.0' },
      environmentVariables: [
        { __typename: 'JobEnvironmentVariable', name: 'CI', valueFrom: null, type: 'PLAINTEXT' },
        ...run.environmentVariables
          .toReversed()
          .map((one) => (one.name === 'TOKEN' ? { ...one, valueFrom: 'npm-2' } : one)),
      ],
      platforms: ['EC2'],
    };

    expect(compareFacts(run, other)).toEqual([
      { path: 'Status', one: 'FAILED', other: 'SUCCEEDED' },
      { path: 'Resolved source version', one: '9b1c0f4', other: '77aa01e' },
      { path: 'Environment: Image', one: 'standard:5.0', other: 'standard:7.0' },
      { path: 'Environment variables: TOKEN: Value from', one: 'npm', other: 'npm-2' },
      { path: 'Platforms', one: 'EC2, FARGATE', other: 'EC2' },
      { path: 'Environment variables: CI: Name', one: null, other: 'CI' },
      { path: 'Environment variables: CI: Type', one: null, other: 'PLAINTEXT' },
    ]);
  });

  it('counts entries of one name', () => {
    const toRun = (...codes: readonly string[]) => ({
      __typename: 'CodeBuildBuild',
      failures: codes.map((code) => ({ __typename: 'JobFailure', code, subject: 'BUILD' })),
    });

    expect(compareFacts(toRun('A', 'B'), toRun('A', 'C'))).toEqual([
      { path: 'Failures: BUILD (2): Code', one: 'B', other: 'C' },
    ]);
  });
});
