import type { ArmedFault } from './faults/armed-fault.ts';
import { html, type Html } from './html.ts';

const EXAMPLE =
  `curl localhost:3005/sandbox/faults -H 'content-type: application/json' \\\n` +
  `  -d '{"kind":"drop_reply","operation":"refunds.create"}'`;

/** The part of the page that says what is about to go wrong, and what has. */
export function faultsSection(faults: readonly ArmedFault[]): Html {
  return html`<section>
    <h2>Faults</h2>
    ${faults.length === 0 ? none() : table(faults.toReversed())}
  </section>`;
}

function none(): Html {
  return html`<div class="empty">
    <p>Nothing is armed: every call is answered, every webhook sent once.</p>
    <pre><code>${EXAMPLE}</code></pre>
  </div>`;
}

function table(faults: ArmedFault[]): Html {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>Fault</th>
          <th>Strikes</th>
          <th>With</th>
          <th class="number">Struck</th>
          <th class="number">Held up</th>
          <th>Id</th>
        </tr>
      </thead>
      <tbody>
        ${faults.map(row)}
      </tbody>
    </table>
  </div>`;
}

function row({ id, fault, struck, limit, waiting, isSpent }: ArmedFault): Html {
  const target =
    'event' in fault
      ? html`webhooks <code>${fault.event}</code>`
      : html`calls <code>${fault.operation}</code>`;
  const times = limit === Infinity ? ', until disarmed' : ` of ${limit}`;
  return html`<tr>
    <td><span class="status ${isSpent ? 'spent' : 'armed'}">${fault.kind.replaceAll('_', ' ')}</span></td>
    <td>${target}</td>
    <td><code class="wide">${detailsOf(fault)}</code></td>
    <td class="number">${struck}${times}</td>
    <td class="number">${waiting}</td>
    <td><code>${id}</code></td>
  </tr>`;
}

const SHOWN_ELSEWHERE = new Set(['kind', 'event', 'operation', 'times']);

/** What else was said of it: `ms 500, after_work true`. */
function detailsOf(fault: ArmedFault['fault']): string {
  const details = Object.entries(fault).filter(
    ([name, value]) => !SHOWN_ELSEWHERE.has(name) && value !== false && !isUsual(name, fault),
  );
  return details.map(([name, value]) => `${name} ${written(value)}`).join(', ');
}

/** A fault that strikes always throws no dice. */
const isUsual = (name: string, { probability }: ArmedFault['fault']): boolean =>
  (name === 'probability' || name === 'seed') && probability === 1;

function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([name, field]) => `${name} = ${JSON.stringify(field)}`);
  return fields.join(', ');
}
