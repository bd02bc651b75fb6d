/** Parts of the page that the first rows do not need: each is loaded when it is first shown. */
import { signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect } from 'preact/hooks';

type Draw<Props> = (props: Props) => ComponentChild;

/** A part of the page in a file of its own. */
export interface Part<Props> {
  /** After "Not loaded:", for people. For example `the details of a job`. */
  readonly name: string;
  /** Imports the part's module, and returns its component. */
  readonly load: () => Promise<Draw<Props>>;
  /** What stands around the words that are shown in place of the part. Default: nothing. */
  readonly frame?: (words: ComponentChild) => ComponentChild;
}

/**
 * The part as a component: call this once for each part, outside of components. While the part is loaded, and if that fails,
 * words stand in its place. After a failure the viewer can try again, and a browser that is online again does so by itself.
 */
export function byNeed<Props extends object>({ name, load, frame = (words) => words }: Part<Props>): Draw<Props> {
  const outcome = signal<{ readonly draw: Draw<Props> } | 'failed' | null>(null);
  let isLoading = false;
  const start = async (): Promise<void> => {
    if (isLoading) return;
    isLoading = true;
    try {
      outcome.value = { draw: await load() };
    } catch {
      outcome.value = 'failed';
    }
    isLoading = false;
  };
  return function PartByNeed(props) {
    const present = outcome.value;
    if (present === null) void start();
    if (present === 'failed') return frame(<NotLoaded name={name} again={() => void start()} />);
    return present === null ? frame(<Waiting name={name} />) : <present.draw {...props} />;
  };
}

function Waiting({ name }: Pick<Part<object>, 'name'>) {
  return (
    <p class="note waiting" aria-busy="true">
      Loading {name} …
    </p>
  );
}

interface NotLoadedProps extends Pick<Part<object>, 'name'> {
  readonly again: () => void;
}

function NotLoaded({ name, again }: NotLoadedProps) {
  useEffect(() => {
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [again]);
  return (
    <p class="note" role="alert" data-not-loaded={name}>
      Not loaded: {name}.{' '}
      <button type="button" onClick={again}>
        Try again
      </button>{' '}
      or reload the page.
    </p>
  );
}
