import { describe, expect, it } from 'vitest';
import { createAnswerQuotas } from '../../src/operation/cost/answer-quotas.ts';

const tooLarge = { extensions: { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'answerBytes', maximum: 100 } };
const busy = { extensions: { code: 'SERVICE_UNAVAILABLE', http: { status: 503 } } };

function failureOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the room for answers', () => {
  it('refuses one that is too large', () => {
    const quota = createAnswerQuotas(100, 1000).open('ada');
    quota.reserve(60);
    quota.reserve(40);

    expect(failureOf(() => quota.reserve(1))).toMatchObject(tooLarge);
  });

  it('refuses those that are too much together, and takes them again when others have left', () => {
    const quotas = createAnswerQuotas(100, 150);
    const [one, other, late] = [quotas.open('ada'), quotas.open('bob'), quotas.open('eve')];
    one.reserve(100);
    other.reserve(50);

    expect(failureOf(() => late.reserve(1))).toMatchObject(busy);
    one.release();
    expect(failureOf(() => late.reserve(100))).toBeUndefined();
    other.release();
    late.release();
    late.release();
    expect(quotas.size()).toBe(0);
  });

  it('lets one in, however little there is', () => {
    const quotas = createAnswerQuotas(100, 10);
    const [one, other] = [quotas.open('ada'), quotas.open('bob')];

    expect(failureOf(() => one.reserve(100))).toBeUndefined();
    expect(failureOf(() => other.reserve(1))).toMatchObject(busy);
  });

  it('leaves half to others, whatever one requester leaves unread', () => {
    const quotas = createAnswerQuotas(100, 200);
    const [unread, more, other] = [quotas.open('ada'), quotas.open('ada'), quotas.open('bob')];
    unread.reserve(100);

    expect(failureOf(() => more.reserve(1))).toMatchObject(busy);
    expect(failureOf(() => other.reserve(100))).toBeUndefined();
    unread.release();
    expect(failureOf(() => more.reserve(100))).toBeUndefined();
  });

  it('stops those who make an answer that nobody waits for', () => {
    const quotas = createAnswerQuotas(100, 1000);
    const quota = quotas.open('ada');
    quota.release();

    expect(failureOf(() => quota.reserve(1))).toMatchObject(busy);
    expect(quotas.size()).toBe(0);
  });
});
