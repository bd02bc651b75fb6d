/** The job as something to paste elsewhere. */
import { copy } from '../shared/copy-button.tsx';
import { toJobLink } from '../share/links.ts';
import { formatCommand, formatOperation } from './operation-text.ts';

export interface CopyAsProps {
  readonly id: string;
  readonly typeName: string;
}

export function CopyAs({ id, typeName }: CopyAsProps) {
  const forms = [
    ['Copy id', () => id],
    ['Copy link', () => toJobLink(id)],
    ['Copy GraphQL', () => formatOperation(id, typeName)],
    ['Copy command', () => formatCommand(id)],
  ] as const;
  return (
    <div class="copy-as" role="group" aria-label="Copy as">
      {forms.map(([name, format]) => (
        <button key={name} type="button" onClick={() => void copy(format())}>
          {name}
        </button>
      ))}
    </div>
  );
}
