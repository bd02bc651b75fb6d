/** What proofs make in Moto's AWS Batch, and the policy that they have there. */
import type { Moto } from './moto.ts';
import { readPolicy, type Policy } from './policy.ts';

/** The policy of deploy/permissions. Moto takes the actions of Batch in small letters. */
export function readBatchPolicy(): Policy {
  const { Statement: statements, ...rest } = readPolicy('awsbatch');
  return {
    ...rest,
    Statement: statements.map((one) => ({ ...one, Action: [one.Action].flat().map((action) => action.toLowerCase()) })),
  };
}

/** A call as the account's owner, by AWS Batch's REST JSON. Returns the answer. Throws if it is not 2xx. */
export async function callBatch(
  moto: Moto,
  operation: string,
  input: object,
): Promise<Readonly<Record<string, unknown>>> {
  const headers = { 'content-type': 'application/json' };
  const answer = await moto.call('batch', { path: `/v1/${operation}`, headers, body: JSON.stringify(input) });
  return JSON.parse(answer) as Readonly<Record<string, unknown>>;
}

/** The queue `nightly` and the job definition `load:1`. A queue needs an environment that computes, which needs a role. */
export async function createQueue(moto: Moto): Promise<void> {
  const role = { Action: 'CreateRole', Version: '2010-05-08', RoleName: 'batch', AssumeRolePolicyDocument: '{}' };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  await moto.call('iam', { headers, body: String(new URLSearchParams(role)) });
  await callBatch(moto, 'createcomputeenvironment', {
    computeEnvironmentName: 'hands',
    type: 'UNMANAGED',
    state: 'ENABLED',
    serviceRole: 'arn:aws:iam::123456789012:role/batch',
  });
  await callBatch(moto, 'createjobqueue', {
    jobQueueName: 'nightly',
    state: 'ENABLED',
    priority: 1,
    computeEnvironmentOrder: [{ order: 1, computeEnvironment: 'hands' }],
  });
  await callBatch(moto, 'registerjobdefinition', {
    jobDefinitionName: 'load',
    type: 'container',
    containerProperties: {
      image: 'busybox',
      vcpus: 1,
      memory: 128,
      command: ['load', '--quick'],
      environment: [{ name: 'STAGE', value: 'proof' }],
    },
  });
}
