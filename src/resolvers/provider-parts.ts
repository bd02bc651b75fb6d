/** Checks that the SDL defines what each provider's entry in the registry needs. */
import { isEnumType, isObjectType, type GraphQLSchema } from 'graphql';
import type { Provider } from '../provider/contract/provider.ts';

/** Throws `TypeError` that names every part that is missing, and the file where it belongs. */
export function checkProviderParts(schema: GraphQLSchema, providers: readonly Provider[]): void {
  const missing = providers.flatMap((provider) =>
    listMissing(schema, provider).map((part) => `schema/${provider.name}.graphql must define ${part}`),
  );
  if (missing.length > 0) throw new TypeError(missing.join('; '));
}

function listMissing(schema: GraphQLSchema, { enumValue, typeName, rootField }: Provider): readonly string[] {
  const words = schema.getType('JobProvider');
  const type = schema.getType(typeName);
  const field = schema.getQueryType()?.getFields()[rootField.name];
  const isJob = isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Job');
  const names = field?.args.map(({ name }) => name) ?? [];
  const wanted = ['source', ...rootField.keyArguments];
  return [
    ...(isEnumType(words) && words.getValue(enumValue) ? [] : [`the value ${enumValue} of the enum JobProvider`]),
    ...(isJob ? [] : [`the type ${typeName}, which implements Job`]),
    ...(wanted.every((name) => names.includes(name)) && field?.type === type
      ? []
      : [`the field Query.${rootField.name}(${wanted.join(', ')}): ${typeName}`]),
  ];
}
