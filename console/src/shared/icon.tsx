/** The page's few icons, drawn in a square of 16 in the colour of the text. */

const paths = {
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14',
  close: 'm4 4 8 8m0-8-8 8',
  left: 'M10 3 5 8l5 5',
  right: 'm6 3 5 5-5 5',
  down: 'm4 6 4 4 4-4',
  copy: 'M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z',
  warning: 'M8 2.2 14.6 13.8H1.4zM8 6.5v3.4m0 1.8v.2',
  external: 'M9 2.5h4.5V7M13.2 2.8 7.5 8.5M6 3.5H2.5v10h10V10',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm0-9.2V8l2.3 1.6',
  refresh: 'M13 8a5 5 0 1 1-1.6-3.7M13.2 2v3h-3',
  keyboard: 'M1.5 4h13v8.5h-13zM4 6.8h.5M6.5 6.8H7M9 6.8h.5M11.5 6.8h.5M5 9.7h6',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
