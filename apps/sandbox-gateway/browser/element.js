import { brandOf, faultsOf, writtenCvc, writtenExpiry, writtenNumber } from './card-fields.js';
import { textsFor } from './texts.js';

/** The page that holds this frame. Messages of anybody else are not heard, and ours reach nobody else. */
const shop = decodeURIComponent(location.hash.slice(1));
const form = document.querySelector('#card');
const fields = { number: form.number, expiry: form.expiry, cvc: form.cvc };
const writers = {
  number: writtenNumber,
  expiry: writtenExpiry,
  cvc: (text) => writtenCvc(text, fields.number.value),
};

let settings = { publishableKey: '', account: null };
let texts = textsFor('en');
let confirming = null;

const tell = (message) => parent.postMessage(message, shop);
const card = () => ({ number: fields.number.value, expiry: fields.expiry.value, cvc: fields.cvc.value });

// ---- what the shop's page asks -------------------------------------------------------------------------

const requests = {
  setup(message) {
    settings = message;
    dress(message.appearance);
    speak(message.locale);
    if (form.hidden) {
      form.hidden = false;
      tell({ type: 'ready' });
    }
  },
  validate: ({ call }) => answer(call, validate()),
  async confirm({ call, clientSecret, confirmParams }) {
    const invalid = validate();
    if (invalid.error) return answer(call, invalid);
    // Two clicks are one payment: the second waits for the first one's answer.
    confirming ??= confirm(clientSecret, confirmParams).finally(() => (confirming = null));
    answer(call, await confirming);
  },
  focus: () => fields.number.focus(),
  blur: () => document.activeElement?.blur(),
  clear() {
    for (const field of Object.values(fields)) field.value = '';
    typed();
  },
};

addEventListener('message', ({ source, origin, data }) => {
  if (source !== parent || origin !== shop || !Object.hasOwn(requests, data?.type)) return;
  requests[data.type](data);
});

const answer = (call, result) => tell({ type: 'answer', call, result });

// ---- confirming ----------------------------------------------------------------------------------------

async function confirm(clientSecret, { return_url, receipt_email, shipping, payment_method_data = {} }) {
  const [month, year] = fields.expiry.value.split(' / ');
  const body = formOf({
    client_secret: clientSecret,
    return_url,
    receipt_email,
    shipping,
    payment_method_data: {
      type: 'card',
      billing_details: payment_method_data.billing_details,
      card: { number: fields.number.value, exp_month: month, exp_year: year, cvc: fields.cvc.value },
    },
  });
  const id = encodeURIComponent(clientSecret.split('_secret_')[0]);
  return shown(await post(`/v1/payment_intents/${id}/confirm`, body));
}

/** An answer that got lost is asked for again under the same key, so that the card is charged once. */
async function post(path, body) {
  const headers = {
    authorization: `Bearer ${settings.publishableKey}`,
    'idempotency-key': crypto.randomUUID(),
  };
  if (settings.account) headers['stripe-account'] = settings.account;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(path, { method: 'POST', headers, body });
      const result = await response.json();
      return response.ok ? { paymentIntent: result } : { error: result.error };
    } catch {
      if (attempt === 3)
        return { error: { type: 'api_connection_error', message: 'The payment service did not answer.' } };
      await new Promise((resume) => setTimeout(resume, attempt * 500));
    }
  }
}

/** `{ a: { b: 1 } }` as `a[b]=1`. */
function formOf(value, name = '', target = new URLSearchParams()) {
  for (const [key, item] of Object.entries(value)) {
    const path = name ? `${name}[${key}]` : key;
    if (item === null || item === undefined) continue;
    if (typeof item === 'object') formOf(item, path, target);
    else target.append(path, String(item));
  }
  return target;
}

const fieldOf = { number: 'number', exp_month: 'expiry', exp_year: 'expiry', cvc: 'cvc' };

/** A refusal that is about one field is shown there as well. */
function shown(result) {
  const field = fieldOf[result.error?.param];
  if (field) mark(field, result.error.message);
  return result;
}

// ---- the fields ----------------------------------------------------------------------------------------

