import { toJsonFailures } from '../aws.ts';

const usual = 'ValidationException with 400';

/** A read by name refuses nothing but a name that is not there; a wrong status does not change that. */
export const failures = toJsonFailures('com.amazonaws.sagemaker', [
  ['ValidationException', 400, 'JOB_NOT_FOUND'],
  ['ValidationException', 500, 'JOB_NOT_FOUND'],
  ['ResourceNotFound', 400, 'JOB_NOT_FOUND'],
  ['ResourceNotFound', 404, 'JOB_NOT_FOUND'],
  // Only these two words mean it.
  ['ResourceInUse', 400, 'PROVIDER_REJECTED'],
  ['ValidationError', 400, 'PROVIDER_REJECTED'],
]).filter(([name, , { code }]) => name !== usual || code === 'JOB_NOT_FOUND');
