/** The events of AWS CodeBuild. https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html */
import type { EventfulState } from '../kit/events.ts';
import type { EmulatedBuild } from './emulator.ts';

/** A build has an event for each status, and one for each phase. */
export function toBuildStates({
  id,
  arn,
  projectName,
  buildStatus,
  currentPhase,
}: EmulatedBuild): readonly EventfulState[] {
  const source = 'aws.codebuild';
  const detail = { 'build-id': arn, 'project-name': projectName, 'build-status': buildStatus };
  return [
    { id, state: buildStatus, event: { source, 'detail-type': 'CodeBuild Build State Change', detail } },
    {
      id: `${id} phase`,
      state: currentPhase,
      event: { source, 'detail-type': 'CodeBuild Build Phase Change', detail: { 'build-id': arn } },
    },
  ];
}
