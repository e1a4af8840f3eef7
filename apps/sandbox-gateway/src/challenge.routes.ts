import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Form } from './form.ts';
import { html, money, page, type Html } from './html.ts';
import { checked } from './params.ts';
import type { Payment } from './records.ts';
import type { Sandbox } from './sandbox.ts';
import { NoSuch } from './stripe-error.ts';

type ChallengeRequest = FastifyRequest<{ Params: { id: string }; Querystring: Form; Body: Form | null }>;

const Secret = z.object({ client_secret: z.string().default('') });
const Decision = z.strictObject({ decision: z.enum(['approve', 'refuse']) });

/** The page where a bank would ask its customer to approve the payment. */
export function challengeRoutes(app: FastifyInstance, { books, payments }: Sandbox): void {
  function paymentOf(request: ChallengeRequest): Payment {
    const payment = books.payments.find(request.params.id);
    if (payment?.clientSecret === checked(Secret, request.query).client_secret) return payment;
    throw new NoSuch('payment_intent', request.params.id);
  }

  app.get('/3d_secure/:id', async (request: ChallengeRequest, reply) => {
    const payment = paymentOf(request);
    return payment.status === 'requires_action'
      ? show(reply, question(payment), payment)
      : goOn(reply, payment);
  });

  app.post('/3d_secure/:id', async (request: ChallengeRequest, reply) => {
    const payment = paymentOf(request);
    const { decision } = checked(Decision, request.body ?? {});
    const caller = {
      key: 'publishable',
      account: payment.account,
      requestId: request.id,
      idempotencyKey: null,
    } as const;
    payments.authenticate(payment, decision === 'approve', caller);
    await books.saved();
    return goOn(reply, payment);
  });
}

/** Back to the shop, if it has said where that is. */
function goOn(reply: FastifyReply, payment: Payment): FastifyReply {
  const returnUrl = payment.redirect?.returnUrl ?? null;
  return returnUrl === null
    ? show(reply, ended(payment), payment)
    : reply.redirect(back(returnUrl, payment), 303);
}

/** The shop's return page, told as Stripe tells it. What it says proves nothing; the webhook does. */
function back(returnUrl: string, payment: Payment): string {
  const url = new URL(returnUrl);
  url.searchParams.set('payment_intent', payment.id);
  url.searchParams.set('payment_intent_client_secret', payment.clientSecret);
  url.searchParams.set('redirect_status', payment.status === 'succeeded' ? 'succeeded' : 'failed');
  return url.href;
}

function show(reply: FastifyReply, body: Html, payment: Payment): FastifyReply {
  const target = payment.redirect?.returnUrl;
  // Browsers apply form-action to the redirect that follows as well, so the shop has to be named.
  const formAction = target ? `'self' ${new URL(target).origin}` : "'self'";
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; img-src data:; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
    )
    .send(page('Approve your payment', body));
}

function question(payment: Payment): Html {
  return html`<main class="challenge">
    <header>
      <span class="mark" aria-hidden="true"></span>
      <p><strong>Sandbox Bank</strong><span>3-D Secure</span></p>
    </header>
    <h1>Approve this payment?</h1>
    <p class="sum">${money(payment.amount, payment.currency)}</p>
    <dl>
      <dt>To</dt>
      <dd>${payment.description ?? 'A shop in the sandbox'}</dd>
      <dt>Reference</dt>
      <dd><code>${payment.id}</code></dd>
    </dl>
    <form method="post">
      <button class="primary" name="decision" value="approve">Approve</button>
      <button name="decision" value="refuse">Refuse</button>
    </form>
    <p class="note">This is the payment sandbox. No bank is asked and no money moves.</p>
  </main>`;
}

function ended(payment: Payment): Html {
  const succeeded = payment.status === 'succeeded';
  return html`<main class="challenge">
    <h1>${succeeded ? 'Payment approved' : 'Nothing was paid'}</h1>
    <p class="sum">${money(payment.amount, payment.currency)}</p>
    <p>You can close this page and go back to the shop.</p>
  </main>`;
}
