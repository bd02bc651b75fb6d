/** The dialog's ways to a token: the demo's buttons, and a field to paste one into. */
import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { demoLevels, fetchDemoToken } from './demo.ts';
import { checkToken } from './paste.ts';
import { takeToken } from './sign-in.ts';

export function DemoButtons() {
  const { problem, isTrying, begin } = useTaking();
  return (
    <div class="demo" role="group" aria-label="Tokens of the demo">
      {demoLevels.map(({ name, scope }) => (
        <button
          key={scope}
          type="button"
          disabled={isTrying}
          onClick={() => begin(async () => takeToken(await fetchDemoToken(scope), true))}
          title={scope}
        >
          {name}
        </button>
      ))}
      {problem !== null && <p role="alert">{problem}</p>}
    </div>
  );
}

export function PasteForm() {
  const field = useRef<HTMLInputElement>(null);
  const [isKept, setIsKept] = useState(false);
  const { problem, isTrying, begin } = useTaking();
  const submit = (text: string): void => {
    begin(async () => {
      const checked = checkToken(text);
      return 'fault' in checked ? checked.fault : takeToken(checked.token, isKept);
    });
  };
  return (
    <form
      class="paste"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        submit(field.current?.value ?? '');
      }}
    >
      <label class="switch">
        <input type="checkbox" checked={isKept} onChange={({ currentTarget }) => setIsKept(currentTarget.checked)} />
        Keep in this tab
      </label>
      <label for="token-text">Token</label>
      <TokenField field={field} isFaulty={problem !== null} submit={submit} />
      <p id="token-note" class="note">
        A JSON Web Token of this gateway’s issuer. It is tried as soon as it is pasted, and stays in this page’s memory.
      </p>
      {problem !== null && <p role="alert">{problem}</p>}
      <button type="submit" class="primary" disabled={isTrying}>
        {isTrying ? 'Signing in …' : 'Sign in'}
      </button>
    </form>
  );
}

interface TokenFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly isFaulty: boolean;
  readonly submit: (text: string) => void;
}

/** Masked by the style sheet: browsers offer to keep what stands in a field for passwords. */
function TokenField({ field, isFaulty, submit }: TokenFieldProps) {
  return (
    <input
      id="token-text"
      class="masked"
      ref={field}
      autofocus
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      aria-describedby="token-note"
      aria-invalid={isFaulty}
      onPaste={(event) => {
        const text = event.clipboardData?.getData('text') ?? '';
        // What is no whole token is left to the field, to be mended.
        if (!('token' in checkToken(text))) return;
        event.preventDefault();
        event.currentTarget.value = text.trim();
        submit(text);
      }}
    />
  );
}

/** Tries one token at a time, and says why it is not taken. */
function useTaking() {
  const [problem, setProblem] = useState<string | null>(null);
  const [isTrying, setIsTrying] = useState(false);
  const begin = (take: () => Promise<string | null>): void => {
    setProblem(null);
    setIsTrying(true);
    void take()
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
      .then((fault) => {
        setProblem(fault);
        setIsTrying(false);
      });
  };
  return { problem, isTrying, begin };
}
