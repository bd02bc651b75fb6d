import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { enforceScopes } from '../../src/auth/scope-directives.ts';
import { createGatewaySchema } from '../../src/operation/schema.ts';
import { listOpenFieldsNamedLikeSecrets, listProtectedFields, listProtectedPaths } from './protected-fields.ts';

const schema = createGatewaySchema();
const sensitive = [['job:sensitive']];
const credentials = [['job:credentials']];

/** What each provider sends that is a secret, and who may see it. */
const secrets: readonly (readonly [field: string, fact: string, scopes: readonly (readonly string[])[]])[] = [
  ['PanoramaPackageImportJob.clientToken', 'ClientToken: replayed, it stands for somebody else’s job', sensitive],
  ['CosBatchJob.clientRequestToken', 'ClientRequestToken: the same', sensitive],
  ['ImportExportJob.carrier', 'Carrier: where a disk in the post can be met', sensitive],
  ['ImportExportJob.trackingNumber', 'TrackingNumber: the same', sensitive],
  ['ImportExportJob.shippingAddress', 'AwsShippingAddress: the same', sensitive],
  ['ImportExportJob.locationMessage', 'LocationMessage: repeats the tracking number', sensitive],
  ['ImportExportJob.signature', 'Signature: proves that a disk is ours', credentials],
  ['ImportExportJob.signatureFileContents', 'SignatureFileContents: the same', credentials],
  ['ImportExportJob.artifacts', 'ArtifactList: its addresses open to anybody who has them', credentials],
  [
    'ImportExportJob.manifestText',
    'CurrentManifest: a password, a key’s id, and a person’s address',
    [['job:credentials', 'job:sensitive']],
  ],
  ['CodePipelineJob.artifactCredentials', 'artifactCredentials: live keys, made by the very call', credentials],
  ['AwsSessionCredentials.accessKeyId', 'the same', credentials],
  ['AwsSessionCredentials.secretAccessKey', 'the same', credentials],
  ['AwsSessionCredentials.sessionToken', 'the same', credentials],
  ['CodePipelineJob.continuationToken', 'continuationToken: its holder can end the job', credentials],
  [
    'CodePipelineConfigurationEntry.value',
    'a value of configuration: may be a password, and nobody says which',
    credentials,
  ],
  ['AwsBatchJob.parameters', 'parameters: passwords stand there', credentials],
  ['JobContainer.command', 'what a container runs: passwords stand there', credentials],
  ['JobEnvironmentVariable.value', 'a variable of the environment: the same', credentials],
  ['CodeBuildBuild.buildspec', 'source.buildspec: the whole document, with whatever it says', sensitive],
  ['CodeBuildBuild.debugSessionTarget', 'debugSession.sessionTarget: opens a shell in the build', credentials],
  ['StepFunctionsExecution.inputJson', 'input: payloads hold tokens', credentials],
  ['StepFunctionsExecution.outputJson', 'output: the same', credentials],
  ['StepFunctionsExecution.redriveStatusReason', 'redriveStatusReason: may repeat what failed', sensitive],
  ['StepFunctionsExecution.error', 'error: may repeat the input where it is no name', sensitive],
  ['StepFunctionsExecution.cause', 'cause: may repeat the input', sensitive],
  ['GlueJobRun.arguments', 'Arguments: passwords stand there', credentials],
  ['GlueJobRun.securityConfiguration', 'SecurityConfiguration: names the keys of its data', sensitive],
  ['GlueJobRun.sessionPolicyJson', 'ExecutionRoleSessionPolicy: the rights of its role', sensitive],
  ['SageMakerTrainingJob.hyperParameters', 'HyperParameters: tokens stand there', credentials],
  ['S3BatchJob.userArguments', 'UserArguments: tokens stand there', credentials],
  ['CloudRunExecution.creator', 'creator: a person', sensitive],
  ['DatabricksJobRun.creatorUserName', 'creator_user_name: a person', sensitive],
  ['DatabricksJobRun.jobParameters', 'job_parameters: passwords stand there', credentials],
  ['DatabricksJobRun.overridingParametersJson', 'overriding_parameters: the same', credentials],
  ['AirflowDagRun.confJson', 'conf: tokens stand there', credentials],
  ['AirflowDagRun.note', 'note: what a person wrote', sensitive],
  ['AirflowDagRun.triggeringUserName', 'triggering_user_name: a person', sensitive],
  ['GitHubActionsRun.commitAuthorName', 'head_commit.author: a person', sensitive],
  ['GitHubActionsRun.commitAuthorEmail', 'the same', sensitive],
  ['GitHubActionsRun.actor', 'actor: a person’s login', sensitive],
  ['GitHubActionsRun.triggeringActor', 'triggering_actor: the same', sensitive],
];

