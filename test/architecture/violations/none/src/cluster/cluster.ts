import { Redis } from 'ioredis';

export const openCluster: unknown = Redis;
