/** How the parts of bars look: by colour and by pattern, never by colour alone. */
import type { SeriesName } from '../state/counts.ts';

/** The pattern of what went badly; stands once in each drawing that uses it. */
export function Hatch() {
  return (
    <defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-ground" width="6" height="6" />
        <rect class="hatch-line" width="2" height="6" />
      </pattern>
    </defs>
  );
}

export function Swatch({ series }: { readonly series: SeriesName }) {
  return (
    <svg class="swatch" width="12" height="12" aria-hidden="true">
      <rect class={`series-${series}`} x="1" y="1" width="10" height="10" />
    </svg>
  );
}
