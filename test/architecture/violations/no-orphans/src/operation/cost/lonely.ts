export const lonely = {};
