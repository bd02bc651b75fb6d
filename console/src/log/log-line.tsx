/** One line of a log: its time, and its text in the colours of the log. Text nodes and classes of a closed list, nothing else. */
import { joinRuns, parseLineRuns, type Run } from '../../../client/log-runs.ts';
import { memo } from '../shared/memo.ts';
import type { LogLine } from '../state/log-lines.ts';
import { toClasses } from '../state/log-look.ts';
import { findRanges } from '../state/log-search.ts';
import { splitHidden } from '../text/hidden.ts';
import { Pieces } from '../text/safe-text.tsx';

export interface LineRowProps {
  readonly line: LogLine;
  readonly place: number;
  readonly hasTimes: boolean;
  /** What is looked for; empty for nothing. */
  readonly search: string;
  /** Whether it is the hit or the error that was stepped to. */
  readonly isCurrent: boolean;
}

export const LineRow = memo(({ line, place, hasTimes, search, isCurrent }: LineRowProps) => {
  const { kind, time, isTruncated } = line;
  return (
    <div class={isCurrent ? 'log-line current' : 'log-line'} data-kind={kind} data-place={place}>
      {hasTimes && <span class="log-time">{time?.slice(11, 23) ?? ''}</span>}
      {/* What a line says of its direction ends with it. */}
      <bdi class="log-text" dir="ltr">
        {draw(line, search)}
        {isTruncated && <span class="log-note"> (the rest of the line is left out)</span>}
      </bdi>
    </div>
  );
});

/** An empty line is as high as any other. */
function draw(line: LogLine, search: string): preact.ComponentChild {
  const runs = parseLineRuns(line);
  if (runs.length === 0) return '\u200b';
  const ranges = findRanges(joinRuns(runs), search);
  let begin = 0;
  return runs.map((run) => {
    const from = begin;
    begin += run.text.length;
    return drawRun(run, from, ranges);
  });
}

function drawRun({ text, look }: Run, from: number, ranges: ReturnType<typeof findRanges>): preact.ComponentChild {
  const classes = toClasses(look);
  const parts = cut(text, from, ranges).map(({ part, isHit }) => {
    const seen = <Pieces pieces={splitHidden(part)} />;
    return isHit ? <mark>{seen}</mark> : seen;
  });
  return classes === '' ? parts : <span class={classes}>{parts}</span>;
}

/** The pieces of a run that are hits, and those between them. `from` is where the run begins in its line. */
function cut(text: string, from: number, ranges: ReturnType<typeof findRanges>) {
  const pieces: { readonly part: string; readonly isHit: boolean }[] = [];
  let done = 0;
  for (const [begin, end] of ranges) {
    const [first, last] = [Math.max(done, begin - from), Math.min(text.length, end - from)];
    if (last <= first) continue;
    if (first > done) pieces.push({ part: text.slice(done, first), isHit: false });
    pieces.push({ part: text.slice(first, last), isHit: true });
    done = last;
  }
  if (done < text.length) pieces.push({ part: text.slice(done), isHit: false });
  return pieces;
}
