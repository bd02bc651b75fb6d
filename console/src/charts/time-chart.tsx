/** Jobs by the time of their creation as stacked bars, and the same as a table. Each bar is a range of time. */
import { useMemo, useState } from 'preact/hooks';
import type { ConsoleStatsQuery, JobStatsInterval } from '../graph/graphql.generated.ts';
import { formatNumber, nameStatus, seriesWords, toBars, type Bar, type Bars, type Count } from '../state/counts.ts';
import { follow, toLink } from '../state/navigation.ts';
import { timeForm } from '../state/preferences.ts';
import { toSpanRange } from '../state/stats-request.ts';
import { formatInstant } from '../state/time.ts';
import { Hatch, Swatch } from './swatch.tsx';

export interface TimeChartProps {
  readonly spans: NonNullable<ConsoleStatsQuery['charted']>['overTime'];
  readonly interval: JobStatsInterval;
  readonly total: Count;
}

const words: Readonly<Record<JobStatsInterval, string>> = {
  MINUTE: 'minute',
  HOUR: 'hour',
  DAY: 'day',
  '%future added value': 'span',
};

export function TimeChart({ spans, interval, total }: TimeChartProps) {
  const chart = useMemo(() => toBars(spans), [spans]);
  const [first] = chart.bars;
  if (first === undefined) return null;
  return (
    <figure class="chart" data-bars={chart.bars.length}>
      <figcaption>
        <span>
          Jobs created by {words[interval]}
          {total.isLowerBound && ', as far as they are counted'}
        </span>
        <Legend series={chart.series} />
      </figcaption>
      <ChartBars chart={chart} interval={interval} />
      <p class="axis" aria-hidden="true">
        <span>{nameStart(first.start, interval)}</span>
        <span>the most: {formatNumber(chart.peak)}</span>
        <span>{nameStart(chart.bars.at(-1)?.start ?? first.start, interval)}</span>
      </p>
      <ChartTable chart={chart} interval={interval} />
    </figure>
  );
}

function Legend({ series }: Pick<Bars, 'series'>) {
  return (
    <ul class="legend" aria-label="Legend">
      {series.map((name) => (
        <li key={name}>
          <Swatch series={name} /> {seriesWords[name]}
        </li>
      ))}
    </ul>
  );
}

interface ChartPartProps {
  readonly chart: Bars;
  readonly interval: JobStatsInterval;
}

/** One stop of the Tab key; arrows, Home and End move between bars. */
function ChartBars({ chart: { bars }, interval }: ChartPartProps) {
  const [stop, setStop] = useState(bars.length - 1);
  const width = 100 / bars.length;
  const present = Math.min(stop, bars.length - 1);
  return (
    <svg
      class="bars"
      role="group"
      aria-label={`Jobs created by ${words[interval]}; arrow keys move between the bars`}
      onKeyDown={(event) => {
        const next = findNext(event.key, present, bars.length);
        if (next === null) return;
        event.preventDefault();
        setStop(next);
        event.currentTarget.querySelectorAll('a')[next]?.focus();
      }}
    >
      <Hatch />
      {bars.map((bar, place) => (
        <ChartBar
          key={bar.start}
          bar={bar}
          x={place * width}
          width={width}
          interval={interval}
          isStop={place === present}
        />
      ))}
    </svg>
  );
}

function findNext(key: string, present: number, count: number): number | null {
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: present - 1,
    ArrowRight: present + 1,
    Home: 0,
    End: count - 1,
  };
  const next = places[key];
  return next === undefined ? null : Math.min(count - 1, Math.max(0, next));
}

interface ChartBarProps {
  readonly bar: Bar;
  /** In percent of the chart's width. */
  readonly x: number;
  readonly width: number;
  readonly interval: JobStatsInterval;
  readonly isStop: boolean;
}

function ChartBar({ bar, x, width, interval, isStop }: ChartBarProps) {
  const change = toSpanRange(bar.start, interval);
  const text = describeBar(bar, interval);
  return (
    <a
      class="bar"
      href={toLink(change)}
      onClick={follow(change)}
      // As SVG spells it: there, names of attributes are case-sensitive.
      tabindex={isStop ? 0 : -1}
      aria-label={text}
      data-bar={bar.start}
      data-count={bar.total}
    >
      <title>{text}</title>
      <rect class="bar-place" x={`${x}%`} y="0" width={`${width}%`} height="100%" />
      {bar.segments.map(({ series, from, to }) => (
        <rect
          key={series}
          class={`series-${series}`}
          x={`${x + width * 0.12}%`}
          width={`${width * 0.76}%`}
          y={`${100 - to * 100}%`}
          height={`${(to - from) * 100}%`}
        />
      ))}
    </a>
  );
}

function ChartTable({ chart: { bars }, interval }: ChartPartProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details class="chart-table" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>As a table</summary>
      {isOpen && (
        <table>
          <thead>
            <tr>
              <th scope="col">Created in the {words[interval]} of</th>
              <th scope="col">Jobs</th>
              <th scope="col">By status</th>
            </tr>
          </thead>
          <tbody>
            {bars
              .filter(({ total }) => total > 0)
              .map((bar) => (
                <tr key={bar.start}>
                  <th scope="row">
                    <a
                      href={toLink(toSpanRange(bar.start, interval))}
                      onClick={follow(toSpanRange(bar.start, interval))}
                    >
                      {nameStart(bar.start, interval)}
                    </a>
                  </th>
                  <td>{formatNumber(bar.total)}</td>
                  <td>{describeStatuses(bar)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
    </details>
  );
}

/** For example `2026-11-22 17:00: 12 jobs: 3 failed, 9 succeeded`. */
function describeBar(bar: Bar, interval: JobStatsInterval): string {
  const jobs = bar.total === 0 ? 'no job' : `${formatNumber(bar.total)} ${bar.total === 1 ? 'job' : 'jobs'}`;
  return [`${nameStart(bar.start, interval)}: ${jobs}`, describeStatuses(bar)].filter(Boolean).join(': ');
}

function describeStatuses({ byStatus }: Bar): string {
  return byStatus.map(({ status, count }) => `${formatNumber(count)} ${nameStatus(status).toLowerCase()}`).join(', ');
}

/** Days are those of UTC, whatever form times are shown in. */
function nameStart(start: string, interval: JobStatsInterval): string {
  if (interval === 'DAY') return start.slice(0, 10);
  return timeForm.value === 'utc'
    ? `${formatInstant(start, 'utc').slice(0, 16)}Z`
    : formatInstant(start, 'local').slice(0, 16);
}
