export type Viewer = string;
