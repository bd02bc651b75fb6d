export type Panorama = 'panorama';
