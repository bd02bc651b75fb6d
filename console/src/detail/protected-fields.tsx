/** Fields that need a further scope: named, and shown for half a minute when the viewer asks for one of them. */
import type { TypedDocumentNode } from '@urql/core';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { graph } from '../graph/graph.ts';
import { Icon } from '../shared/icon.tsx';
import { beginSignIn, canSignIn } from '../sign-in/sign-in.ts';
import { viewer } from '../sign-in/viewer.ts';
import { announce } from '../state/announcement.ts';
import { now } from '../state/clock.ts';
import { isEmpty, toLabel, toTypeName, type Fact, type FactObject } from './facts.ts';
import { protectedFields } from './fields.generated.ts';
import { PanelSection } from './panel-section.tsx';
import { createReveals, revealSeconds, type Reveals } from './reveals.ts';
import { ValueView } from './value-view.tsx';

interface ProtectedField {
  /** From the job to the field: one name, or two for a field of a nested object. */
  readonly path: readonly [string, ...string[]];
  readonly scopes: readonly string[];
  readonly document: TypedDocumentNode<{ readonly job: FactObject | null }, { id: string }>;
}

const fieldsByType = protectedFields as unknown as Readonly<Record<string, readonly ProtectedField[]>>;

export interface ProtectedFieldsProps {
  readonly job: FactObject;
  readonly id: string;
}

/** Those that the job may have: a field of nested objects can only be there where they are. */
export function listProtectedFields(job: FactObject): readonly ProtectedField[] {
  const fields = fieldsByType[toTypeName(job)] ?? [];
  return fields.filter(({ path }) => path.length === 1 || !isEmpty(job[path[0]]));
}

export function ProtectedFields({ job, id }: ProtectedFieldsProps) {
  const reveals = useReveals();
  const type = toTypeName(job);
  const fields = listProtectedFields(job);
  if (fields.length === 0) return null;
  return (
    <PanelSection name="protected" title="Protected fields">
      <p id="reveal-note" class="note">
        Revealing one is written to the audit log. It is hidden again after {revealSeconds} seconds, and when you leave
        the page.
      </p>
      <dl class="facts">
        {fields.map((field) => (
          <LockedField key={field.path.join('.')} field={field} type={type} id={id} reveals={reveals} />
        ))}
      </dl>
    </PanelSection>
  );
}

/** Forgotten with the job, when the window is left, and by the clock. */
function useReveals(): Reveals<Fact> {
  const reveals = useMemo(() => createReveals<Fact>(now), []);
  useEffect(() => {
    const hideUnseen = (): void => {
      if (document.visibilityState === 'hidden') reveals.hideAll();
    };
    window.addEventListener('blur', reveals.hideAll);
    document.addEventListener('visibilitychange', hideUnseen);
    return () => {
      window.removeEventListener('blur', reveals.hideAll);
      document.removeEventListener('visibilitychange', hideUnseen);
      reveals.stop();
    };
  }, [reveals]);
  return reveals;
}

interface LockedFieldProps {
  readonly field: ProtectedField;
  readonly type: string;
  readonly id: string;
  readonly reveals: Reveals<Fact>;
}

function LockedField({ field, type, id, reveals }: LockedFieldProps) {
  const { path, scopes } = field;
  const key = path.join('.');
  const label = path.map(toLabel).join(': ');
  const { problem, isAsking, missing, reveal } = useReveal(field, { id, key, label, reveals });
  const revealed = reveals.shown.value.get(key);
  return (
    <div class="fact wide" data-protected={key}>
      <dt id={`locked-${key}`}>{label}</dt>
      <dd>
        {revealed ? (
          <RevealedValue type={type} name={path[0]} revealed={revealed} hide={() => reveals.hide(key)} />
        ) : (
          <span class="locked">
            <Icon name="lock" />
            <span>
              needs{' '}
              {scopes.map((scope, place) => (
                <>
                  {place > 0 && ' and '}
                  <code key={scope}>{scope}</code>
                </>
              ))}
            </span>
            {(missing.length === 0 || canSignIn) && (
              <button type="button" disabled={isAsking} aria-describedby={`locked-${key} reveal-note`} onClick={reveal}>
                Reveal
              </button>
            )}
          </span>
        )}
        {problem !== null && <p role="alert">{problem}</p>}
      </dd>
    </div>
  );
}

interface RevealTarget {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly reveals: Reveals<Fact>;
}

/** Asks for one field alone; where the token does not suffice, for a better token. */
function useReveal({ path, scopes, document }: ProtectedField, { id, key, label, reveals }: RevealTarget) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const held = viewer.value?.scopes ?? [];
  const missing = scopes.filter((scope) => !held.includes(scope));
  const read = async (): Promise<void> => {
    const show = reveals.begin(key);
    setProblem(null);
    setIsAsking(true);
    const { data, error } = await graph.peek().ask(document, { id });
    setIsAsking(false);
    if (error) {
      setProblem(error.graphQLErrors[0]?.message ?? 'The graph does not answer.');
      return;
    }
    show(data?.job?.[path[0]]);
    announce(`${label} is shown for ${revealSeconds} seconds.`);
  };
  const reveal = (): void => {
    // With a token that suffices it goes on where it was.
    if (missing.length > 0) beginSignIn({ missing, resume: () => void read() });
    else void read();
  };
  return { problem, isAsking, missing, reveal };
}

interface RevealedValueProps {
  readonly type: string;
  readonly name: string;
  readonly revealed: { readonly value: Fact; readonly until: number };
  readonly hide: () => void;
}

function RevealedValue({ type, name, revealed: { value, until }, hide }: RevealedValueProps) {
  return (
    <div class="revealed">
      {isEmpty(value) ? <p>The provider gives none.</p> : <ValueView type={type} name={name} fact={value} showsEmpty />}
      <button type="button" onClick={hide}>
        Hide
      </button>{' '}
      <span class="note">hidden again in {Math.max(0, Math.ceil((until - now.value) / 1000))} s</span>
    </div>
  );
}
