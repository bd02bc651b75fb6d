export const readToken = {};
