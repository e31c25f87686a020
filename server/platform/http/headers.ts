// What every answer carries so that a browser keeps it to itself: nothing from other hosts, nothing in frames,
// no referrer to give away where somebody was, no copy left behind on a shared machine.

const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer, whatever its kind. */
export const protective: Readonly<Record<string, string>> = {
  'content-security-policy': contentPolicy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'cache-control': 'no-store',
};

/** The policy of a page whose script makes styles: those with the nonce are taken too. */
export function policyWithStyles(nonce: string): string {
  return contentPolicy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`);
}
