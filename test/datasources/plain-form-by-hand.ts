/** The plain form of a text, character by character, as the contract has its steps. */

const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{Nd}]/u.test(character);
const isDigit = (character: string | undefined): boolean => character !== undefined && /\p{Nd}/u.test(character);
const isBlank = (character: string | undefined): boolean => character !== undefined && /\s/u.test(character);

export function formByHand(text: string | null): string {
  const lines = (text ?? '').split(/\r\n|\r|\n/).map((line) => line.replace(/\p{Cc}/gu, ' ').trim());
  const line = lines.find((one) => one !== '') ?? '';
  if (line === '[hidden]') return '';
  let characters = Array.from(line).slice(0, 500);
  characters = replaceEach(characters, findAddress, '<url>');
  characters = replaceEach(characters, findArn, '<arn>');
  characters = replaceEach(characters, findQuotation, '"…"');
  characters = joinNumbers(replaceTokens(characters));
  const result: string[] = [];
  for (const one of characters) if (!isBlank(one) || !isBlank(result.at(-1))) result.push(isBlank(one) ? ' ' : one);
  while (result.length > 0 && ' .,:;'.includes(result.at(-1) ?? '')) result.pop();
  return result.join('');
}

/** How many characters from here on are one; 0: none are. */
type Find = (characters: readonly string[], at: number) => number;

function replaceEach(characters: readonly string[], find: Find, by: string): string[] {
  const result: string[] = [];
  for (let at = 0; at < characters.length;) {
    const length = find(characters, at);
    result.push(...(length === 0 ? [characters[at] ?? ''] : Array.from(by)));
    at += Math.max(1, length);
  }
  return result;
}

const quotes = ['"', "'", '`', '“', '”', '‘', '’'];

function reach(characters: readonly string[], from: number, ends: readonly string[]): number {
  let at = from;
  while (at < characters.length && !isBlank(characters[at]) && !ends.includes(characters[at] ?? '')) at += 1;
  return at;
}

const findAddress: Find = (characters, at) => {
  let end = at;
  while (/^[A-Za-z0-9+.-]$/.test(characters[end] ?? '')) end += 1;
  const isOne = /^[A-Za-z]$/.test(characters[at] ?? '') && characters.slice(end, end + 3).join('') === '://';
  return isOne ? reach(characters, end + 3, [...quotes, '<', '>']) - at : 0;
};

const findArn: Find = (characters, at) => {
  if (isWord(characters[at - 1]) || characters.slice(at, at + 4).join('') !== 'arn:') return 0;
  return reach(characters, at, [...quotes, ...Array.from(',;()[]{}<>')]) - at;
};

const closings: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '“': '”', '‘': '’' };

const findQuotation: Find = (characters, at) => {
  const closing = closings[characters[at] ?? ''];
  if (closing === undefined || isWord(characters[at - 1])) return 0;
  const end = characters.indexOf(closing, at + 1);
  const inside = end - at - 1;
  return end === -1 || inside < 1 || inside > 200 || isWord(characters[end + 1]) ? 0 : inside + 2;
};

const names = ['EC2', 'S3', 'MD5', 'SHA1', 'SHA256', 'IPV4', 'IPV6'];

function replaceTokens(characters: readonly string[]): string {
  let result = '';
  for (let at = 0; at < characters.length;) {
    let end = at;
    while (isWord(characters[end])) end += 1;
    const word = characters.slice(at, end).join('');
    const [uuid] =
      /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/.exec(characters.slice(at, at + 36).join('')) ?? [];
    const kept = ['code', 'status', 'signal', 'errno', 'HTTP'].includes(word) ? keep(characters, end) : 0;
    if (end === at) {
      result += characters[at] ?? '';
      end += 1;
    } else if (kept > 0) {
      result += characters.slice(at, kept).join('');
      end = kept;
    } else if (uuid !== undefined && !isWord(characters[at + 36])) {
      result += '#';
      end = at + 36;
    } else result += !names.includes(word.toUpperCase()) && Array.from(word).some(isDigit) ? '#' : word;
    at = end;
  }
  return result;
}

/** Where the number ends that stands behind the word; 0: there is none to keep. */
function keep(characters: readonly string[], from: number): number {
  let at = from;
  while (isBlank(characters[at]) || characters[at] === ':' || characters[at] === '=') at += 1;
  const gap = at - from;
  const begin = at;
  while (isDigit(characters[at])) at += 1;
  const isNumber = gap >= 1 && gap <= 3 && at - begin >= 1 && at - begin <= 3;
  const goesOn = isWord(characters[at]) || ('.,:-'.includes(characters[at] ?? ' ') && isDigit(characters[at + 1]));
  return isNumber && !goesOn ? at : 0;
}

function joinNumbers(text: string): string[] {
  const result: string[] = [];
  for (const one of text) {
    result.push(one);
    if (one !== '#') continue;
    let at = result.length - 2;
    while ('-.,:/_+'.includes(result[at] ?? ' ')) at -= 1;
    if (at < result.length - 2 && result[at] === '#') result.length = at + 1;
  }
  return result;
}
