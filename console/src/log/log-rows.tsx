/** The lines of a log, of which only those in sight are in the page, however many there are. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LogLine } from '../state/log-lines.ts';
import { toWindow, type RowHeights } from '../state/log-rows.ts';
import { LineRow } from './log-line.tsx';
import { rowHeight, useHeights } from './use-heights.ts';

/** A line to scroll to. Another object scrolls again. */
export interface Target {
  readonly place: number;
}

export interface LogRowsProps {
  readonly label: string;
  readonly lines: readonly LogLine[];
  readonly hasTimes: boolean;
  readonly isWrapped: boolean;
  readonly search: string;
  readonly target: Target | null;
  /** Whether the end is in sight, and stays there while lines come. */
  readonly isPinned: boolean;
  readonly onPinned: (isPinned: boolean) => void;
  /** The reader has come to the first of the lines. */
  readonly onTop: () => void;
}

interface View {
  readonly top: number;
  readonly height: number;
  readonly columns: number;
}

/** Scrolled so far up, the page before is wanted. */
const nearTop = 10 * rowHeight;

export function LogRows(props: LogRowsProps) {
  const { label, lines, hasTimes, isWrapped, search, target } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ top: 0, height: 600, columns: 80 });
  const { heights, measure } = useHeights(lines, isWrapped ? Math.max(10, view.columns - (hasTimes ? 14 : 0)) : null);
  const { begin, end, before, behind } = toWindow(heights, view.top, view.height);
  useSize(box, setView);
  useAnchor(box, props, heights);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const rows = current.querySelectorAll<HTMLElement>('.log-line');
    const grown = measure(rows, heights.findAt(current.scrollTop));
    if (grown !== 0 && !props.isPinned) current.scrollTop += grown;
  });
  return (
    <div
      class={isWrapped ? 'log-rows wrapped' : 'log-rows'}
      role="log"
      aria-live="off"
      aria-label={label}
      tabIndex={0}
      ref={box}
      onScroll={({ currentTarget }) => {
        const { scrollTop, scrollHeight, clientHeight } = currentTarget;
        if (scrollTop < view.top && scrollTop < nearTop) props.onTop();
        setView((last) => ({ ...last, top: scrollTop }));
        props.onPinned(scrollHeight - scrollTop - clientHeight < rowHeight);
      }}
    >
      <Spacer height={before} />
      {lines.slice(begin, end).map((line, index) => (
        <LineRow
          key={line.cursor}
          line={line}
          place={begin + index}
          hasTimes={hasTimes}
          search={search}
          isCurrent={begin + index === target?.place}
        />
      ))}
      <Spacer height={behind} />
      <span class="log-probe" aria-hidden="true">
        0000000000
      </span>
    </div>
  );
}

/** Room for rows that are not drawn. The page's policy allows no style in its place. */
function Spacer({ height }: { readonly height: number }) {
  return <svg class="log-spacer" width="1" height={height} aria-hidden="true" />;
}

function useSize(box: RefObject<HTMLDivElement | null>, setView: (change: (last: View) => View) => void): void {
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const sizes = new ResizeObserver(() => {
      const probe = current.querySelector('.log-probe')?.getBoundingClientRect().width ?? 80;
      const columns = Math.floor((current.clientWidth - 2 * rowHeight) / (probe / 10));
      setView((last) => ({ ...last, height: current.clientHeight, columns }));
    });
    sizes.observe(current);
    return () => sizes.disconnect();
  }, []);
}

/** Keeps what is read where it is: the end while lines come, the same line when a page comes before it. */
function useAnchor(
  box: RefObject<HTMLDivElement | null>,
  { lines, target, isPinned }: LogRowsProps,
  heights: RowHeights,
): void {
  const last = useRef<{ readonly first: LogLine | undefined; readonly target: Target | null }>({
    first: undefined,
    target: null,
  });
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const { first, target: before } = last.current;
    last.current = { first: lines[0], target };
    if (target !== null && target !== before) {
      current.scrollTop = Math.max(0, heights.topOf(target.place) - current.clientHeight / 3);
    } else if (isPinned) current.scrollTop = current.scrollHeight;
    else if (first !== undefined && first !== lines[0]) {
      const moved = lines.indexOf(first);
      if (moved > 0) current.scrollTop += heights.topOf(moved);
    }
  }, [lines, target, heights, isPinned]);
}
