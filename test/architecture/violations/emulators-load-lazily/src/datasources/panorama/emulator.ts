export const emulate = {};
