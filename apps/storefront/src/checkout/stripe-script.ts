/** The part of Stripe.js we use. The sandbox's script has the same shape. */
export interface PaymentElement {
  mount(place: HTMLElement): void;
  destroy(): void;
  on(event: 'ready' | 'loaderror', listener: () => void): void;
}

export interface Elements {
  create(type: 'payment'): PaymentElement;
}

export interface PaymentRefusal {
  type?: string;
  code?: string;
  decline_code?: string;
  message?: string;
  payment_intent?: { status: string };
}

export interface Confirmation {
  error?: PaymentRefusal;
  paymentIntent?: { status: string };
}

export interface Stripe {
  elements(options: { clientSecret: string; appearance?: object }): Elements;
  confirmPayment(options: {
    elements: Elements;
    confirmParams: { return_url: string };
    redirect: 'if_required';
  }): Promise<Confirmation>;
}

declare global {
  interface Window {
    Stripe?: (publishableKey: string, options?: { stripeAccount: string }) => Stripe;
  }
}

/** Loads the payment provider's script once. It comes from them, so that no card number passes through us. */
export async function loadStripe({ scriptUrl, publishableKey, account }: StripeOptions): Promise<Stripe> {
  if (!window.Stripe) await loadScript(scriptUrl);
  if (!window.Stripe) throw new Error(`${scriptUrl} did not define Stripe`);
  return window.Stripe(publishableKey, account === null ? undefined : { stripeAccount: account });
}

interface StripeOptions {
  scriptUrl: string;
  publishableKey: string;
  account: string | null;
}

function loadScript(url: string): Promise<void> {
  return new Promise((loaded, failed) => {
    const script = document.createElement('script');
    script.src = url;
    script.async = true;
    script.onload = () => loaded();
    script.onerror = () => {
      // A script that failed stays failed: the next try needs a new element.
      script.remove();
      failed(new Error(`${url} could not be loaded`));
    };
    document.head.append(script);
  });
}
