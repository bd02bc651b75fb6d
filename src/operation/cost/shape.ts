/** The size of a document as if its fragments were inlined, counted without inlining them; and of variables. */
import { type DirectiveNode, type DocumentNode, Kind, type SelectionNode, type SelectionSetNode, visit } from 'graphql';
import { fragmentsOf } from '../run/collect.ts';

/** A fragment counts as often as it is spread. */
export interface DocumentShape {
  /** Levels of fields, without introspection. */
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
  /** Fragments that have a name. */
  readonly fragments: number;
  /** Length of the longest list literal in the document. */
  readonly listArguments: number;
}

interface SelectionShape {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields of this level, including repeated ones. */
  readonly fields: number;
}

type ShapeOf = (selectionSet: SelectionSetNode | undefined) => SelectionShape;

const nothing: SelectionShape = { depth: 0, aliases: 0, directives: 0, fields: 0 };

/**
 * Each figure is the largest of the document's operations. The document need not be valid: a fragment that is missing or
 * contains itself counts as nothing, and validation refuses it. Each fragment is measured once, even if it is spread many times.
 */
export function measureDocument(document: DocumentNode): DocumentShape {
  const shapeOf = createMeasure(document);
  const shape = {
    depth: 0,
    aliases: 0,
    rootFields: 0,
    directives: 0,
    fragments: 0,
    listArguments: maxListLengthOf(document),
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      // Unused fragments are validated, too.
      const { aliases, directives } = shapeOf(definition.selectionSet);
      shape.aliases = Math.max(shape.aliases, aliases);
      shape.directives = Math.max(shape.directives, directives);
      shape.fragments += 1;
    }
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, aliases, directives, fields } = shapeOf(definition.selectionSet);
    const onVariables =
      definition.variableDefinitions?.reduce((sum, variable) => sum + countOf(variable.directives), 0) ?? 0;
    shape.depth = Math.max(shape.depth, depth);
    shape.aliases = Math.max(shape.aliases, aliases);
    shape.rootFields = Math.max(shape.rootFields, fields);
    shape.directives = Math.max(shape.directives, directives + onVariables + countOf(definition.directives));
  }
  return shape;
}

function createMeasure(document: DocumentNode): ShapeOf {
  const fragments = fragmentsOf(document);
  const measured = new Map<string, SelectionShape>();

  function shapeOfFragment(name: string): SelectionShape {
    const known = measured.get(name);
    if (known !== undefined) return known;
    // Used if the fragment contains itself.
    measured.set(name, nothing);
    const fragment = fragments[name];
    const shape = withDirectives(shapeOf(fragment?.selectionSet), fragment?.directives);
    measured.set(name, shape);
    return shape;
  }

  function shapeOfSelection(selection: SelectionNode): SelectionShape {
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      return withDirectives(shapeOfFragment(selection.name.value), selection.directives);
    const inner = withDirectives(shapeOf(selection.selectionSet), selection.directives);
    if (selection.kind === Kind.INLINE_FRAGMENT) return inner;
    return {
      depth: selection.name.value.startsWith('__') ? 0 : inner.depth + 1,
      aliases: inner.aliases + (selection.alias === undefined ? 0 : 1),
      directives: inner.directives,
      fields: 1,
    };
  }

  function shapeOf(selectionSet: SelectionSetNode | undefined): SelectionShape {
    return (selectionSet?.selections ?? []).map(shapeOfSelection).reduce(add, nothing);
  }

  return shapeOf;
}

function add(one: SelectionShape, other: SelectionShape): SelectionShape {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    fields: one.fields + other.fields,
  };
}

function withDirectives(shape: SelectionShape, directives: readonly DirectiveNode[] | undefined): SelectionShape {
  return { ...shape, directives: shape.directives + countOf(directives) };
}

function countOf(nodes: readonly unknown[] | undefined): number {
  return nodes?.length ?? 0;
}

/** Visits every value in the document once. */
function maxListLengthOf(document: DocumentNode): number {
  let longest = 0;
  visit(document, {
    ListValue: ({ values }) => {
      longest = Math.max(longest, values.length);
    },
  });
  return longest;
}

/** The size of an operation's variables as received, before coercion. */
export interface VariableShape {
  /** Length of the longest list. */
  readonly maxListLength: number;
  /** Number of entries of the largest map. */
  readonly maxMapSize: number;
  /** Levels of lists and maps, counted up to one more than the maximum. */
  readonly depth: number;
}

/** Visits every value once, level by level and without recursion, so that nesting cannot exhaust the stack. */
export function measureVariables(variables: unknown, maxDepth: number): VariableShape {
  let maxListLength = 0;
  let maxMapSize = 0;
  let depth = 0;
  let level: readonly unknown[] = Object.values(variables ?? {});
  for (;;) {
    const containers = level.filter((value) => typeof value === 'object' && value !== null) as readonly object[];
    const inside = containers.map((value): readonly unknown[] => Object.values(value));
    for (const [index, { length }] of inside.entries()) {
      if (Array.isArray(containers[index])) maxListLength = Math.max(maxListLength, length);
      else maxMapSize = Math.max(maxMapSize, length);
    }
    if (containers.length === 0 || depth > maxDepth) return { maxListLength, maxMapSize, depth };
    depth += 1;
    level = inside.flat();
  }
}
