/** Sent with every answer, including failures. A page that needs other values sets them itself. */
export const securityHeaders = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  // No Strict-Transport-Security: that is up to the proxy that terminates TLS, which knows the hosts.
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  // Switches off the filters of old browsers, which do more harm than good.
  'x-xss-protection': '0',
} as const;
