/** A token is tried before it is taken: one that does not work takes no other's place. */
import { createGraph } from '../graph/client.ts';
import { ConsoleViewerDocument } from '../graph/graphql.generated.ts';
import { HttpError } from '../graph/http.ts';
import { settings } from '../settings.ts';

/**
 * @param missing the scopes that it must have
 * @returns why it cannot be taken, as a sentence; null where the graph takes it
 */
export async function tryToken(token: string, missing: readonly string[]): Promise<string | null> {
  const graph = createGraph(settings.graphUrl, token);
  const { data, error } = await graph.ask(ConsoleViewerDocument, {}, { saysRefusal: false });
  graph.close();
  if (data?.jobViewer == null) return describeFault(error?.networkError);
  const { scopes } = data.jobViewer;
  const lacking = missing.filter((scope) => !scopes.includes(scope));
  return lacking.length === 0 ? null : `This token has no ${lacking.join(' and no ')}: it is not taken.`;
}

function describeFault(fault: Error | undefined): string {
  if (fault instanceof HttpError && fault.status === 401)
    return fault.said ?? 'The gateway does not accept this token.';
  return 'The gateway does not answer, so the token could not be tried. Try again.';
}
