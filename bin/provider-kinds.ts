/** What documents and the console say of all providers, by kind: a reader finds his by what his jobs are for. */
import { readFileSync } from 'node:fs';
import { providerKinds, type ProviderKind } from '../src/provider/contract/provider.ts';
import { providers, type RegisteredProvider } from '../src/providers.ts';
import { wrap } from './wrap.ts';

/** The providers of each kind, by their names for people. */
const byKind: readonly (readonly [kind: ProviderKind, its: readonly RegisteredProvider[]])[] = providerKinds.map(
  (kind) => [
    kind,
    providers.filter((provider) => provider.kind === kind).sort((one, other) => (one.title < other.title ? -1 : 1)),
  ],
);

/** All providers, kind by kind. */
const inOrder = byKind.flatMap(([, its]) => its);

const begin = '<!-- providers: npm run generate -->\n\n';
const end = '\n<!-- /providers -->';

/** A document with what stands between its two marks replaced. */
function fill(name: string, text: string): string {
  const file = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
  const [head, tail] = [file.indexOf(begin), file.indexOf(end)];
  if (head === -1 || tail === -1) throw new Error(`${name} must hold the marks ${begin.trim()} and ${end.trim()}`);
  return file.slice(0, head + begin.length) + text + file.slice(tail);
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) => `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return `${[lines[0], rule, ...lines.slice(1)].join('\n')}\n`;
}

/** README.md with its table of providers. */
export function formatReadme(): string {
  const rows = byKind.flatMap(([kind, its]) =>
    its.map(({ title, jobs, typeName }, index) => [index === 0 ? kind : '', title, jobs, `\`${typeName}\``]),
  );
  return fill('README.md', formatTable([['kind', 'provider', 'jobs', 'type'], ...rows]));
}

/** docs/cli.md with the words of `--provider`. */
export function formatCommandPage(): string {
  const items = byKind.map(([kind, its]) =>
    wrap(`- ${kind}: ${its.map(({ name, title }) => `\`${name}\` (${title})`).join(', ')}`, '  '),
  );
  return fill('docs/cli.md', `${items.join('\n')}\n`);
}

/** docs/permissions.md with its contents: each provider's section, which names the provider's policy. */
export function formatPermissions(): string {
  const name = 'docs/permissions.md';
  const sections = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8').split(/^## /m);
  const items = byKind.map(([kind, its]) => {
    const links = its.map(({ name: provider, title }) => {
      const section = sections.find((text) => text.includes(`deploy/permissions/${provider}.`));
      // A test asks for the section.
      if (section === undefined) return title;
      return `[${title}](#${toAnchor(section.split('\n', 1)[0] ?? '')})`;
    });
    return wrap(`- ${kind}: ${links.join(', ')}`, '  ');
  });
  return fill(name, `${items.join('\n')}\n`);
}

function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/**
 * The contents of the settings of sources: what a provider has beside the settings of all.
 * @param sections their settings' names by their headings, which name the providers that they are for
 */
export function formatSettingsContents(sections: ReadonlyMap<string, readonly string[]>): string {
  const links = (name: string): string =>
    [...sections]
      .filter(([heading]) => heading.split(', ').includes(name))
      .map(([heading, settings]) => `[${settings.join(', ')}](#${toAnchor(heading)})`)
      .join('; ');
  const items = byKind.flatMap(([kind, its]) =>
    its.map(({ title, name }) => wrap(`- ${kind}: ${title}, \`${name}\`: ${links(name)}`, '  ')),
  );
  return items.join('\n');
}

/** For the console, which shares no code with the gateway. */
export function formatProviderNames(): string {
  const names = inOrder.map(({ enumValue, title }) => `  ${enumValue}: '${title}',\n`);
  return `/** Made of the registry: npm run generate. */\n\n/** The providers' names for people, by their words in the graph, kind by kind. */\nexport const providerNames = {\n${names.join('')}} as const;\n`;
}
