import { Redis } from 'ioredis';

export const read: unknown = Redis;
