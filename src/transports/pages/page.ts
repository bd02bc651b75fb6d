/** A page of this gateway: its headers, its policy, and the data that its script finds in it. */
import type { FastifyReply } from 'fastify';

/**
 * A data block for the page's script, which finds it by its id. No text in it can end the block or start another one, even
 * if it is parsed as JavaScript.
 */
export function formatData(id: string, data: object): string {
  const json = JSON.stringify(data).replaceAll(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<script type="application/json" id="${id}">${json}</script>`;
}

type Directives = Readonly<Record<string, string>>;

/** Only the named sources are allowed, and no page can be framed. `further` follows what all pages have. */
export function formatPolicy(sources: Directives, further: Directives = {}): string {
  const directives: Directives = {
    'default-src': "'none'",
    ...sources,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    ...further,
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/** Sends a page, which no cache may keep, because its content may change. */
export function sendPage(reply: FastifyReply, contentSecurityPolicy: string, html: string): FastifyReply {
  return reply
    .headers({
      'content-security-policy': contentSecurityPolicy,
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .type('text/html; charset=utf-8')
    .send(html);
}
