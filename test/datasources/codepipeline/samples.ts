import type { Sample } from '../../conformance/provider-under-test.ts';

/** An answer as the service words it. */
const sample = `{"jobDetails":{"accountId":"123456789012","data":{"actionConfiguration":{"__type":"ActionConfiguration","configuration":{"ProjectName":"acme-web-smoke","ApiPassword":"s3cr3t-value"}},"actionTypeId":{"__type":"ActionTypeId","category":"Test","owner":"Custom","provider":"AcmeRunner","version":"3"},"artifactCredentials":{"__type":"AWSSessionCredentials","accessKeyId":"ASIAIOSFODNN7EXAMPLE","secretAccessKey":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY","sessionToken":"EXAMPLEsessionToken=="},"continuationToken":"acme-run-20391","encryptionKey":{"__type":"EncryptionKey","id":"arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab","type":"KMS"},"inputArtifacts":[{"__type":"Artifact","location":{"s3Location":{"bucketName":"codepipeline-us-east-1-123456789012","objectKey":"acme-web/BuildOutpu/aB3dE5f"},"type":"S3"},"name":"BuildOutput","revision":"9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44"}],"outputArtifacts":[],"pipelineContext":{"__type":"PipelineContext","action":{"actionExecutionId":"0f9d3c1b-5a2e-4d67-8c90-aabbccddeeff","name":"SmokeTest"},"pipelineArn":"arn:aws:codepipeline:us-east-1:123456789012:acme-web","pipelineExecutionId":"6d1f0b3a-2c4e-4a8f-9b7c-102938475610","pipelineName":"acme-web","stage":{"name":"Verify"}}},"id":"f4f4ff82-2d11-4a2b-8c3d-0123456789ab"}}`;

const sessionToken =
  'fICCQD6m7oRw0uXOjANBgkqhkiG9w0BAQUFADCBiDELMAkGA1UEBhMCVVMxCzAJBgNVBAgTAldBMRAwDgYDVQQHEwdTZWF0dGxlMQ8wDQYDVQQKEwZBbWF6b24xFDASBgNVBAsTC0lBTSBDb25zb2xlMRIwEAYDVQQDEwlUZXN0Q2lsYWMxHzAdBgkqhkiG9w0BCQEWEG5vb25lQGFtYXpvbi5jb20wHhcNMTEwNDI1MjA0NTIxWhcNMTIwNDI0MjA0NTIxWjCBiDELMAkGA1UEBhMCVVMxCzAJBgNVBAgTAldBMRAwDgYDVQQHEwdTZWF0dGxlMQ8wDQYDVQQKEwZBbWF6b24xFDASBgNVBAsTC0lBTSBDb25zb2xlMRIwEAYDVQQDEwlUZXN0Q2lsYWMxHzAdBgkqhkiG9w0BCQEWEG5vb25lQGFtYXpvbi5jb20wgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGBAMaK0dn+a4GmWIWJ21uUSfwfEvySWtC2XADZ4nB+BLYgVIk60CpiwsZ3G93vUEIO3IyNoH/f0wYK8m9TrDHudUZg3qX4waLG5M43q7Wgc/MbQITxOUSQv7c7ugFFDzQGBzZswY6786m86gpEIbb3OhjZnzcvQAaRHhdlQWIMm2nrAgMBAAEwDQYJKoZIhvcNAQEFBQADgYEAtCu4nUhVVxYUntneD9+h8Mg9q6q+auNKyExzyLwaxlAoo7TJHidbtS4J5iNmZgXL0FkbFFBjvSfpJIlJ00zbhNYS5f6GuoEDmFJl0ZxBHjJnyp378OD8uTs7fLvjx79LjSTbNYiytVbZPQUQ5Yaxu2jXnimvw3rrszlaEXAMPLE=';

