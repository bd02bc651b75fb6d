/** Limits on clients' JSON in bodies and WebSocket messages, checked before it is parsed. */

/** More levels than variables may have, with the levels around them in a body. */
const maxDepth = 100;
/** A parsed value takes up to 60 bytes of the heap, even for two bytes of text: so a body of 1 MB takes at most some 6 MB. */
const maxValues = 100_000;

const [quote, backslash, comma] = ['"', '\\', ','].map((sign) => sign.charCodeAt(0));
const opening = new Set(['[', '{'].map((sign) => sign.charCodeAt(0)));
const closing = new Set([']', '}'].map((sign) => sign.charCodeAt(0)));

/** Looks only at brackets and commas outside of strings, and stops as soon as the result is known. */
export function isTooMuch(json: string, depthLimit = maxDepth, valueLimit = maxValues): boolean {
  let depth = 0;
  let values = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const sign = json.charCodeAt(index);
    if (isInString) {
      if (sign === backslash) index += 1;
      else if (sign === quote) isInString = false;
    } else if (sign === quote) isInString = true;
    else if (sign === comma) values += 1;
    else if (opening.has(sign)) {
      depth += 1;
      values += 1;
      if (depth > depthLimit) return true;
    } else if (closing.has(sign)) depth -= 1;
    if (values > valueLimit) return true;
  }
  return false;
}