function validate() {
  const faults = faultsOf(card());
  for (const name of Object.keys(fields)) mark(name, faults[name] && texts[faults[name]]);
  const first = Object.keys(fields).find((name) => faults[name]);
  if (!first) return { selectedPaymentMethod: 'card' };
  fields[first].focus();
  return { error: { type: 'validation_error', code: faults[first], message: texts[faults[first]] } };
}

function mark(name, message) {
  fields[name].setAttribute('aria-invalid', String(Boolean(message)));
  document.getElementById(`${name}-error`).textContent = message || '';
}

function typed() {
  const faults = faultsOf(card());
  document.getElementById('brand').dataset.brand = brandOf(fields.number.value);
  // The number decides how long a security code is, so one field can mend another.
  for (const name of Object.keys(fields)) if (faults[name] === null) mark(name, '');
  const complete = Object.values(faults).every((fault) => fault === null);
  const empty = Object.values(card()).every((text) => text === '');
  tell({ type: 'change', details: { complete, empty, collapsed: false, value: { type: 'card' } } });
}

/** Rewrites a field as it is typed and leaves the caret behind the same digit. */
function rewrite(name, field) {
  const digitsBefore = field.value.slice(0, field.selectionStart ?? 0).replaceAll(/\D/g, '').length;
  const wasAtEnd = field.selectionStart === field.value.length;
  const text = writers[name](field.value);
  if (text === field.value) return;
  field.value = text;
  if (document.activeElement !== field) return;
  let caret = 0;
  for (let digits = 0; digits < digitsBefore && caret < text.length; caret += 1) {
    if (/\d/.test(text[caret])) digits += 1;
  }
  field.setSelectionRange(wasAtEnd ? text.length : caret, wasAtEnd ? text.length : caret);
}

const following = { number: fields.expiry, expiry: fields.cvc };

for (const [name, field] of Object.entries(fields)) {
  field.addEventListener('input', ({ inputType }) => {
    rewrite(name, field);
    mark(name, '');
    typed();
    const done = faultsOf(card())[name] === null && field.selectionStart === field.value.length;
    if (done && inputType === 'insertText') following[name]?.focus();
  });
  field.addEventListener('focus', () => tell({ type: 'focus' }));
  field.addEventListener('blur', () => {
    const fault = faultsOf(card())[name];
    mark(name, field.value !== '' && fault ? texts[fault] : '');
    tell({ type: 'blur' });
  });
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  validate();
});

document.getElementById('fill').addEventListener('click', () => {
  const year = (new Date().getFullYear() + 3) % 100;
  Object.assign(fields.number, { value: '4242 4242 4242 4242' });
  Object.assign(fields.expiry, { value: `12 / ${year}` });
  Object.assign(fields.cvc, { value: '123' });
  typed();
});

// ---- looks and words -----------------------------------------------------------------------------------

/** Stripe's appearance variables, and what they are called in element.css. */
const variables = {
  colorPrimary: '--primary',
  colorBackground: '--background',
  colorText: '--text',
  colorTextSecondary: '--text-secondary',
  colorTextPlaceholder: '--text-placeholder',
  colorDanger: '--danger',
  fontFamily: '--font',
  fontSizeBase: '--font-size',
  spacingUnit: '--unit',
  borderRadius: '--radius',
};

function dress({ theme, variables: chosen }) {
  const root = document.documentElement;
  root.dataset.theme = theme === 'night' ? 'night' : 'stripe';
  for (const [name, property] of Object.entries(variables)) {
    if (typeof chosen[name] === 'string') root.style.setProperty(property, chosen[name]);
    else root.style.removeProperty(property);
  }
}

function speak(locale) {
  texts = textsFor(locale);
  document.documentElement.lang = texts.language;
  for (const place of document.querySelectorAll('[data-text]')) place.textContent = texts[place.dataset.text];
  for (const field of document.querySelectorAll('[data-placeholder]')) {
    field.placeholder = texts[field.dataset.placeholder];
  }
}

new ResizeObserver(() => tell({ type: 'resize', height: document.body.scrollHeight })).observe(document.body);
tell({ type: 'loaded' });
