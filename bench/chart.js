import { peers, titleOf } from './peers.js';

const barHeight = 24;
const labelWidth = 450;
const barWidth = 300;
const groupHead = 40;

/** Groups of bars, each on a scale of its own: what one thing costs each server's CPU. */
export function formatChart({ cold, varied, batches, fanout }) {
  const groups = [
    toGroup('A query of 50 jobs of five providers, nothing cached', 'ms', cold, 'cpuMilliseconds'),
    toGroup('A query of 20 jobs from memory, no two alike', 'ms', varied, 'cpuMilliseconds'),
    toGroup('A query of 500 jobs whose providers describe 100 in a call', 'ms', batches, 'cpuMilliseconds'),
    toGroup(
      'An event to one of many subscribers of a job, 100 on each socket',
      'µs',
      fanout[0].peers,
      'cpuMicroseconds',
    ),
  ];
  let top = 34;
  const drawn = groups.map((group) => {
    const text = drawGroup(group, top);
    top += groupHead + group.bars.length * barHeight;
    return text;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${labelWidth + barWidth + 90}" height="${top + 10}" font-family="sans-serif" font-size="13">
  <rect width="100%" height="100%" fill="#ffffff"/>
  <text x="10" y="22" font-size="15" font-weight="bold">CPU of the server: less is better</text>
${drawn.join('\n')}
</svg>
`;
}

function toGroup(title, unit, results, figure) {
  const bars = [...results]
    .map(([name, { [figure]: spread }]) => ({ name, value: spread?.median ?? 0 }))
    .sort((one, other) => one.value - other.value);
  return { title, unit, bars };
}

function drawGroup({ title, unit, bars }, top) {
  const most = Math.max(...bars.map(({ value }) => value)) || 1;
  const lines = bars.map(({ name, value }, index) => {
    const y = top + groupHead - 8 + index * barHeight;
    const width = Math.max(1, Math.round((value / most) * barWidth));
    return `  <text x="${labelWidth - 10}" y="${y + 13}" text-anchor="end">${escape(titleOf(name))}</text>
  <rect x="${labelWidth}" y="${y}" width="${width}" height="17" fill="${toColor(name)}"/>
  <text x="${labelWidth + width + 6}" y="${y + 13}">${value.toPrecision(3)} ${unit}</text>`;
  });
  return [`  <text x="10" y="${top + 20}" font-weight="bold">${escape(title)}</text>`, ...lines].join('\n');
}

/** The limit is paler, for it does less. */
function toColor(name) {
  if (peers[name].isGateway === true) return '#1f6feb';
  return name.endsWith('proxy') ? '#b7bec7' : '#6e7781';
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('`', '');
}
