export { openCluster } from './cluster/cluster.ts';