/** The sample of the API's page. Its job's id, `ef66c259-EXAMPLE`, is no id of the API's form. */
const printedSample = `{
  "jobDetails": {
    "accountId": "111111111111",
    "data": {
      "actionConfiguration": {
        "__type": "ActionConfiguration",
        "configuration": {
          "ProjectName": "JenkinsTestProject"
        }
      },
      "actionTypeId": {
        "__type": "ActionTypeId",
        "category": "Test",
        "owner": "Custom",
        "provider": "JenkinsProviderName",
        "version": "1"
      },
      "artifactCredentials": {
        "__type": "AWSSessionCredentials",
        "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
        "secretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "sessionToken": "the session token"
      },
      "inputArtifacts": [
        {
          "__type": "Artifact",
          "location": {
            "s3Location": {
              "bucketName": "amzn-s3-demo-bucket",
              "objectKey": "MySecondPipeline/MyAppBuild/EXAMPLE"
            },
            "type": "S3"
          },
          "name": "MyAppBuild"
        }
      ],
      "outputArtifacts": [],
      "pipelineContext": {
        "__type": "PipelineContext",
        "action": {
          "name": "JenkinsTestAction"
        },
        "pipelineName": "MySecondPipeline",
        "stage": {
          "name": "Testing"
        }
      }
    },
    "id": "ef66c259-EXAMPLE"
  }
}`.replace('the session token', sessionToken);

const id = 'ef66c259-0000-4000-8000-000000000000';

export const samples: readonly Sample[] = [
  {
    name: 'a job without an execution',
    key: 'f4f4ff82-2d11-4a2b-8c3d-0123456789ab',
    wire: { body: sample },
    job: {
      status: 'UNKNOWN',
      rawStatus: null,
      statusSource: 'NOT_REPORTED',
      createdAt: null,
      actionExecution: null,
      providerJobId: 'f4f4ff82-2d11-4a2b-8c3d-0123456789ab',
      name: 'SmokeTest',
      kind: 'Test',
      definition: 'acme-web/Verify/SmokeTest',
      accountId: '123456789012',
      actionType: { category: 'Test', owner: 'Custom', provider: 'AcmeRunner', version: '3' },
      configuration: [
        { key: 'ApiPassword', value: 's3cr3t-value' },
        { key: 'ProjectName', value: 'acme-web-smoke' },
      ],
      artifactCredentials: {
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        sessionToken: 'EXAMPLEsessionToken==',
      },
      continuationToken: 'acme-run-20391',
      hasContinuationToken: true,
      encryptionKey: {
        id: 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        type: 'KMS',
      },
      inputArtifacts: [
        {
          name: 'BuildOutput',
          revision: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44',
          locationType: 'S3',
          location: {
            bucket: 'codepipeline-us-east-1-123456789012',
            key: 'acme-web/BuildOutpu/aB3dE5f',
            region: null,
          },
        },
      ],
      outputArtifacts: [],
      consoleUrl:
        'https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/acme-web/executions/6d1f0b3a-2c4e-4a8f-9b7c-102938475610/visualization?region=us-east-1',
      pipeline: {
        name: 'acme-web',
        arn: 'arn:aws:codepipeline:us-east-1:123456789012:acme-web',
        executionId: '6d1f0b3a-2c4e-4a8f-9b7c-102938475610',
        stage: 'Verify',
        action: 'SmokeTest',
        actionExecutionId: '0f9d3c1b-5a2e-4d67-8c90-aabbccddeeff',
      },
    },
  },
  {
    name: 'the sample of the API’s page under an id of the API’s form',
    key: id,
    wire: { body: printedSample.replace('ef66c259-EXAMPLE', id) },
    job: {
      status: 'UNKNOWN',
      rawStatus: null,
      statusSource: 'NOT_REPORTED',
      createdAt: null,
      actionExecution: null,
      providerJobId: id,
      name: 'JenkinsTestAction',
      kind: 'Test',
      definition: 'MySecondPipeline/Testing/JenkinsTestAction',
      accountId: '111111111111',
      actionType: { category: 'Test', owner: 'Custom', provider: 'JenkinsProviderName', version: '1' },
      configuration: [{ key: 'ProjectName', value: 'JenkinsTestProject' }],
      artifactCredentials: {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        sessionToken,
      },
      continuationToken: null,
      hasContinuationToken: false,
      encryptionKey: null,
      inputArtifacts: [
        {
          name: 'MyAppBuild',
          revision: null,
          locationType: 'S3',
          location: { bucket: 'amzn-s3-demo-bucket', key: 'MySecondPipeline/MyAppBuild/EXAMPLE', region: null },
        },
      ],
      outputArtifacts: [],
      pipeline: {
        name: 'MySecondPipeline',
        arn: null,
        executionId: null,
        stage: 'Testing',
        action: 'JenkinsTestAction',
        actionExecutionId: null,
      },
    },
  },
];
