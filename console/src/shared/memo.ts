/** Components that are drawn anew only when one of their properties is another. */
import { Component, type ComponentChild, type FunctionComponent } from 'preact';

/** Preact has this in its compatibility layer alone, which is larger than all of the rows. */
export function memo<Props extends object>(draw: (props: Props) => ComponentChild): FunctionComponent<Props> {
  class Memoized extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const names = Object.keys(next) as (keyof Props)[];
      return names.some((name) => next[name] !== this.props[name]);
    }

    override render(props: Props): ComponentChild {
      return draw(props);
    }
  }
  return Memoized as unknown as FunctionComponent<Props>;
}
