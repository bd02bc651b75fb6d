/** A line of a log as plain text, safe to print. */

const sequences = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?/g;
const controls = /[\0-\u0008\u000a-\u001f\u007f-\u009f]/g;

/** Without terminal sequences, control characters other than tabs, and text that a carriage return would overwrite. */
export function toPlainText(rawText: string): string {
  const pieces = rawText.replace(sequences, '').split('\r');
  return (
    pieces
      .map((piece) => piece.replace(controls, ''))
      .filter((piece) => piece !== '')
      .at(-1) ?? ''
  );
}
