export const xml = {};
