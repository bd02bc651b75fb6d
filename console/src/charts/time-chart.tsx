/**
 * Jobs by the time of their end, or of their creation, as stacked bars; those that ended badly hang below the line, on a scale of
 * their own. A range is drawn with the pointer, or with the Shift key and the arrows.
 */
import { useMemo, useRef, useState } from 'preact/hooks';
import type { ConsoleStatsQuery, ConsoleStatsQueryVariables, JobStatsInterval } from '../graph/graphql.generated.ts';
import { describeBar, describePeaks, nameChart, nameStart } from '../state/bar-words.ts';
import { toBars, type Bar, type Bars } from '../state/counts.ts';
import { go, toLink } from '../state/navigation.ts';
import { timeForm } from '../state/preferences.ts';
import { toSpanRange } from '../state/stats-request.ts';
import { Hatch } from './swatch.tsx';
import { useRange, type DrawnRange } from './use-range.ts';

export interface TimeChartProps {
  readonly spans: NonNullable<ConsoleStatsQuery['charted']>['overTime'];
  readonly interval: JobStatsInterval;
  readonly by: ConsoleStatsQueryVariables['by'];
}

export function TimeChart({ spans, interval, by }: TimeChartProps) {
  const chart = useMemo(() => toBars(spans), [spans]);
  const [first] = chart.bars;
  if (first === undefined) return null;
  const what = nameChart(interval, by);
  return (
    <figure class="chart" data-bars={chart.bars.length} data-by={by}>
      <ChartBars chart={chart} interval={interval} label={what} />
      <figcaption class="axis">
        <span>{nameStart(first.start, interval, timeForm.value)}</span>
        <span>
          {what}; {describePeaks(chart)}
        </span>
      </figcaption>
    </figure>
  );
}

interface ChartBarsProps {
  readonly chart: Bars;
  readonly interval: JobStatsInterval;
  readonly label: string;
}

/** One stop of the Tab key; arrows, Home and End move between bars. */
function ChartBars({ chart: { bars, badPeak }, interval, label }: ChartBarsProps) {
  const [stop, setStop] = useState(bars.length - 1);
  const range = useRange(bars, interval);
  const svg = useRef<SVGSVGElement>(null);
  const present = Math.min(stop, bars.length - 1);
  const placeOf = ({ clientX }: MouseEvent): number => {
    const { left, width } = svg.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return Math.min(bars.length - 1, Math.max(0, Math.floor(((clientX - left) / width) * bars.length)));
  };
  return (
    <svg
      class={range.ends === null ? 'bars' : 'bars drawing'}
      ref={svg}
      role="group"
      aria-label={`${label}; arrow keys move between the bars, with Shift they draw a range`}
      onPointerDown={(event) => {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
        svg.current?.setPointerCapture(event.pointerId);
        range.begin(placeOf(event));
      }}
      onPointerMove={(event) => range.move(placeOf(event))}
      onPointerUp={range.take}
      onPointerCancel={range.drop}
      onDblClick={() => go({ range: null })}
      onKeyDown={(event) => {
        const next = onBarKey(event, present, bars.length, range);
        if (next === null) return;
        event.preventDefault();
        setStop(next);
        svg.current?.querySelectorAll('a')[next]?.focus();
      }}
    >
      <Hatch />
      {bars.map((bar, place) => (
        <ChartBar
          key={bar.start}
          bar={bar}
          place={place}
          count={bars.length}
          line={badPeak > 0 ? 62 : 100}
          interval={interval}
          isStop={place === present}
          isDrawn={range.ends !== null && place >= range.ends[0] && place <= range.ends[1]}
        />
      ))}
    </svg>
  );
}

/** Where the focus goes; null where the key means nothing here. */
function onBarKey(event: KeyboardEvent, present: number, count: number, range: DrawnRange): number | null {
  const { key, shiftKey } = event;
  if (range.ends !== null && (key === 'Enter' || key === 'Escape')) {
    event.stopPropagation();
    (key === 'Enter' ? range.take : range.drop)();
    return present;
  }
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: present - 1,
    ArrowRight: present + 1,
    Home: 0,
    End: count - 1,
  };
  const wanted = places[key];
  if (wanted === undefined) return null;
  const next = Math.min(count - 1, Math.max(0, wanted));
  if (shiftKey) {
    if (range.ends === null) range.begin(present);
    range.move(next);
  } else range.drop();
  return next;
}

interface ChartBarProps {
  readonly bar: Bar;
  readonly place: number;
  /** Of all bars. */
  readonly count: number;
  /** Where the line is, in percent of the height from above. */
  readonly line: number;
  readonly interval: JobStatsInterval;
  readonly isStop: boolean;
  readonly isDrawn: boolean;
}

/** A failure must be seen: no less than this, in percent of the height. */
const leastBad = 15;

function ChartBar({ bar, place, count, line, interval, isStop, isDrawn }: ChartBarProps) {
  const change = toSpanRange(bar.start, bar.start, interval);
  const text = describeBar(bar, interval, timeForm.value);
  const width = 100 / count;
  const x = `${place * width + width * 0.12}%`;
  const inner = `${width * 0.76}%`;
  return (
    <a
      class={isDrawn ? 'bar drawn' : 'bar'}
      href={toLink(change)}
      // The pointer draws ranges, of one bar too.
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (event.detail === 0) go(change);
      }}
      draggable={false}
      // As SVG spells it: there, names of attributes are case-sensitive.
      tabindex={isStop ? 0 : -1}
      aria-label={text}
      data-bar={bar.start}
      data-count={bar.total}
    >
      <title>{text}</title>
      <rect class="bar-place" x={`${place * width}%`} y="0" width={`${width}%`} height="100%" />
      {bar.segments.map(({ series, from, to }) => (
        <rect
          key={series}
          class={`series-${series}`}
          x={x}
          width={inner}
          y={`${line - to * line}%`}
          height={`${(to - from) * line}%`}
        />
      ))}
      {bar.bad > 0 && (
        <rect
          class="series-badly"
          x={x}
          width={inner}
          y={`${line}%`}
          height={`${Math.max(leastBad, bar.bad * (100 - line))}%`}
        />
      )}
    </a>
  );
}
