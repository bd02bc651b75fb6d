export const openCluster = {};
