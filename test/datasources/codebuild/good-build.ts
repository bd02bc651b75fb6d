/** A build that failed, with every member. */
export function toGoodBuild(id: string): object {
  return {
    id,
    arn: `arn:aws:codebuild:us-east-1:123456789012:build/${id}`,
    buildNumber: 812,
    startTime: 1_795_305_600.123,
    endTime: 1_795_305_732.5,
    currentPhase: 'COMPLETED',
    buildStatus: 'FAILED',
    sourceVersion: 'refs/heads/main',
    resolvedSourceVersion: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44',
    phases: [
      {
        phaseType: 'BUILD',
        phaseStatus: 'FAILED',
        startTime: 1_795_305_640,
        endTime: 1_795_305_730.1,
        durationInSeconds: 90,
        contexts: [{ statusCode: 'COMMAND_EXECUTION_ERROR', message: 'exit status 1 - é' }],
      },
    ],
    source: {
      type: 'GITHUB',
      location: 'https://builder:s3cr3t-password@github.com/acme/web-app.git',
      gitCloneDepth: 1,
      buildspec: 's3cr3t-buildspec',
      sourceIdentifier: 'main',
    },
    secondarySources: [{ type: 'S3', location: 'acme-sources/lib.zip', gitCloneDepth: 2, sourceIdentifier: 'lib' }],
    artifacts: {
      location: 'arn:aws:s3:::acme-artifacts/web-app.zip',
      sha256sum: '2cf24dba',
      md5sum: '5d41402a',
      artifactIdentifier: 'main',
    },
    secondaryArtifacts: [
      { location: 'arn:aws:s3:::acme/l.zip', sha256sum: '2cf24dba', md5sum: '5d41402a', artifactIdentifier: 'lib' },
    ],
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/amazonlinux2-x86_64-standard:5.0',
      computeType: 'BUILD_GENERAL1_SMALL',
      privilegedMode: true,
      environmentVariables: [
        { name: 'NPM_TOKEN', value: 'npm-token', type: 'SECRETS_MANAGER' },
        { name: 'DEPLOY_KEY', value: 's3cr3t-value', type: 'PLAINTEXT' },
      ],
    },
    serviceRole: 'arn:aws:iam::123456789012:role/web-app',
    logs: {
      groupName: '/aws/codebuild/web-app',
      streamName: '16a3b74f',
      deepLink: 'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2',
      s3DeepLink: 'https://s3.console.aws.amazon.com/s3/object/acme-logs/a.gz',
    },
    timeoutInMinutes: 60,
    queuedTimeoutInMinutes: 480,
    initiator: 'codepipeline/acme-web',
    buildBatchArn: 'arn:aws:codebuild:us-east-1:123456789012:build-batch/web-app:7',
    reportArns: ['arn:aws:codebuild:us-east-1:123456789012:report/tests:1'],
    exportedEnvironmentVariables: [{ name: 'IMAGE_TAG', value: 's3cr3t-exported' }],
    debugSession: { sessionEnabled: true, sessionTarget: 's3cr3t-session' },
  };
}
