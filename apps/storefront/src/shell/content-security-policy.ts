const stripe = {
  scripts: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frames: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connections: ['https://api.stripe.com'],
  images: ['https://*.stripe.com'],
};

/**
 * What a page may load. Scripts run by nonce, and what they load runs too ('strict-dynamic'); the hosts
 * are for browsers that do not know it. Styles may be inline: blurred previews and the payment
 * provider's script set them as attributes.
 */
export function contentSecurityPolicy(nonce: string): string {
  const pay = paymentOrigins();
  const evalInDevelopment = process.env.NODE_ENV === 'development' ? ["'unsafe-eval'"] : [];
  const policy: Record<string, string[]> = {
    'default-src': ["'self'"],
    'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...evalInDevelopment, ...pay.scripts],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:', ...pay.images],
    'connect-src': ["'self'", ...pay.connections],
    'frame-src': pay.frames,
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}

/** Stripe's own hosts, or the one host of a script that stands in for Stripe's (STRIPE_SCRIPT_URL). */
function paymentOrigins(): typeof stripe {
  const { origin } = new URL(process.env.STRIPE_SCRIPT_URL ?? 'https://js.stripe.com/v3/');
  if (origin === 'https://js.stripe.com') return stripe;
  return { scripts: [origin], frames: [origin], connections: [origin], images: [origin] };
}
