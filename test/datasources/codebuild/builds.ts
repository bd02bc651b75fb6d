/** CodeBuild's builds as tests need them, in the provider's words. */
import type { EmulatedBuild } from '../../../emulators/codebuild/emulator.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';

export function toKey(index: number, project = 'web-app'): string {
  return `${project}:16a3b74f-f435-4e66-8dfb-${index.toString(16).padStart(12, '0')}`;
}

/** A build that succeeded; the higher the index, the later it was started. */
export function toBuild(index: number, more: Partial<EmulatedBuild> = {}, project = 'web-app'): EmulatedBuild {
  const id = toKey(index, project);
  return {
    id,
    arn: `arn:aws:codebuild:us-east-1:123456789012:build/${id}`,
    projectName: project,
    buildNumber: index + 1,
    buildStatus: 'SUCCEEDED',
    currentPhase: 'COMPLETED',
    startTime: 1_795_305_600 + index,
    endTime: 1_795_305_732.5 + index,
    ...more,
  };
}

/** A source's entry in the configuration. */
export function toSource(endpoint: string, more: object = {}): object {
  return {
    name: 'builds',
    provider: 'codebuild',
    region: 'us-east-1',
    endpoint,
    credentials: awsCredentials,
    projects: ['web-app'],
    ...fastSource,
    ...more,
  };
}
