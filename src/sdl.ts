/** The SDL files under `schema/`: the source of truth for the graph. */
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { concatAST, parse, Source, type DocumentNode } from 'graphql';

/** Every SDL file, in the order in which the graph prints them: what all providers share first. */
const files = ['base', 'job', 'panorama', 'healthomics', 'codepipeline', 'importexport', 'cosbatch'] as const;

const folder = new URL('../schema/', import.meta.url);

/** All type definitions as one document. Throws where a file cannot be read or parsed. */
export function readTypeDefs(): DocumentNode {
  return concatAST(
    files.map((name) => {
      const file = `${name}.graphql`;
      return parse(new Source(readFileSync(new URL(file, folder), 'utf8'), `schema/${file}`));
    }),
  );
}

/** The whole subgraph as one text, with the definitions of the federation directives. Throws where it is no valid schema. */
export function printTypeDefs(): string {
  return `${printSubgraphSchema(buildSubgraphSchema([{ typeDefs: readTypeDefs() }])).trim()}\n`;
}
