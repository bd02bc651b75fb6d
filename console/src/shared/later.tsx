/** A part of the page that is loaded when it is first shown. */
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Nothing stands in its place until it has come; where it does not come, it is asked for again the next time. */
export function later<Props extends object>(load: () => Promise<FunctionComponent<Props>>): FunctionComponent<Props> {
  return (props) => {
    const [part, setPart] = useState<{ readonly Draw: FunctionComponent<Props> } | null>(null);
    useEffect(() => {
      void load().then((Draw) => setPart({ Draw }));
    }, []);
    return part === null ? null : <part.Draw {...props} />;
  };
}
