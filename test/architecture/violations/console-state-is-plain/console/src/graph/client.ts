export const client = 'a client';
