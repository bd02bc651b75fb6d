/** Where everything is unless any free ports are asked for; the configuration files beside this one say the same. */
export const ports = { router: 4000, jobgraph: 4001, annotations: 4002 };
