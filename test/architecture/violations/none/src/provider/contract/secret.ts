export type Secret = string;
export const openSecret = 'open';
