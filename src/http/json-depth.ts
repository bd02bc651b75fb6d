/** How deep JSON of clients may nest, in bodies and in messages of WebSockets. */

/** What a body needs around the variables, and more than these may nest. */
export const maxJsonDepth = 100;

const [quote, backslash] = ['"', '\\'].map((sign) => sign.charCodeAt(0));
const opening = new Set(['[', '{'].map((sign) => sign.charCodeAt(0)));
const closing = new Set([']', '}'].map((sign) => sign.charCodeAt(0)));

/** Looks at brackets outside of strings alone; ends as soon as it knows. */
export function isDeeper(json: string, maximum: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const sign = json.charCodeAt(index);
    if (isInString) {
      if (sign === backslash) index += 1;
      else if (sign === quote) isInString = false;
    } else if (sign === quote) isInString = true;
    else if (opening.has(sign)) {
      depth += 1;
      if (depth > maximum) return true;
    } else if (closing.has(sign)) depth -= 1;
  }
  return false;
}
