/** Which parts of a log are meant. */
import { UsageFault } from './exit.ts';
import { readParts, type LogPart } from './log-graph.ts';
import type { Session } from './session.ts';

/** The key of `--part`, which may also be a name: of several parts with it the latest. Throws `CommandFault`. */
export async function choosePart(session: Session, id: string, wanted: string): Promise<string> {
  const { parts } = await readParts(session, id);
  const found = parts.find(({ key }) => key === wanted) ?? parts.findLast(({ name }) => name === wanted);
  if (found !== undefined) return found.key;
  if (parts.length === 0) return wanted;
  const names = parts.map(({ key, name }) => (key === name ? key : `${key} (${name})`));
  throw new UsageFault(`--part must be one of ${names.join(', ')}, but got ${JSON.stringify(wanted)}.`);
}

const bad: readonly (string | null)[] = ['FAILED', 'TIMED_OUT'];

/** The parts that failed and that no later attempt of the same name and group has replaced. */
export function chooseFailed(parts: readonly LogPart[]): readonly LogPart[] {
  const nameOf = ({ group, name }: LogPart): string => JSON.stringify([group, name]);
  const latest = new Map<string, LogPart>();
  for (const part of parts) {
    const before = latest.get(nameOf(part));
    if (before === undefined || (part.attempt ?? 0) >= (before.attempt ?? 0)) latest.set(nameOf(part), part);
  }
  return parts.filter((part) => bad.includes(part.status) && latest.get(nameOf(part)) === part);
}
