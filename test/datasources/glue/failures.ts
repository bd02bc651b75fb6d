import { toJsonFailures } from '../aws.ts';

/** A wrong status does not change the meaning of Glue's own codes. */
export const failures = toJsonFailures('com.amazonaws.services.glue.model', [
  ['EntityNotFoundException', 400, 'JOB_NOT_FOUND'],
  ['EntityNotFoundException', 500, 'JOB_NOT_FOUND'],
  ...[400, 500].flatMap((status) => [
    ['InvalidInputException', status, 'PROVIDER_REJECTED'] as const,
    ['OperationTimeoutException', status, 'PROVIDER_TIMEOUT'] as const,
    ['InternalServiceException', status, 'PROVIDER_UNAVAILABLE'] as const,
  ]),
]);