/** Open fields that are named like a secret and are none. */
const open: Readonly<Record<string, string>> = {
  'CodePipelineJob.hasContinuationToken': 'says that there is a token, not which',
  'CodePipelineJob.encryptionKey': 'the name of a key of KMS, which opens nothing without a right to it',
  'CloudRunExecution.imageEncryptionKey': 'the name of a key of Cloud KMS, the same',
  'CosBatchJob.manifest': 'where the list of objects is, not what it holds',
  'S3BatchJob.manifest': 'the same',
  'S3BatchJob.generatedManifest': 'the same',
  'S3BatchJob.manifestGenerator': 'how that list is made',
};

describe('the schema', () => {
  it('guards every secret of every provider, and by these scopes', () => {
    const guarded = [...listProtectedFields(schema)].map(([field, scopes]) => [field, normalize(scopes)]);

    expect(Object.fromEntries(guarded)).toEqual(
      Object.fromEntries(secrets.map(([field, , scopes]) => [field, normalize(scopes)])),
    );
  });

  it('has a reason for each of them in docs/security.md', () => {
    const text = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    const names = listProtectedPaths(schema).map(({ steps }) => steps.find(({ scopes }) => scopes)?.name ?? '');

    expect(names.filter((name) => !rows.some((row) => new RegExp(`[\`.]${name}\``).test(row)))).toEqual([]);
  });

  it('leads to a guarded field from jobs alone', () => {
    const fromJobs = new Set(listProtectedPaths(schema).map(({ field }) => field));

    expect([...listProtectedFields(schema).keys()].filter((field) => !fromJobs.has(field))).toEqual([]);
  });

  it('opens no field that is named like a secret, but for those that are known to be none', () => {
    expect(listOpenFieldsNamedLikeSecrets(schema).toSorted()).toEqual(Object.keys(open).toSorted());
  });

  it('guards nullable fields only, so that a denial nulls nothing else', () => {
    const firstGuards = listProtectedPaths(schema).filter(({ steps }) =>
      steps.slice(0, -1).every(({ scopes }) => scopes === undefined),
    );

    const nonNull = firstGuards.filter(({ field }) => {
      const [typeName = '', fieldName = ''] = field.split('.');
      const type = schema.getType(typeName);
      return type !== undefined && 'getFields' in type && String(type.getFields()[fieldName]?.type).endsWith('!');
    });

    expect(nonNull).toEqual([]);
  });
});

function normalize(scopes: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return scopes.map((all) => [...all].sort());
}

describe('the walk', () => {
  const seeded = enforceScopes(
    buildSubgraphSchema([
      {
        typeDefs: parse(`
          extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@requiresScopes"])
          type Query { job: Thing @requiresScopes(scopes: [["job:read"]]) }
          type Subscription { changes: Update }
          type Update { sessionKey: String }
          interface Part { name: String }
          union Either = Near | Far
          type Thing {
            apiToken: String @requiresScopes(scopes: [["job:read"]])
            userPassword: String
            parts: [Part!]!
            either: [Either]
            vault: Vault @requiresScopes(scopes: [["job:credentials"]])
            looseSignature: String @requiresScopes(scopes: [["job:read"], ["job:credentials"]])
          }
          type Screw implements Part { name: String  secretMark: String }
          type Near { returnAddress: String  safe: Safe }
          type Far { tracking: Boolean }
          type Vault { password: String }
          type Safe @requiresScopes(scopes: [["job:credentials"]]) { passwordHint: String }
        `),
      },
    ]),
  );

  it('finds every open field that is named like a secret, through lists, interfaces, unions and other roots', () => {
    expect(listOpenFieldsNamedLikeSecrets(seeded).toSorted()).toEqual([
      'Far.tracking',
      'Near.returnAddress',
      'Screw.secretMark',
      'Thing.apiToken',
      'Thing.looseSignature',
      'Thing.userPassword',
      'Update.sessionKey',
    ]);
  });

  it('finds what a directive on a field, on its type or on the type that it returns guards', () => {
    expect([...listProtectedFields(seeded).keys()].toSorted()).toEqual([
      'Near.safe',
      'Safe.passwordHint',
      'Thing.vault',
    ]);
  });
});
