/** A plugin of GraphQL Code Generator: every operation by its SHA-256, as `persistedOperations.file` takes them. */
import type { PluginFunction } from '@graphql-codegen/plugin-helpers';
import { toDigest } from '../src/config/persisted-operations.ts';
import { toTexts } from './typed-text.ts';

export const plugin: PluginFunction = (_schema, files) => {
  const byName = [...toTexts(files)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return formatOperations(byName.map(([, text]) => text));
};

export function formatOperations(texts: readonly string[]): string {
  return `${JSON.stringify(Object.fromEntries(texts.map((text) => [toDigest(text), text])), null, 2)}\n`;
}
