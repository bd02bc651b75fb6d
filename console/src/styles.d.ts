/** A style sheet that a component imports comes with the component's part of the page: see bin/build-console.ts. */
declare module '*.css';
