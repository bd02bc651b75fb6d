/** What the bars mean, and the same as a table. */
import { describeStatuses, nameChart, nameStart, spanWords } from '../state/bar-words.ts';
import { formatNumber, seriesWords, toBars } from '../state/counts.ts';
import { follow, toLink } from '../state/navigation.ts';
import { timeForm } from '../state/preferences.ts';
import { toSpanRange } from '../state/stats-request.ts';
import { Swatch } from './swatch.tsx';
import type { TimeChartProps } from './time-chart.tsx';

export function ChartDetails({ spans, interval, by }: TimeChartProps) {
  const { bars, series } = toBars(spans);
  return (
    <>
      <ul class="legend" aria-label="Legend">
        {series.map((name) => (
          <li key={name}>
            <Swatch series={name} /> {seriesWords[name]}
          </li>
        ))}
      </ul>
      <table class="chart-table">
        <caption>{nameChart(interval, by)}</caption>
        <thead>
          <tr>
            <th scope="col">In the {spanWords[interval]} of</th>
            <th scope="col">Jobs</th>
            <th scope="col">By status</th>
          </tr>
        </thead>
        <tbody>
          {bars
            .filter(({ total }) => total > 0)
            .map((bar) => {
              const change = toSpanRange(bar.start, bar.start, interval);
              return (
                <tr key={bar.start}>
                  <th scope="row">
                    <a href={toLink(change)} onClick={follow(change)}>
                      {nameStart(bar.start, interval, timeForm.value)}
                    </a>
                  </th>
                  <td>{formatNumber(bar.total)}</td>
                  <td>{describeStatuses(bar)}</td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </>
  );
}
