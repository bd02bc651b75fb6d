/** How many times faster the page and its server live than the clock on the wall. */
export const factor = 60;
