/** The schema that clients generate code of: complete without federation, and enough for what the package's own client asks. */
import { readFileSync } from 'node:fs';
import { buildSchema, isAbstractType, parse, validate, validateSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { possibleTypes } from '../../client/index.ts';
import operations from '../../client/operations.generated.json' with { type: 'json' };
import file from '../../schema/snapshot/possible-types.json' with { type: 'json' };

const text = readFileSync(new URL('../../schema/snapshot/api.graphql', import.meta.url), 'utf8');
const schema = buildSchema(text);

describe('the schema of the API', () => {
  it('is valid by itself, and says nothing of federation', () => {
    expect(validateSchema(schema)).toEqual([]);
    expect(text).not.toMatch(/federation__|link__|@(?!specifiedBy)|_entities|_service|_Any/);
  });

  it('answers every operation of jobgraph/client', () => {
    const texts = Object.values(operations);

    expect(texts.length).toBeGreaterThan(8);
    expect(texts.flatMap((operation) => validate(schema, parse(operation)))).toEqual([]);
  });

  it('has the possible types that the package exports, in both forms', () => {
    const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
    const expected = abstract.map((type) => [type.name, new Set(schema.getPossibleTypes(type).map(String))]);

    expect(Object.entries(possibleTypes).map(([name, types]) => [name, new Set(types)])).toEqual(expected);
    expect(file).toEqual(possibleTypes);
  });
});
