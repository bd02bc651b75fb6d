/**
 * The mapping puts it, for every viewer, in place of a text of an open field that may repeat a secret. A protected field
 * holds the hidden text.
 */
export const hiddenText = '[hidden]';
