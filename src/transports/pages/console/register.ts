/** The console at /console/, to which / leads. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleSettings } from '../../../config/console.ts';
import { sendPage } from '../page.ts';
import type { LoadBundle } from './bundle.ts';
import { formatConsolePolicy, formatMissingPage, formatPage, type ConsoleLinks, type ConsoleTries } from './page.ts';

/** The settings, links and files of the console, and in demo mode what it offers to try. */
interface ConsoleOptions {
  readonly settings: ConsoleSettings;
  readonly links: ConsoleLinks;
  readonly tries?: ConsoleTries | undefined;
  readonly loadBundle: LoadBundle;
}

/** Adds the page at /console/ and its files, and the redirects from / and /console. */
export function registerConsole(app: FastifyInstance, { settings, links, tries, loadBundle }: ConsoleOptions): void {
  const policy = formatConsolePolicy(settings);
  app.get('/', leadTo('console/', 302));
  // The page's addresses are relative to its folder, and so is this one: a proxy may have put a prefix before the path.
  app.get('/console', leadTo('console/', 308));
  app.get('/console/', async (_request, reply) => {
    const bundle = await loadBundle();
    if (bundle === undefined) return sendPage(reply.code(503), policy, formatMissingPage());
    return sendPage(reply, policy, formatPage(bundle, settings, { links, tries }));
  });
  app.get<{ Params: { readonly name: string } }>('/console/assets/:name', async (request, reply) => {
    const send = (await loadBundle())?.assets.get(request.params.name);
    if (send !== undefined) return send(request, reply);
    reply.callNotFound();
    return reply;
  });
}

/** Keeps the query: it is the view. */
function leadTo(path: string, status: 302 | 308): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  return ({ url }, reply) => {
    const query = url.indexOf('?');
    return reply
      .code(status)
      .header('location', query === -1 ? path : `${path}${url.slice(query)}`)
      .send();
  };
}
