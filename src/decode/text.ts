import { BadAnswer } from '../provider/adapter.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The body as text: UTF-8, a byte order mark dropped. Throws `BadAnswer` for any other encoding. */
export function toText(body: Uint8Array): string {
  try {
    return decoder.decode(body);
  } catch (cause) {
    throw new BadAnswer('the body is not UTF-8', { cause });
  }
}
