/** The graph's types as this version of the program knows them: for choosing fields by name. */
import { readdirSync, readFileSync } from 'node:fs';
import { Kind, parse, type FieldDefinitionNode, type TypeNode } from 'graphql';
import { packageFile } from '../src/package-files.ts';

/** A field of an object type or interface. */
export interface SchemaField {
  readonly name: string;
  /** The name of its type, without lists and non-null. */
  readonly type: string;
  /** Whether it needs a scope of its own. */
  readonly isProtected: boolean;
}

/** What of the SDL is needed for choosing fields by name. */
export interface CommandSchema {
  /** The fields of an object type or interface; empty for scalars, enums and unknown names. */
  readonly fieldsOf: (type: string) => readonly SchemaField[];
  /** Those of a job's type that not all jobs have. */
  readonly ownFieldsOf: (jobType: string) => readonly SchemaField[];
  /** The concrete types of jobs. */
  readonly jobTypes: readonly string[];
  readonly providers: readonly string[];
}

/** Parses all SDL files of the package, so only commands that need it call it. */
export function readSchema(): CommandSchema {
  const folder = packageFile('schema/');
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const definitions = names.flatMap((name) => parse(readFileSync(new URL(name, folder), 'utf8')).definitions);
  const types = new Map<string, readonly SchemaField[]>();
  const jobTypes: string[] = [];
  const providers: string[] = [];
  for (const definition of definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      types.set(definition.name.value, (definition.fields ?? []).map(toField));
      if (definition.interfaces?.some(({ name }) => name.value === 'Job') === true)
        jobTypes.push(definition.name.value);
    } else if (definition.kind === Kind.ENUM_TYPE_EXTENSION && definition.name.value === 'JobProvider') {
      providers.push(...(definition.values ?? []).map(({ name }) => name.value));
    }
  }
  const fieldsOf = (type: string): readonly SchemaField[] => types.get(type) ?? [];
  const common = new Set(fieldsOf('Job').map(({ name }) => name));
  const ownFieldsOf = (jobType: string) => fieldsOf(jobType).filter(({ name }) => !common.has(name));
  return { fieldsOf, ownFieldsOf, jobTypes, providers };
}

function toField({ name, type, directives = [] }: FieldDefinitionNode): SchemaField {
  const isProtected = directives.some((directive) => directive.name.value === 'requiresScopes');
  return { name: name.value, type: nameOf(type), isProtected };
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
