/** The SDL files under `schema/`: the source of truth for the graph. */
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { concatAST, Kind, parse, print, Source, visit, type DocumentNode, type ValueNode } from 'graphql';
import { packageFile } from '../package-files.ts';
import { providers } from '../providers.ts';

/** Every SDL file in the order in which the graph prints them: shared definitions first. */
const files = [
  'base',
  'job',
  'error-codes.generated',
  'error-causes.generated',
  'stats',
  'logs',
  ...providers.map(({ name }) => name),
];

/** How the SDL is printed. */
export interface PrintOptions {
  /** False for routers that refuse them. Scopes are enforced either way. Default true. */
  readonly authDirectives?: boolean;
}

/** All type definitions as one document. Throws if a file cannot be read or parsed. */
export function readTypeDefs(): DocumentNode {
  return concatAST(
    files.map((name) => {
      const file = `schema/${name}.graphql`;
      return parse(new Source(readFileSync(packageFile(file), 'utf8'), file));
    }),
  );
}

/** The whole subgraph as text, with the definitions of the federation directives. Throws if it is not a valid schema. */
export function printTypeDefs({ authDirectives = true }: PrintOptions = {}): string {
  const printed = printSubgraphSchema(buildSubgraphSchema([{ typeDefs: readTypeDefs() }])).trim();
  return `${authDirectives ? printed : print(withoutAuthDirectives(parse(printed)))}\n`;
}

/** Under its own name, and with the prefix that it has if it is not imported. */
const authDirective = /^@?(federation__)?(authenticated|requiresScopes|policy)$/;
/** The types of their arguments. */
const authScalar = /^(federation__)?(Scope|Policy)$/;

/** Uses, definitions and imports of the directives for scopes. */
function withoutAuthDirectives(document: DocumentNode): DocumentNode {
  return visit(document, {
    Directive: ({ name }) => (authDirective.test(name.value) ? null : undefined),
    DirectiveDefinition: ({ name }) => (authDirective.test(name.value) ? null : undefined),
    ScalarTypeDefinition: ({ name }) => (authScalar.test(name.value) ? null : undefined),
    Argument: (argument) => {
      const { name, value } = argument;
      if (name.value !== 'import' || value.kind !== Kind.LIST) return undefined;
      return { ...argument, value: { ...value, values: value.values.filter((one) => !isAuthImport(one)) } };
    },
  });
}

function isAuthImport(value: ValueNode): boolean {
  return value.kind === Kind.STRING && authDirective.test(value.value);
}
