import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { FinishedAnswer } from '../../src/operation/answers/answer-memory.ts';
import { createDependencyTracker } from '../../src/operation/answers/dependency-tracker.ts';
import { createRunningAnswers, type Outcome } from '../../src/operation/answers/running-answers.ts';

const answer = {} as FinishedAnswer;
const longEnough = 60_000;

function startLeader(maxWait = longEnough) {
  const running = createRunningAnswers(maxWait);
  const tracker = createDependencyTracker();
  const leader = running.publish('key', tracker);
  const end = vi.fn();
  const follow = (signal = new AbortController().signal): Promise<Outcome> | undefined =>
    running.find('key')?.follow(signal);
  return { running, tracker, leader, end, follow };
}

describe('an operation under way', () => {
  it('is followed until it lands, under its key only', async () => {
    const { running, leader, follow } = startLeader();
    const followed = [follow(), follow()];

    leader.settle(answer);

    expect(await Promise.all(followed.map((one) => Promise.resolve(one)))).toEqual([answer, answer]);
    expect(running.find('key')).toBeUndefined();
    expect(running.find('other')).toBeUndefined();
  });

  it('is not followed any more once memory has lost, replaced or never held what it has read', () => {
    const entries = new Map([['a', {}]]);
    const memory = { peek: (id: string) => entries.get(id), freshUntil: () => Infinity, changes: () => 0 };
    const changes: readonly (() => void)[] = [() => entries.delete('a'), () => entries.set('a', {})];
    for (const change of changes) {
      const { tracker, follow } = startLeader();
      entries.set('a', {});
      tracker.recorder.read('lab', memory, 'a', entries.get('a'));
      expect(follow()).toBeDefined();
      change();
      expect(follow()).toBeUndefined();
    }
    const { tracker, follow } = startLeader();
    tracker.recorder.read('lab', memory, 'a', undefined);
    expect(follow()).toBeUndefined();
  });

  it('gives its place to a later one, and does not take it away', async () => {
    const { running, leader } = startLeader();
    const later = running.publish('key', createDependencyTracker());
    leader.settle('own');

    const followed = running.find('key')?.follow(new AbortController().signal);
    later.settle(answer);

    expect(await followed).toBe(answer);
  });

  it('leads nobody where nobody may wait', () => {
    expect(startLeader(0).follow()).toBeUndefined();
  });

  it('is left by those who follow it when it takes too long', async () => {
    const { leader, follow } = startLeader(5);
    const followed = follow();

    expect(await followed).toBe('late');
    expect(follow()).toBeUndefined();
    // Which changes nothing any more.
    leader.settle(answer);
    expect(await followed).toBe('late');
  });
});

describe('an operation whose client has gone', () => {
  it('ends at once if nobody follows it, and is not followed any more', () => {
    const { leader, end, follow } = startLeader();

    leader.detach(end);

    expect(end).toHaveBeenCalledOnce();
    expect(follow()).toBeUndefined();
  });

  it('goes on until the last of those who follow it has left', async () => {
    const { leader, end, follow } = startLeader();
    const clients = [new AbortController(), new AbortController()] as const;
    const followed = clients.map(({ signal }) => follow(signal));
    leader.detach(end);

    clients[0].abort(new Error('gone'));
    expect(end).not.toHaveBeenCalled();
    clients[1].abort(new Error('gone'));

    expect(end).toHaveBeenCalledOnce();
    await Promise.all(followed.map((one) => expect(one).rejects.toThrow('gone')));
    expect(follow()).toBeUndefined();
  });

  it('ends after it has landed', async () => {
    const { leader, end, follow } = startLeader();
    const followed = follow();
    leader.detach(end);

    leader.settle(answer);

    expect(await followed).toBe(answer);
    await turn();
    expect(end).toHaveBeenCalledOnce();
  });

  it('ends when those who follow it have waited too long, after they were told', async () => {
    const { leader, end, follow } = startLeader(5);
    const followed = follow();
    leader.detach(end);

    expect(await followed).toBe('late');
    expect(end).not.toHaveBeenCalled();
    await turn();
    expect(end).toHaveBeenCalledOnce();
  });

  it('is not followed by a client that has gone too', async () => {
    const { leader, end, follow } = startLeader();
    const gone = new AbortController();
    gone.abort(new Error('gone'));
    await expect(follow(gone.signal)).rejects.toThrow('gone');

    leader.detach(end);

    expect(end).toHaveBeenCalledOnce();
  });
});
