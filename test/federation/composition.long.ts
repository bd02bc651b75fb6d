import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Kind, parse, visit, type DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { annotationsSdl } from '../../examples/supergraph/annotations.ts';
import { printTypeDefs, readTypeDefs } from '../../src/operation/sdl.ts';

const composers = {
  '@apollo/composition': (subgraphs) => composeWithApollo([...subgraphs]).errors ?? [],
  '@theguild/federation-composition': (subgraphs) => composeWithGuild([...subgraphs]).errors ?? [],
  '@wundergraph/composition': (subgraphs) => {
    const result = federateSubgraphs({
      subgraphs: subgraphs.map(({ name, url, typeDefs }) => ({ name, url, definitions: typeDefs })),
      version: ROUTER_COMPATIBILITY_VERSION_ONE,
    });
    return result.success ? [] : result.errors;
  },
} as const satisfies Record<string, (subgraphs: readonly Subgraph[]) => readonly Error[]>;

interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

const composerNames = Object.keys(composers) as readonly (keyof typeof composers)[];

function toSubgraphs(jobgraph: string): readonly Subgraph[] {
  return [
    { name: 'jobgraph', url: 'http://jobgraph.example/graphql', typeDefs: parse(jobgraph) },
    { name: 'annotations', url: 'http://annotations.example/graphql', typeDefs: parse(annotationsSdl) },
  ];
}

/** The subgraphs that the page shows: each with its first line, for the test's name. */
const documented = [...readFileSync('docs/federation.md', 'utf8').matchAll(/^```graphql\n(.+?)^```$/gms)].map(
  ([, text = '']) => [/^type .*$/m.exec(text)?.[0] ?? '', text] as const,
);

describe.each(composerNames)('%s', (name) => {
  it.each([true, false])('composes the graph with another team’s subgraph; auth directives: %j', (authDirectives) => {
    const subgraphs = toSubgraphs(printTypeDefs({ authDirectives }));

    const errors = composers[name](subgraphs);

    expect(errors.map(({ message }) => message)).toEqual([]);
  });

  it.each(documented)('composes the graph with the subgraph of docs/federation.md: %s', (_, typeDefs) => {
    const other = { name: 'other', url: 'http://other.example/graphql', typeDefs: parse(typeDefs) };
    const [jobgraph] = toSubgraphs(readFileSync('schema/snapshot/jobgraph.graphql', 'utf8'));

    const errors = composers[name]([jobgraph!, other]);

    expect(errors.map(({ message }) => message)).toEqual([]);
  });

  it('would say so where they did not fit together', () => {
    const subgraphs = toSubgraphs(
      printTypeDefs().replace('type PageInfo @shareable {', 'type PageInfo @shareable { owner: Missing'),
    );

    const compose = () => composers[name](subgraphs).length;

    expect(attempt(compose)).not.toBe(0);
  });
});

/** Some composers throw what others return. */
function attempt(compose: () => number): unknown {
  try {
    return compose();
  } catch (error) {
    return error;
  }
}

/** Types that implement an interface which is an entity, and are none themselves: a composer throws uncaught on them. */
function listKeylessTypes({ definitions }: DocumentNode): readonly string[] {
  const isEntity = (node: {
    readonly directives?: readonly { readonly name: { readonly value: string } }[] | undefined;
  }) => node.directives?.some((directive) => directive.name.value === 'key') === true;
  const entities = new Set(
    definitions
      .filter((node) => node.kind === Kind.INTERFACE_TYPE_DEFINITION && isEntity(node))
      .map((node) => ('name' in node ? node.name.value : '')),
  );
  return definitions
    .filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter((node) => node.interfaces?.some((one) => entities.has(one.name.value)) === true && !isEntity(node))
    .map((node) => node.name.value);
}

it('docs/federation.md shows a subgraph', () => {
  expect(documented).not.toEqual([]);
});

describe('keys', () => {
  it('stand on every type that implements an entity', () => {
    const keyless = listKeylessTypes(readTypeDefs());

    expect(keyless).toEqual([]);
  });

  it('are missed where one is lost', () => {
    const broken = visit(readTypeDefs(), {
      ObjectTypeDefinition: (node) => (node.name.value === 'CosBatchJob' ? { ...node, directives: [] } : undefined),
    });

    expect(listKeylessTypes(broken)).toEqual(['CosBatchJob']);
  });
});

describe('the SDL without auth directives', () => {
  it('holds no trace of them, and is else the same', () => {
    const full = printTypeDefs();

    const bare = printTypeDefs({ authDirectives: false });

    expect(bare).not.toMatch(
      /@(federation__)?(requiresScopes|authenticated|policy)\b|\b(federation__)?(Scope|Policy)\b/,
    );
    const withoutDirectives = full
      .split('\n')
      .filter(
        (line) =>
          !/^directive @(federation__)?(authenticated|requiresScopes|policy)|^scalar federation__(Scope|Policy)/.test(
            line,
          ),
      )
      .join('\n')
      .replaceAll(/ @requiresScopes\(scopes: \[\[[^\]]*\]\]\)/g, '')
      .replace('"@requiresScopes", ', '');
    expect(withoutBlanks(bare)).toBe(withoutBlanks(withoutDirectives));
  });

  it.each([
    [[], {}],
    [['--without-auth-directives'], { authDirectives: false }],
  ])('is printed by the command: %j', (options, expected) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['bin/schema-print.js', ...options], {
      encoding: 'utf8',
    });

    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toBe(printTypeDefs(expected));
  });
});

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
