import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmulatedHistoryEvent } from '../../emulators/stepfunctions/emulator.ts';
import { startProviders } from '../providers.ts';
import { toRuns } from '../runs.ts';

const arn = 'arn:aws:states:us-east-1:123456789012:execution:orders:2f1c7a10';
const task = { resourceType: 'lambda', resource: 'invoke' };
const wrong = { error: 'Payment.Declined', cause: 'card 4111 declined' };
/** The contract's worked sample: 00:02:13.407 and .412. */
const failed: readonly EmulatedHistoryEvent[] = [
  ...Array.from({ length: 7 }, (_, index) => ({
    id: index + 1,
    type: 'TaskStarted',
    timestamp: 1_795_305_700 + index,
  })),
  { id: 8, type: 'TaskFailed', timestamp: 1_795_305_733.407, taskFailedEventDetails: { ...task, ...wrong } },
  { id: 9, type: 'ExecutionFailed', timestamp: 1_795_305_733.412, executionFailedEventDetails: wrong },
];

async function startHistory(events: () => readonly EmulatedHistoryEvent[]) {
  const execution = { executionArn: arn, status: 'FAILED', startDate: 1_795_305_700, stopDate: 1_795_305_733.412 };
  const jobs = {
    describe: (id: string) => (id === 'orders:2f1c7a10' ? execution : undefined),
    list: () => [execution],
    historyOf: events,
  };
  const { gateway, emulators, close } = await startProviders({ flows: { provider: 'stepfunctions', jobs } }, {});
  onTestFinished(close);
  const token = await gateway.token('job:read', 'job:logs');
  const { flows } = emulators;
  return {
    gateway,
    reset: flows.reset,
    inputs: () =>
      flows.calls
        .filter(({ operation }) => operation === 'GetExecutionHistory')
        .map(({ body }) => JSON.parse(body) as Readonly<Record<string, unknown>>),
    ask: (args: string, selection: string, as = token) =>
      gateway.query(`{ jobLog(id: "flows:orders:2f1c7a10", ${args}) { ${selection} } }`, { token: as }),
  };
}

describe('the history of an execution', () => {
  it('is read from its end, and its causes are masked without job:sensitive', async () => {
    const { gateway, ask, inputs } = await startHistory(() => failed);
    const selection = 'lines { time text kind } pageInfo { hasPreviousPage hasNextPage } issues { code }';

    const masked = await ask('last: 2', selection);
    const open = await ask('last: 2', selection, await gateway.token('job:read', 'job:logs', 'job:sensitive'));

    expect(masked.data.jobLog).toEqual({
      lines: [
        {
          time: '2026-11-22T00:02:13.407Z',
          text: 'TaskFailed lambda:invoke Payment.Declined: [hidden]',
          kind: 'ERROR',
        },
        { time: '2026-11-22T00:02:13.412Z', text: 'ExecutionFailed Payment.Declined: [hidden]', kind: 'ERROR' },
      ],
      pageInfo: { hasPreviousPage: true, hasNextPage: false },
      issues: [],
    });
    expect(open.data.jobLog.lines[1]).toMatchObject({ text: 'ExecutionFailed Payment.Declined: card 4111 declined' });
    const input = { executionArn: arn, maxResults: 2, reverseOrder: true, includeExecutionData: false };
    expect(inputs()).toEqual([input, input]);
  });

  it.each(['first', 'last'] as const)(
    'is walked by `%s` with each line once, at 13 calls a page at most',
    async (way) => {
      let events: readonly EmulatedHistoryEvent[] = [];
      const { ask, inputs, reset } = await startHistory(() => events);
      const counts = fc.constantFrom(0, 1, 7, 140, 1300);
      const sizes = fc.array(fc.constantFrom(1, 3, 7, 100, 1000), { minLength: 1, maxLength: 3 });

      await fc.assert(
        fc.asyncProperty(counts, sizes, async (count, asked) => {
          events = toEvents(count);
          const expected = events.flatMap(toTexts);
          const seen: string[][] = [];
          let from = '';
          for (let step = 0; step < 6; step += 1) {
            reset();
            const size = asked[step % asked.length] ?? 1;
            const { data } = await ask(
              `${way}: ${size}${from}`,
              'lines { text } pageInfo { hasPreviousPage hasNextPage startCursor endCursor } issues { code }',
            );
            const { lines, pageInfo, issues } = data.jobLog;
            expect(issues).toEqual([]);
            expect(inputs().length).toBeLessThanOrEqual(13);
            expect(inputs().every(({ includeExecutionData }) => includeExecutionData === false)).toBe(true);
            seen.push(lines.map(({ text }: { readonly text: string }) => text));
            const read = (way === 'first' ? seen : seen.toReversed()).flat();
            const isOver = !(way === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage);
            expect(read).toEqual(
              way === 'first' ? expected.slice(0, read.length) : expected.slice(expected.length - read.length),
            );
            if (isOver) expect(read).toHaveLength(expected.length);
            if (isOver) break;
            from = way === 'first' ? `, after: "${pageInfo.endCursor}"` : `, before: "${pageInfo.startCursor}"`;
          }
        }),
        { numRuns: toRuns(6) },
      );
    },
  );

  it('reaches each place from the end that is nearer', async () => {
    const events = toEvents(25_000);
    const { ask, inputs, reset } = await startHistory(() => events);
    const { data } = await ask('last: 3', 'pageInfo { startCursor }');
    reset();

    await ask(`last: 10, before: "${data.jobLog.pageInfo.startCursor}"`, 'lines { text }');

    expect(inputs()).toMatchObject([{ reverseOrder: true, maxResults: 1000 }]);
  });

  it.each([
    ['an id twice', [1, 1]],
    ['ids that fall', [2, 1]],
  ])('is refused with %s', async (_, ids) => {
    const { ask } = await startHistory(() => ids.map((id) => ({ id, type: 'TaskStarted', timestamp: 1_795_305_700 })));

    const { data } = await ask('first: 5', 'lines { text } issues { code isRetryable }');

    expect(data.jobLog).toEqual({
      lines: [],
      issues: [{ code: 'PROVIDER_BAD_RESPONSE', isRetryable: expect.anything() }],
    });
  });
});

/** Some have several lines. */
function toEvents(count: number): readonly EmulatedHistoryEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    type: 'TaskStateEntered',
    timestamp: 1_795_305_700 + index / 1000,
    stateEnteredEventDetails: { name: index % 5 === 4 ? `State ${index}\nsecond\nthird` : `State ${index}` },
  }));
}

function toTexts({ stateEnteredEventDetails }: EmulatedHistoryEvent): readonly string[] {
  const { name } = stateEnteredEventDetails as { readonly name: string };
  return `TaskStateEntered ${name}`.split('\n');
}
