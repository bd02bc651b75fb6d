/**
 * Declares an object of an answer once: the checked reader and its type follow. Each member has a kind; `readString` and the
 * other functions of `json-fields.ts` are kinds as they stand. Readers throw `BadAnswer` where a kind does.
 *
 *     export const readBuild = shape({ arn: readString, sessionTarget: at('debugSession.sessionTarget', readString) });
 *     export type Build = ReturnType<typeof readBuild>;
 */
import { inside, readEach } from '../contract/bad-answer.ts';
import { readObject, readObjects, readWord, type JsonObject } from './json-fields.ts';
import { readElement } from './xml-fields.ts';
import type { XmlElement } from './xml-tree.ts';

/** Reads one value of an object, usually its member of this name. A reader of the whole object ignores the name. */
export type Kind<T, Parent = JsonObject> = (parent: Parent, name: string) => T;

type Members<Parent> = Readonly<Record<string, Kind<unknown, Parent>>>;
type Shape<M extends Members<never>> = { readonly [Name in keyof M]: ReturnType<M[Name]> };

/** For objects of JSON, with the functions of `json-fields.ts` as kinds. */
export const { shape, at, objectOf } = shapesOf<JsonObject>(readObject);

/** The same for elements of XML, with the functions of `xml-fields.ts`. */
export const { shape: xmlShape, at: xmlAt, objectOf: elementOf } = shapesOf<XmlElement>(readElement);

interface Shapes<Parent> {
  /** A reader of objects with these members, read in this order. The kind of a member decides about a missing one. */
  readonly shape: <M extends Members<Parent>>(members: M) => (object: Parent) => Shape<M>;
  /** The member of another name, or of an inner object: `a.b`, which is null if there is no `a`. */
  readonly at: {
    <T>(path: `${string}.${string}`, kind: Kind<T, Parent>): Kind<T | null, Parent>;
    <T>(path: string, kind: Kind<T, Parent>): Kind<T, Parent>;
  };
  /** An inner object; null if it is absent. */
  readonly objectOf: <T>(read: (object: Parent) => T) => Kind<T | null, Parent>;
}

function shapesOf<Parent>(readInner: Kind<Parent | null, Parent>): Shapes<Parent> {
  function at<T>(path: `${string}.${string}`, kind: Kind<T, Parent>): Kind<T | null, Parent>;
  function at<T>(path: string, kind: Kind<T, Parent>): Kind<T, Parent>;
  function at<T>(path: string, kind: Kind<T, Parent>): Kind<T | null, Parent> {
    const mark = path.indexOf('.');
    if (mark === -1) return (parent) => kind(parent, path);
    const outer = path.slice(0, mark);
    const inner: Kind<T | null, Parent> = at(path.slice(mark + 1), kind);
    const readRest = (object: Parent): T | null => inner(object, '');
    return (parent) => {
      const object = readInner(parent, outer);
      return object === null ? null : readInside(outer, object, readRest);
    };
  }
  return {
    shape: toShape,
    at,
    objectOf: (read) => (parent, name) => {
      const object = readInner(parent, name);
      return object === null ? null : readInside(name, object, read);
    },
  };
}

/** Not `within`, which would take a function for each object. */
function readInside<Parent, T>(name: string, object: Parent, read: (object: Parent) => T): T {
  try {
    return read(object);
  } catch (error) {
    throw inside(name, error);
  }
}

function toShape<Parent, M extends Members<Parent>>(members: M): (object: Parent) => Shape<M> {
  const kinds = Object.entries(members).map(([name, kind]) => ({ name, kind }));
  // A copy has all members from the beginning, which costs less than adding them one by one.
  const empty = Object.fromEntries(kinds.map(({ name }): [string, unknown] => [name, null]));
  return (object) => {
    const result = { ...empty };
    for (const { name, kind } of kinds) result[name] = kind(object, name);
    return result as Shape<M>;
  };
}

/** A list of objects; null if it is absent. */
export function listOf<T>(read: (object: JsonObject) => T): Kind<readonly T[] | null> {
  return (parent, name) => {
    const objects = readObjects(parent, name);
    return objects && readEach(name, objects, read);
  };
}

/** An absent list is empty. */
export function orEmpty<T>(kind: Kind<readonly T[] | null>): Kind<readonly T[]> {
  return (parent, name) => kind(parent, name) ?? [];
}

/** One of these words, any other as `UNKNOWN`; null if it is absent or an empty text. */
export function wordOf<const Word extends string>(words: readonly Word[]): Kind<Word | 'UNKNOWN' | null> {
  return (parent, name) => {
    const text = readWord(parent, name);
    return text === null ? null : (words.find((word) => word === text) ?? 'UNKNOWN');
  };
}
