/** The policies of deploy/permissions. */
import { readFileSync } from 'node:fs';

export interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}
export interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

export function readPolicy(provider: string): Policy {
  return JSON.parse(
    readFileSync(new URL(`../../deploy/permissions/${provider}.json`, import.meta.url), 'utf8'),
  ) as Policy;
}

/** The statements of these names alone. */
export function pickStatements(policy: Policy, ...names: readonly string[]): Policy {
  return { ...policy, Statement: policy.Statement.filter(({ Sid }) => names.includes(Sid)) };
}

/** Moto asks of these services for every action on `*`, so it proves the actions alone: see `allows` for the rest. */
export function toMotoPolicy({ Statement: statements, ...rest }: Policy): object {
  return { ...rest, Statement: statements.map((one) => ({ ...one, Resource: '*' })) };
}

/** Whether the policy allows the action on what has this ARN, as IAM reads patterns: `*` is any text. */
export function allows({ Statement: statements }: Policy, action: string, arn: string): boolean {
  return statements.some(
    ({ Action, Resource }) => [Action].flat().includes(action) && [Resource].flat().some((one) => isLike(one, arn)),
  );
}

function isLike(pattern: string, arn: string): boolean {
  const literals = pattern.split('*').map((text) => text.replaceAll(/[.+?^$()[\]{}|\\]/g, String.raw`\$&`));
  return new RegExp(`^${literals.join('.*')}$`).test(arn);
}

export const nothingHere: object = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ec2:DescribeRegions', Resource: '*' }],
};
