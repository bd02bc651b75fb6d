/** Which operations' answers may be kept: those that hold open facts and nothing else. */
import {
  getNamedType,
  isAbstractType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { requiredScopesOf } from '../auth/required-scopes.ts';
import { publicScope, satisfies, type Viewer } from '../auth/viewer.ts';
import { maskedFields } from '../resolvers/masked-facts.ts';

/** Types whose values may differ at the next request, or for another viewer with the same scopes. */
export const liveTypes: ReadonlySet<string> = new Set(['JobSourceHealth', 'JobTimeSpanCount', 'JobViewer']);

interface Traits {
  /** No field is protected, and none is live. */
  readonly isOpen: boolean;
  /** Holds a field that some viewers see without its mask. */
  readonly hasMasked: boolean;
}

/** For valid documents. Unused parts of a document count: it is looked at once. */
export function createRememberable(schema: GraphQLSchema): (document: DocumentNode, viewer: Viewer) => boolean {
  const known = new WeakMap<DocumentNode, Traits>();
  return (document, viewer) => {
    let traits = known.get(document);
    if (traits === undefined) {
      traits = toTraits(schema, document);
      known.set(document, traits);
    }
    return traits.isOpen && !(traits.hasMasked && seesBehindMasks(viewer));
  };
}

function toTraits(schema: GraphQLSchema, document: DocumentNode): Traits {
  const typeInfo = new TypeInfo(schema);
  let isOpen = true;
  let hasMasked = false;
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: ({ name }) => {
        const field = typeInfo.getFieldDef();
        if (!field || isProtected(field) || isLive(schema, field)) isOpen = false;
        if (maskedFields.names.has(name.value)) hasMasked = true;
      },
    }),
  );
  return { isOpen, hasMasked };
}

function isProtected(field: GraphQLField<unknown, unknown>): boolean {
  return requiredScopesOf(field)?.some((all) => all.some((scope) => scope !== publicScope)) === true;
}

function isLive(schema: GraphQLSchema, { type }: GraphQLField<unknown, unknown>): boolean {
  const named = getNamedType(type);
  if (isAbstractType(named)) return schema.getPossibleTypes(named).some(({ name }) => liveTypes.has(name));
  return isObjectType(named) && liveTypes.has(named.name);
}

function seesBehindMasks(viewer: Viewer): boolean {
  return maskedFields.scopes.some((scopes) => satisfies(viewer, scopes));
}
