import { toJsonFailures } from '../aws.ts';

/** A wrong status does not change the meaning of CodeBuild's own code. */
export const failures = toJsonFailures('com.amazonaws.codebuild', [
  ['InvalidInputException', 400, 'PROVIDER_REJECTED'],
  ['InvalidInputException', 500, 'PROVIDER_REJECTED'],
]);
