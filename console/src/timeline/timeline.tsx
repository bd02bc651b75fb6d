/** The shown jobs as bars over time, a lane for each source. The table below it has the same jobs in words. */
import { signal, useComputed } from '@preact/signals';
import type { PlacedSection } from '../list/use-list.ts';
import { now } from '../state/clock.ts';
import { follow, toLink } from '../state/navigation.ts';
import { timeForm } from '../state/preferences.ts';
import { toTitle, type Row } from '../state/rows.ts';
import { toStatusLook, type StatusGroup } from '../state/status.ts';
import { describeLane, formatTick, layTimeline, type Bar, type Lane, type Tick } from '../state/timeline.ts';

export interface TimelineProps {
  readonly sections: readonly PlacedSection[];
}

/** Nothing is drawn while it is closed. It stays as it is when the view changes. */
const isOpen = signal(false);

/** Bars need not follow each second. */
const redrawMilliseconds = 15_000;

export function Timeline({ sections }: TimelineProps) {
  const rows = sections
    .filter((section) => section.isOpen)
    .flatMap((section) => section.jobs.flatMap(({ id }) => section.rows.get(id) ?? []));
  if (rows.length === 0) return null;
  return (
    <details
      class="timeline"
      open={isOpen.value}
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>Timeline</summary>
      {isOpen.value && <Lanes rows={rows} />}
    </details>
  );
}

function Lanes({ rows }: { readonly rows: readonly Row[] }) {
  const moment = useComputed(() => Math.ceil(now.value / redrawMilliseconds) * redrawMilliseconds).value;
  const offset = timeForm.value === 'utc' ? 0 : -new Date(moment).getTimezoneOffset() * 60_000;
  const layout = layTimeline(rows, { now: moment, cutoff: cutoffOf(rows, moment), offset });
  if (layout === null) return <p class="note">No shown job says when it was created.</p>;
  const { lanes, ticks } = layout;
  return (
    <div class="lanes">
      <Axis ticks={ticks} offset={offset} />
      <ul>
        {lanes.map((lane) => (
          <li key={lane.source} class="lane">
            <span class="source" title={lane.source}>
              {lane.source}
            </span>
            <LaneBars lane={lane} ticks={ticks} />
          </li>
        ))}
      </ul>
      <Legend />
    </div>
  );
}

/** Where jobs stand that ended of late, what began long before is cut, or they could not be told from each other. */
function cutoffOf(rows: readonly Row[], moment: number): number {
  const ends = rows.flatMap(({ endedAt }) => (endedAt === null ? [] : [Date.parse(endedAt)]));
  return Math.min(moment - leastSpan, ...ends.map((end) => end - leastSpan));
}

const leastSpan = 24 * 3_600_000;

const trackHeight = 14;

const toPercent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;

function Axis({ ticks, offset }: { readonly ticks: readonly Tick[]; readonly offset: number }) {
  return (
    <svg class="axis" width="100%" height="16" aria-hidden="true">
      {ticks.map(({ at, place }) => (
        <text
          key={at}
          x={toPercent(place)}
          y="12"
          text-anchor={place < 0.04 ? 'start' : place > 0.96 ? 'end' : 'middle'}
        >
          {formatTick(at, offset)}
        </text>
      ))}
    </svg>
  );
}

function LaneBars({ lane, ticks }: { readonly lane: Lane; readonly ticks: readonly Tick[] }) {
  return (
    <svg width="100%" height={lane.trackCount * trackHeight} role="group" aria-label={describeLane(lane)}>
      {ticks.map(({ at, place }) => (
        <line key={at} class="tick" x1={toPercent(place)} x2={toPercent(place)} y1="0" y2="100%" />
      ))}
      {lane.bars.map((bar) => (
        <JobBar key={bar.row.id} bar={bar} />
      ))}
    </svg>
  );
}

function JobBar({ bar }: { readonly bar: Bar }) {
  const { row, start, width, track } = bar;
  const { id, status } = row;
  const { word, group, tone } = toStatusLook(status ?? 'UNKNOWN');
  return (
    <a
      class={`bar tone-${tone}`}
      href={toLink({ job: id })}
      onClick={follow({ job: id })}
      tabindex={-1}
      data-bar={id}
      data-group={group}
    >
      <title>{`${toTitle(row)} · ${word}`}</title>
      <BarShape x={toPercent(start)} width={toPercent(width)} top={track * trackHeight} group={group} />
    </a>
  );
}

interface BarShapeProps {
  readonly x: string;
  readonly width: string;
  readonly top: number;
  readonly group: StatusGroup;
}

/** Each group has a form of its own: hollow, full, full and struck through, or thin. */
function BarShape({ x, width, top, group }: BarShapeProps) {
  const isThin = group === 'other';
  return (
    <>
      <rect
        class={group === 'active' ? 'hollow' : 'full'}
        x={x}
        width={width}
        y={top + (isThin ? 5 : 2)}
        height={isThin ? 4 : 10}
        rx="2"
      />
      {group === 'badly' && <rect class="strike" x={x} width={width} y={top + 6} height="2" />}
    </>
  );
}

const forms: readonly (Pick<BarShapeProps, 'group'> & { readonly tone: string; readonly words: string })[] = [
  { group: 'active', tone: 'moving', words: 'Active' },
  { group: 'well', tone: 'good', words: 'Ended well' },
  { group: 'badly', tone: 'bad', words: 'Ended badly' },
  { group: 'other', tone: 'quiet', words: 'Other' },
];

function Legend() {
  return (
    <ul class="legend" aria-label="Forms of the bars">
      {forms.map(({ group, tone, words }) => (
        <li key={group}>
          <svg class={`bar tone-${tone}`} width="22" height={trackHeight} aria-hidden="true">
            <BarShape x="1" width="20" top={0} group={group} />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}
