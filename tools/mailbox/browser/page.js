// The page behind `tools/mailbox`: plain browser code, no build step. The address bar's #id is the only state.
const REFRESH_MS = 2000;
const $ = (id) => document.getElementById(id);
const dateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

let messages = [];
let shown = '';
let tab = 'html';

async function refresh() {
  try {
    const answer = await fetch('/api/messages');
    if (!answer.ok) throw new Error(`The mailbox answered ${answer.status}`);
    const latest = await answer.json();
    $('trouble').hidden = true;
    // The list is only drawn again when it differs, so that focus and scroll position survive.
    if (JSON.stringify(latest) !== JSON.stringify(messages)) {
      messages = latest;
      drawList();
    }
  } catch {
    $('trouble').hidden = false;
  }
}

function drawList() {
  const words = $('filter').value.trim().toLowerCase();
  const matching = messages.filter((message) =>
    `${message.to.join(' ')} ${message.from} ${message.subject}`.toLowerCase().includes(words),
  );
  const focused = document.activeElement?.getAttribute('href');
  $('list').replaceChildren(...matching.map(row));
  if (focused) document.querySelector(`#list a[href="${CSS.escape(focused)}"]`)?.focus();
  $('count').textContent = messages.length ? String(messages.length) : '';
  $('clear').disabled = messages.length === 0;
  $('empty').hidden = matching.length > 0;
  $('empty').textContent = messages.length
    ? 'No message matches.'
    : 'Nothing here yet. Every mail the shop sends appears by itself.';
}

function row(message) {
  const link = document.createElement('a');
  link.href = `#${message.id}`;
  if (message.id === shown) link.setAttribute('aria-current', 'true');
  link.append(
    element('strong', message.subject || '(no subject)'),
    element('span', ago(message.date), 'when'),
    element('span', `to ${message.to.join(', ')}`, 'whom'),
  );
  const item = document.createElement('li');
  item.append(link);
  return item;
}

async function open() {
  shown = location.hash.slice(1);
  document.body.classList.toggle('reading', shown !== '');
  drawList();
  const answer = shown ? await fetch(`/api/messages/${encodeURIComponent(shown)}`) : undefined;
  const message = answer?.ok ? await answer.json() : undefined;
  $('message').hidden = !message;
  $('nothing').hidden = Boolean(message);
  if (shown && !message) $('nothing').textContent = 'This message is gone.';
  if (message) drawMessage(message);
}

function drawMessage(message) {
  const { id, subject, from, to, date, html, text, headers, attachments } = message;
  $('subject').textContent = subject || '(no subject)';
  $('from').textContent = from;
  $('to').textContent = to.join(', ');
  $('date').textContent = dateFormat.format(asDate(date));
  // Replaced, not assigned: the frame must not put steps of its own into the back button's history.
  $('html').contentWindow.location.replace(`/api/messages/${id}/html?links=new-tab`);
  $('text').textContent = text || '(this mail has no text part)';
  $('headers').textContent = headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  $('attachments').hidden = attachments.length === 0;
  $('attachments').replaceChildren(
    ...attachments.map(({ filename, size }) =>
      element('li', `${filename || 'attachment'} · ${Math.ceil(size / 1024)} KiB`),
    ),
  );
  show(html ? tab : 'text');
}

function show(part) {
  for (const name of ['html', 'text', 'headers']) $(name).hidden = name !== part;
  for (const button of document.querySelectorAll('[data-show]')) {
    button.setAttribute('aria-pressed', String(button.dataset.show === part));
  }
}

function element(tag, text, className = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

// A sender may write any date it likes; a bad one must not stop the page.
function asDate(date) {
  const parsed = new Date(date);
  return Number.isNaN(parsed.getTime()) ? new Date() : parsed;
}

function ago(date) {
  const minutes = Math.floor((Date.now() - asDate(date).getTime()) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  return minutes < 1440 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

$('filter').addEventListener('input', drawList);
$('clear').addEventListener('click', async () => {
  await fetch('/api/messages', { method: 'DELETE' });
  location.hash = '';
  await refresh();
});
for (const button of document.querySelectorAll('[data-show]')) {
  button.addEventListener('click', () => show((tab = button.dataset.show)));
}
window.addEventListener('hashchange', () => void open());
setInterval(() => document.hidden || void refresh(), REFRESH_MS);
setInterval(drawList, 60_000);

await refresh();
await open();
