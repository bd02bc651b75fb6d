import { describe, expect, it } from 'vitest';
import { createAnswerRooms } from '../../src/limits/answer-room.ts';

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
    const room = createAnswerRooms(100, 1000).open('ada');
    room.take(60);
    room.take(40);

    expect(failureOf(() => room.take(1))).toMatchObject(tooLarge);
  });

  it('refuses those that are too much together, and takes them again when others have left', () => {
    const rooms = createAnswerRooms(100, 150);
    const [one, other, late] = [rooms.open('ada'), rooms.open('bob'), rooms.open('eve')];
    one.take(100);
    other.take(50);

    expect(failureOf(() => late.take(1))).toMatchObject(busy);
    one.leave();
    expect(failureOf(() => late.take(100))).toBeUndefined();
    other.leave();
    late.leave();
    late.leave();
    expect(rooms.size()).toBe(0);
  });

  it('lets one in, however little there is', () => {
    const rooms = createAnswerRooms(100, 10);
    const [one, other] = [rooms.open('ada'), rooms.open('bob')];

    expect(failureOf(() => one.take(100))).toBeUndefined();
    expect(failureOf(() => other.take(1))).toMatchObject(busy);
  });

  it('leaves half to others, whatever one requester leaves unread', () => {
    const rooms = createAnswerRooms(100, 200);
    const [unread, more, other] = [rooms.open('ada'), rooms.open('ada'), rooms.open('bob')];
    unread.take(100);

    expect(failureOf(() => more.take(1))).toMatchObject(busy);
    expect(failureOf(() => other.take(100))).toBeUndefined();
    unread.leave();
    expect(failureOf(() => more.take(100))).toBeUndefined();
  });

  it('stops those who make an answer that nobody waits for', () => {
    const rooms = createAnswerRooms(100, 1000);
    const room = rooms.open('ada');
    room.leave();

    expect(failureOf(() => room.take(1))).toMatchObject(busy);
    expect(rooms.size()).toBe(0);
  });
});
