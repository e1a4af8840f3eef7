/*
 * A script of Stripe.js' shape for the payment sandbox: what a shop writes against it also runs against
 * https://js.stripe.com/v3/. The card form lives in a frame of the sandbox's own origin, so card numbers never
 * touch the shop's page; the two talk by postMessage and each checks whom it hears.
 */
(() => {
  'use strict';

  const origin = new URL(document.currentScript.src).origin;
  const darkScheme = matchMedia('(prefers-color-scheme: dark)');

  /** How the shop used the script wrongly, as opposed to what a customer typed. */
  class IntegrationError extends Error {
    name = 'IntegrationError';
  }

  /** The card form: a frame and what is said to it. */
  class PaymentElement {
    #options;
    #session;
    #frame = null;
    #loaded = Promise.withResolvers();
    #listeners = new Map();
    #answers = new Map();
    #calls = 0;

    constructor(session, options) {
      this.#session = session;
      this.#options = options;
    }

    mount(target) {
      const place = typeof target === 'string' ? document.querySelector(target) : target;
      if (!(place instanceof Element))
        throw new IntegrationError(`Nothing to mount the element in: ${target}`);
      if (this.#frame) this.unmount();
      this.#frame = frameOf();
      window.addEventListener('message', this.#hear);
      darkScheme.addEventListener('change', this.#setUp);
      place.replaceChildren(this.#frame);
    }

    unmount() {
      window.removeEventListener('message', this.#hear);
      darkScheme.removeEventListener('change', this.#setUp);
      this.#frame?.remove();
      this.#frame = null;
      this.#loaded = Promise.withResolvers();
      for (const answer of this.#answers.values()) answer({ error: gone() });
      this.#answers.clear();
    }

    destroy() {
      this.unmount();
      this.#listeners.clear();
      this.#session.forget();
    }

    on(event, listener) {
      this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
      return this;
    }

    once(event, listener) {
      const first = (details) => {
        this.off(event, first);
        listener(details);
      };
      return this.on(event, first);
    }

    off(event, listener) {
      const left = (this.#listeners.get(event) ?? []).filter((other) => listener && other !== listener);
      this.#listeners.set(event, left);
      return this;
    }

    update(options) {
      this.#options = { ...this.#options, ...options };
      this.#setUp();
    }

    focus() {
      this.#say({ type: 'focus' });
    }

    blur() {
      this.#say({ type: 'blur' });
    }

    clear() {
      this.#say({ type: 'clear' });
    }

    collapse() {}

    /** Tells the frame how to look after the shop has changed its appearance or language. */
    refresh() {
      this.#setUp();
    }

    /** Asks the frame something and waits for its answer. */
    async ask(question) {
      if (!this.#frame) throw new IntegrationError('The Payment Element is not mounted.');
      await this.#loaded.promise;
      const call = ++this.#calls;
      return new Promise((resolve) => {
        this.#answers.set(call, resolve);
        this.#say({ ...question, call });
      });
    }

    #say(message) {
      this.#frame?.contentWindow?.postMessage(message, origin);
    }

    #setUp = () => {
      const { publishableKey, account, appearance, locale } = this.#session.settings();
      this.#say({ type: 'setup', publishableKey, account, locale, appearance: this.#look(appearance) });
    };

    /** Without a theme of the shop's choice, the one the customer's system asks for. */
    #look({ theme = darkScheme.matches ? 'night' : 'stripe', variables = {} }) {
      return { theme, variables: { ...variables } };
    }

    #hear = ({ source, origin: from, data }) => {
      if (!this.#frame || source !== this.#frame.contentWindow || from !== origin) return;
      if (data.type === 'loaded') {
        this.#setUp();
        this.#loaded.resolve();
      } else if (data.type === 'resize') {
        this.#frame.style.height = `${Math.ceil(data.height)}px`;
      } else if (data.type === 'answer') {
        this.#answers.get(data.call)?.(data.result);
        this.#answers.delete(data.call);
      } else {
        this.#tell(data.type, { elementType: 'payment', ...data.details });
      }
    };

    #tell(event, details) {
      for (const listener of this.#listeners.get(event) ?? []) listener(details);
    }
  }

  function frameOf() {
    const frame = document.createElement('iframe');
    frame.src = `${origin}/v3/element#${encodeURIComponent(location.origin)}`;
    frame.title = 'Secure payment input frame';
    frame.allow = `payment ${origin}`;
    // Four pixels on each side are the frame's room for focus rings. It is see-through only while it and its
    // document agree on the color scheme; the document names none, which is light.
    frame.style.cssText =
      'border:0;display:block;width:calc(100% + 8px);margin:-4px;height:230px;color-scheme:light;background:transparent';
    return frame;
  }

  /** What `stripe.elements()` answers: the settings that its one Payment Element shows. */
  class Elements {
    #stripe;
    #options;
    #element = null;

    constructor(stripe, options) {
      this.#stripe = stripe;
      this.#options = options;
    }

    create(type, options = {}) {
      if (type !== 'payment') throw new IntegrationError(`The sandbox has no element of type "${type}".`);
      if (this.#element) throw new IntegrationError('There is a Payment Element already.');
      const session = { settings: () => this.#settings(), forget: () => (this.#element = null) };
      this.#element = new PaymentElement(session, options);
      return this.#element;
    }

    getElement(type) {
      return type === 'payment' ? this.#element : null;
    }

    update(options) {
      this.#options = { ...this.#options, ...options };
      this.#element?.refresh();
    }

    async fetchUpdates() {
      return {};
    }

    /** Checks what the customer has typed, and shows what is missing. */
    async submit() {
      return this.mounted().ask({ type: 'validate' });
    }

    get clientSecret() {
      return this.#options.clientSecret;
    }

    mounted() {
      if (!this.#element) throw new IntegrationError('There is no Payment Element to confirm with.');
      return this.#element;
    }

    #settings() {
      const { appearance = {}, locale = 'auto' } = this.#options;
      const { publishableKey, account } = this.#stripe;
      return { publishableKey, account, appearance, locale: locale === 'auto' ? navigator.language : locale };
    }
  }

  class SandboxStripe {
    #key;
    #account;

    constructor(publishableKey, { stripeAccount = null } = {}) {
      if (!/^pk_/.test(publishableKey ?? '')) {
        throw new IntegrationError('Stripe() wants a publishable key, which begins with "pk_".');
      }
      this.#key = publishableKey;
      this.#account = stripeAccount;
    }

    elements(options = {}) {
      return new Elements({ publishableKey: this.#key, account: this.#account }, options);
    }

    /** Pays. Resolves to `{ paymentIntent }` or `{ error }`, unless the customer is sent to another page. */
    async confirmPayment({
      elements,
      clientSecret = elements?.clientSecret,
      confirmParams = {},
      redirect = 'always',
    }) {
      if (!elements) throw new IntegrationError('confirmPayment() wants the elements to confirm with.');
      if (!clientSecret)
        throw new IntegrationError('confirmPayment() wants the clientSecret of a PaymentIntent.');
      if (redirect === 'always' && !confirmParams.return_url) {
        throw new IntegrationError('confirmPayment() wants confirmParams.return_url.');
      }
      const result = await elements.mounted().ask({ type: 'confirm', clientSecret, confirmParams });
      if (result.error) return result;
      return followUp(result, confirmParams.return_url, redirect);
    }

    /** The state of a payment, as its client secret may know it. */
    async retrievePaymentIntent(clientSecret) {
      const id = clientSecret.split('_secret_')[0];
      const query = new URLSearchParams({ client_secret: clientSecret });
      const headers = { authorization: `Bearer ${this.#key}` };
      if (this.#account) headers['stripe-account'] = this.#account;
      try {
        const answer = await fetch(`${origin}/v1/payment_intents/${encodeURIComponent(id)}?${query}`, {
          headers,
        });
        const body = await answer.json();
        return answer.ok ? { paymentIntent: body } : { error: body.error };
      } catch {
        return { error: { type: 'api_connection_error', message: 'The payment service did not answer.' } };
      }
    }

    /** Sends the customer to whatever the payment waits for. */
    async handleNextAction({ clientSecret }) {
      const result = await this.retrievePaymentIntent(clientSecret);
      return result.error ? result : followUp(result, undefined, 'if_required');
    }
  }

  function followUp(result, returnUrl, redirect) {
    const { next_action: next, id, client_secret: secret, status } = result.paymentIntent;
    if (next?.type === 'redirect_to_url') return leaveFor(next.redirect_to_url.url);
    if (redirect === 'if_required') return result;
    const url = new URL(returnUrl);
    url.searchParams.set('payment_intent', id);
    url.searchParams.set('payment_intent_client_secret', secret);
    url.searchParams.set('redirect_status', status);
    return leaveFor(url.href);
  }

  /** Never resolves: the page is going away, and what comes after must not run on it. */
  function leaveFor(url) {
    location.assign(url);
    return new Promise(() => {});
  }

  const gone = () => ({
    type: 'api_error',
    message: 'The Payment Element was removed before it could answer.',
  });

  window.Stripe = Object.assign((key, options) => new SandboxStripe(key, options), { version: 'sandbox' });
})();
