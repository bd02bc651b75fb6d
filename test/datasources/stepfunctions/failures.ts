import { toJsonFailures } from '../aws.ts';

/** A wrong status does not change the meaning of Step Functions' own codes. */
export const failures = toJsonFailures('com.amazonaws.swf.service.v2.model', [
  ['ExecutionDoesNotExist', 400, 'JOB_NOT_FOUND'],
  ['ExecutionDoesNotExist', 500, 'JOB_NOT_FOUND'],
  ...['InvalidArn', 'StateMachineDoesNotExist', 'StateMachineTypeNotSupported', 'InvalidToken'].flatMap((code) =>
    [400, 500].map((status) => [code, status, 'PROVIDER_REJECTED'] as const),
  ),
  ['KmsAccessDeniedException', 400, 'PROVIDER_ACCESS_DENIED'],
  ['KmsThrottlingException', 400, 'PROVIDER_THROTTLED'],
  ['KmsInvalidStateException', 400, 'PROVIDER_REJECTED'],
]);
