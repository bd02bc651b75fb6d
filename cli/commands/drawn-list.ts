/** A watched list on the whole of a terminal. */
import type { Row } from '../columns.ts';
import type { TerminalSize } from '../context.ts';
import { describeIssues } from '../issues.ts';
import { toJobColumns } from '../job-rows.ts';
import { toPrintable } from '../printable.ts';
import { breakLine, openScreen, type Screen } from '../screen.ts';
import type { Session } from '../session.ts';
import { cutTo, layOutTable } from '../table.ts';
import type { ListReader } from './watched-list.ts';

/** Milliseconds: changes that come together are one frame, and ages move on once a second. */
const pauses = { settled: 50, tick: 1000 };

/** What is shown. */
interface Shown {
  /** The newest first. */
  readonly rows: readonly Row[];
  /** The last line: what is not covered, and what was last noted. Empty where there is nothing to say. */
  readonly foot: string;
  readonly isOfFailures: boolean;
}

/** Draws the list until `follow` ends, gives the terminal back, and then says on standard error what is not covered. */
export async function drawList(
  session: Session,
  follow: (reader: ListReader) => Promise<void>,
  form: Pick<Shown, 'isOfFailures'>,
): Promise<void> {
  const { stdout, wait, signal } = session.context;
  const over = new AbortController();
  /** False where there is nothing more to wait for. */
  const pause = (milliseconds: number): Promise<boolean> =>
    wait(milliseconds, AbortSignal.any([signal, over.signal])).then(
      () => true,
      () => false,
    );
  const { reader, toShown, coverage } = createShown();
  const screen = openScreen(stdout, (size) => toFrame(session, { ...toShown(), ...form }, size));
  const settle = createSettling(screen, pause);
  try {
    void tick(screen, pause);
    await follow({
      ...reader,
      onEvent: (event) => {
        reader.onEvent(event);
        settle(event.kind === 'PRESENT');
      },
    });
  } finally {
    over.abort();
    screen.close();
    for (const line of coverage()) session.note(line);
  }
}

async function tick(screen: Screen, pause: (milliseconds: number) => Promise<boolean>): Promise<void> {
  while (await pause(pauses.tick)) screen.draw();
}

/** Draws a moment after a change. While present jobs come, it waits for the last of them. */
function createSettling(screen: Screen, pause: (milliseconds: number) => Promise<boolean>): (isMore: boolean) => void {
  let isPending = false;
  let isBeginning = false;
  let count = 0;
  const drawSettled = async (): Promise<void> => {
    let seen: number;
    do {
      seen = count;
      if (!(await pause(pauses.settled))) return;
    } while (isBeginning && seen !== count);
    isPending = false;
    screen.draw();
  };
  return (isMore) => {
    count += 1;
    isBeginning = isMore;
    if (isPending) return;
    isPending = true;
    void drawSettled();
  };
}

/** The list as its events tell it. */
function createShown(): {
  readonly reader: ListReader;
  readonly toShown: () => Omit<Shown, 'isOfFailures'>;
  readonly coverage: () => readonly string[];
} {
  const jobs = new Map<string, Row>();
  let coverage: readonly string[] = [];
  let noted: string | undefined;
  return {
    reader: {
      note: (line) => {
        noted = line;
      },
      onRestart: () => {
        jobs.clear();
      },
      onEvent: ({ kind, job, issues }) => {
        coverage = describeIssues(issues);
        if (job === null) return;
        if (kind === 'LEFT') jobs.delete(job.watchedId);
        else jobs.set(job.watchedId, job);
      },
    },
    toShown: () => ({
      rows: [...jobs.values()].toSorted(compareNewestFirst),
      foot: [...(noted === undefined ? [] : [noted]), ...coverage].join('  '),
    }),
    coverage: () => coverage,
  };
}

function compareNewestFirst(one: Row, other: Row): number {
  const [first, second] = [one, other].map((row) => row['createdAt_']);
  if (typeof first !== 'string' || typeof second !== 'string') return typeof first === 'string' ? -1 : 1;
  return second.localeCompare(first);
}

/** No more lines than the terminal has: jobs that do not fit are counted. */
function toFrame(session: Session, { rows, foot, isOfFailures }: Shown, size: TerminalSize): readonly string[] {
  const view = { ...session.view(), lineWidth: size.columns };
  const { header, rows: jobs } = layOutTable(toJobColumns(session.options, { isOfFailures }), rows, view);
  const last = foot === '' ? [] : [cutTo(toPrintable(foot), size.columns, view)];
  const broken = jobs.map((lines) => lines.flatMap((line) => breakLine(line, size.columns)));
  const room = size.rows - header.length - last.length;
  const shown = takeLines(broken, broken.flat().length > room ? room - 1 : room);
  const left = jobs.length - shown.length;
  const more = left === 0 ? [] : [`${view.isAscii ? '...' : '…'} ${left} more`];
  const none = jobs.length === 0 ? ['no jobs yet'] : [];
  return [...header, ...shown.flat(), ...none, ...more, ...last];
}

/** The first jobs that have no more lines than that together. */
function takeLines(jobs: readonly (readonly string[])[], room: number): readonly (readonly string[])[] {
  let taken = 0;
  const end = jobs.findIndex((lines) => {
    taken += lines.length;
    return taken > room;
  });
  return end < 0 ? jobs : jobs.slice(0, end);
}
