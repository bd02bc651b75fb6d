import { titleOf } from './peers.js';

const barHeight = 26;
const labelWidth = 370;
const barWidth = 330;

/** Bars: what a query of 50 jobs costs each server's CPU. */
export function formatChart({ cold }) {
  const bars = [...cold]
    .map(([name, { cpuMilliseconds }]) => ({ name, value: cpuMilliseconds?.median ?? 0 }))
    .sort((one, other) => one.value - other.value);
  const most = Math.max(...bars.map(({ value }) => value));
  const height = bars.length * barHeight + 50;
  const lines = bars.map(({ name, value }, index) => {
    const y = 34 + index * barHeight;
    const width = Math.round((value / most) * barWidth);
    const color = name === 'jobgraph' ? '#1f6feb' : name === 'proxy' ? '#b7bec7' : '#6e7781';
    return `  <text x="${labelWidth - 10}" y="${y + 14}" text-anchor="end">${titleOf(name).replaceAll('&', '&amp;')}</text>
  <rect x="${labelWidth}" y="${y}" width="${width}" height="18" fill="${color}"/>
  <text x="${labelWidth + width + 6}" y="${y + 14}">${value.toFixed(1)} ms</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${labelWidth + barWidth + 80}" height="${height}" font-family="sans-serif" font-size="13">
  <rect width="100%" height="100%" fill="#ffffff"/>
  <text x="10" y="20" font-weight="bold">Server CPU for a query of 50 distinct jobs, nothing cached: less is better</text>
${lines.join('\n')}
</svg>
`;
}
