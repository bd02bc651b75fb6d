import type { CosBatchOperationResolvers } from '../types.generated.ts';

const typeNames = {
  copy: 'CosPutObjectCopyOperation',
  restore: 'CosInitiateRestoreObjectOperation',
  other: 'CosOtherOperation',
} as const;

export const CosBatchOperation: CosBatchOperationResolvers = {
  __resolveType: ({ kind }) => typeNames[kind],
};
