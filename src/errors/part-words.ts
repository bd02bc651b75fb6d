/** Sentences about a part of a source: a queue, project, state machine, repository, namespace or store. */
import type { ProviderError } from './errors.ts';

/** A part in the words of people, e.g. the job queue `nightly`. */
export interface NamedPart {
  readonly noun: string;
  /** As the settings or the provider spell it. */
  readonly name: string;
}

/** Safe to print: control and format characters as `\u{…}`. */
export function toPrintable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);
}

/**
 * What went wrong with a part, in a sentence that names it.
 * @param asked who was asked, e.g. `AWS Batch` or `AWS Batch in us-east-1`
 * @param others the parts that exist, if they are known
 */
export function toPartSentence(
  asked: string,
  { noun, name }: NamedPart,
  { causeKind, providerCode, message }: Pick<ProviderError, 'causeKind' | 'providerCode' | 'message'>,
  others?: string,
): string {
  const part = `${noun} \`${toPrintable(name)}\``;
  if (causeKind !== 'TARGET_UNKNOWN')
    return `${capitalize(part)}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
  if (providerCode === 'StateMachineTypeNotSupported')
    return `${asked} does not list the executions of the ${part}: it is an EXPRESS one.`;
  return `${asked} knows no ${part}${others === undefined ? '' : `; ${others}`}.`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
