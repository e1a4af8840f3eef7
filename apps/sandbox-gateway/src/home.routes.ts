import type { FastifyInstance } from 'fastify';
import type { Books } from './books.ts';
import { TEST_CARDS, type TestCard } from './cards.ts';
import { faultsSection } from './home-faults.ts';
import { html, money, page, type Html } from './html.ts';
import type { Payment } from './records.ts';
import type { Sandbox } from './sandbox.ts';

const SHOWN = 20;

/** GET / says what this is; /health/* says that it runs. */
export function homeRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/', async (_request, reply) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      )
      .send(page('Payment sandbox', home(sandbox))),
  );
  for (const probe of ['live', 'ready']) app.get(`/health/${probe}`, async () => ({ status: 'ok' }));
}

function home({ books, webhooks, config, faults }: Sandbox): Html {
  const armed = faults.list().filter(({ isSpent }) => !isSpent);
  return html`<main class="home">
    <header>
      <h1>Payment sandbox</h1>
      <p>
        A payment provider to run a shop against. It speaks Stripe's HTTP API, draws the card form, asks for
        3-D Secure, sends signed webhooks, and goes wrong when it is told to. No money moves and nothing
        leaves this machine.
      </p>
    </header>
    <dl class="figures">
      ${figure('Payments', books.payments.size)} ${figure('Refunds', books.refunds.size)}
      ${figure('Webhooks waiting', webhooks.pending)} ${figure('Faults armed', armed.length)}
    </dl>
    <p class="note">
      ${config.webhookUrl === undefined ? 'Webhooks are off.' : html`Webhooks go to <code>${config.webhookUrl}</code>.`}
      As JSON: <a href="/sandbox/ledger">every amount</a>,
      <a href="/sandbox/events">every event and how the shop answered</a>,
      <a href="/sandbox/faults">every fault</a>.
    </p>
    <section>
      <h2>Recent payments</h2>
      ${recent(books.payments.latest(SHOWN), books)}
    </section>
    ${faultsSection(faults.list())}
    <section>
      <h2>Test cards</h2>
      <p class="note">Any date in the future, any three digits (four for American Express).</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>Number</th>
              <th>What happens</th>
              <th>For servers</th>
            </tr>
          </thead>
          <tbody>
            ${TEST_CARDS.map(cardRow)}
          </tbody>
        </table>
      </div>
    </section>
  </main>`;
}

const figure = (name: string, value: number): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

function recent(payments: Payment[], books: Books): Html {
  if (payments.length === 0)
    return html`<p class="empty">Nothing yet. Buy something in one of the shops.</p>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>When</th>
          <th class="number">Amount</th>
          <th class="number">Refunded</th>
          <th>Status</th>
          <th>Payment</th>
          <th>Account</th>
        </tr>
      </thead>
      <tbody>
        ${payments.map((payment) => paymentRow(payment, books))}
      </tbody>
    </table>
  </div>`;
}

function paymentRow(payment: Payment, books: Books): Html {
  const charge = payment.latestCharge === null ? undefined : books.charges.find(payment.latestCharge);
  const refunded = charge?.refunded ?? 0;
  const when = new Date(payment.created * 1000).toISOString();
  return html`<tr>
    <td><time datetime="${when}">${when.slice(0, 19).replace('T', ' ')}</time></td>
    <td class="number">${money(payment.amount, payment.currency)}</td>
    <td class="number">${refunded === 0 ? '' : money(refunded, payment.currency)}</td>
    <td><span class="status ${payment.status}">${payment.status.replaceAll('_', ' ')}</span></td>
    <td><code>${payment.id}</code></td>
    <td>${payment.account ?? 'platform'}</td>
  </tr>`;
}

function cardRow(card: TestCard): Html {
  return html`<tr>
    <td><code>${card.number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}</code></td>
    <td>${card.says}</td>
    <td><code>${card.method}</code></td>
  </tr>`;
}
