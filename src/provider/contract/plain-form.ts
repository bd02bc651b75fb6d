/** The plain form of a text: what texts about different jobs have in common. Steps as docs/clients.md, "Reasons", has them. */
import { hiddenText } from './hidden-text.ts';

const maxLength = 500;

const lineBreak = /\r\n?|\n/;
const control = /\p{Cc}/gu;
const address = /[A-Za-z][A-Za-z0-9+.-]*:\/\/[^\s"'`“”‘’<>]*/gu;
const arn = /(?<![\p{L}\p{Nd}])arn:[^\s"'`“”‘’,;()[\]{}<>]*/gu;
const quotation =
  /(?<![\p{L}\p{Nd}])(?:"[^"]{1,200}"|'[^']{1,200}'|`[^`]{1,200}`|“[^”]{1,200}”|‘[^’]{1,200}’)(?![\p{L}\p{Nd}])/gu;
/** Numbers by which failures are told apart, names with digits in them, UUIDs, and runs of letters and digits. */
const token =
  /(?<![\p{L}\p{Nd}])(?<kept>(?:code|status|signal|errno|HTTP)[\s:=]{1,3}\p{Nd}{1,3}(?![\p{L}\p{Nd}]|[.,:-]\p{Nd})|(?:[Ee][Cc]2|[Ss]3|[Mm][Dd]5|[Ss][Hh][Aa](?:1|256)|[Ii][Pp][Vv][46])(?![\p{L}\p{Nd}]))|(?<uuid>[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![\p{L}\p{Nd}]))|[\p{L}\p{Nd}]+/gu;
const digit = /\p{Nd}/u;
const joined = /#(?:[-.,:/_+]+#)+/g;
const end = /[\s.,:;]+$/;

/** Empty for a text that is blank or hidden. */
export function toPlainForm(text: string | null): string {
  const line = findLine(text ?? '');
  if (line === '' || line === hiddenText) return '';
  return Array.from(line)
    .slice(0, maxLength)
    .join('')
    .replace(address, '<url>')
    .replace(arn, '<arn>')
    .replace(quotation, '"…"')
    .replace(token, (found, kept?: string, uuid?: string) =>
      uuid !== undefined || (kept === undefined && digit.test(found)) ? '#' : found,
    )
    .replace(joined, '#')
    .replace(/\s+/g, ' ')
    .replace(end, '');
}

/** The first line that is not blank. */
function findLine(text: string): string {
  for (const line of text.split(lineBreak)) {
    const plain = line.replace(control, ' ').trim();
    if (plain !== '') return plain;
  }
  return '';
}
