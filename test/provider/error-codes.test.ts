import { describe, expect, it } from 'vitest';

import { toProviderError, toRequestId } from '../../src/provider/contract/error-codes.ts';
import { codesOfAll } from '../conformance/failures.ts';

const retryable = ['PROVIDER_THROTTLED', 'PROVIDER_TIMEOUT', 'PROVIDER_UNAVAILABLE'];

describe('a failure of a provider', () => {
  it.each(codesOfAll)('%s with %i is %s', (providerCode, status, code) => {
    const {
      name,
      cause,
      causeKind: _causeKind,
      part,
      ...error
    } = toProviderError(status, { code: providerCode, requestId: 'request-7' });

    expect({ ...error }).toEqual({ code, providerCode, requestId: 'request-7', isRetryable: retryable.includes(code) });
    expect([name, cause, part]).toEqual(['ProviderError', undefined, null]);
  });

  it.each([
    [100, 'PROVIDER_BAD_RESPONSE'],
    [301, 'PROVIDER_BAD_RESPONSE'],
    [400, 'PROVIDER_REJECTED'],
    [401, 'PROVIDER_ACCESS_DENIED'],
    [403, 'PROVIDER_ACCESS_DENIED'],
    [404, 'PROVIDER_REJECTED'],
    [408, 'PROVIDER_TIMEOUT'],
    [429, 'PROVIDER_THROTTLED'],
    [500, 'PROVIDER_UNAVAILABLE'],
    [599, 'PROVIDER_UNAVAILABLE'],
  ])('without a code, with %i, is %s', (status, code) => {
    expect(toProviderError(status, { code: null, requestId: null }).code).toBe(code);
  });

  it.each([
    ['ThrottlingException', 500, 'PROVIDER_THROTTLED'],
    ['AccessDenied', 500, 'PROVIDER_ACCESS_DENIED'],
    ['NoSuchJob', 400, 'JOB_NOT_FOUND'],
    ['ExecutionDoesNotExist', 400, 'JOB_NOT_FOUND'],
    ['KmsAccessDeniedException', 400, 'PROVIDER_ACCESS_DENIED'],
    ['KmsThrottlingException', 400, 'PROVIDER_THROTTLED'],
    ['InvalidArn', 400, 'PROVIDER_REJECTED'],
    ['StateMachineDoesNotExist', 400, 'PROVIDER_REJECTED'],
    ['StateMachineTypeNotSupported', 400, 'PROVIDER_REJECTED'],
    ['InvalidToken', 400, 'PROVIDER_REJECTED'],
    ['InvalidInputException', 400, 'PROVIDER_REJECTED'],
    ['ValidationException', 500, 'PROVIDER_UNAVAILABLE'],
    ['ValidationException', 403, 'PROVIDER_ACCESS_DENIED'],
    ['ValidationException', 401, 'PROVIDER_ACCESS_DENIED'],
    ['ValidationException', 429, 'PROVIDER_THROTTLED'],
    ['throttlingexception', 400, 'PROVIDER_REJECTED'],
    ['ThrottlingExceptionOfAnotherKind', 400, 'PROVIDER_REJECTED'],
  ])('is told by its code %s before its status %i: %s', (providerCode, status, code) => {
    expect(toProviderError(status, { code: providerCode, requestId: null }).code).toBe(code);
  });

  it.each([
    '',
    'two words',
    'arn:aws:iam::123456789012:role/a',
    'https://internal/',
    '<b>',
    'a\nb',
    '7up',
    'é',
    'a'.repeat(129),
  ])('does not pass %j on as a code', (code) => {
    expect(toProviderError(400, { code, requestId: null })).toMatchObject({
      code: 'PROVIDER_REJECTED',
      providerCode: null,
    });
  });

  it.each([
    ['620484b7-88cb-11e5-b497-75c49EXAMPLE', '620484b7-88cb-11e5-b497-75c49EXAMPLE'],
    ['NjkyZDUwMGVfZXhhbXBsZQ==', 'NjkyZDUwMGVfZXhhbXBsZQ=='],
    ['', null],
    ['two words', null],
    ['a\r\nb', null],
    ['<b>', null],
    ['a'.repeat(257), null],
    [undefined, null],
    [null, null],
  ])('passes the request id %j on as %j', (text, requestId) => {
    expect(toRequestId(text)).toBe(requestId);
  });
});
