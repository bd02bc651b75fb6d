import type { CosBatchOperationResolvers } from '../types.generated.ts';

const typeNames = {
  copy: 'CosPutObjectCopyOperation',
  restore: 'CosInitiateRestoreObjectOperation',
  other: 'CosOtherOperation',
} as const;

/** The concrete type of an operation follows from its kind. */
export const CosBatchOperation: CosBatchOperationResolvers = {
  __resolveType: ({ kind }) => typeNames[kind],
};
