export const toStatus = {};
