/** Of the table of jobs. */
export const columnCount = 7;
