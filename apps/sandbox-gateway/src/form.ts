import { InvalidRequest } from './stripe-error.ts';

/** What a form-encoded body becomes: `a[b][0]=c` is `{ a: { b: { 0: 'c' } } }`. */
export type FormValue = string | Form;
export interface Form {
  [name: string]: FormValue;
}

const DEEPEST = 6;
const MOST_FIELDS = 500;

/**
 * Reads a form-encoded body or query string with Stripe's square brackets. Objects have no prototype, so a
 * field called `__proto__` is only a field.
 */
export function parseForm(encoded: string): Form {
  const form = emptyForm();
  let fields = 0;
  for (const [name, value] of new URLSearchParams(encoded)) {
    if (++fields > MOST_FIELDS)
      throw new InvalidRequest(`A request may carry at most ${MOST_FIELDS} fields.`);
    setPath(form, pathOf(name), value);
  }
  return form;
}

function emptyForm(): Form {
  const form: Form = {};
  Object.setPrototypeOf(form, null);
  return form;
}

function pathOf(name: string): string[] {
  const path = name
    .split('[')
    .map((part, depth) => (depth > 0 && part.endsWith(']') ? part.slice(0, -1) : part));
  if (path[0] === '' || path.length > DEEPEST)
    throw new InvalidRequest(`Invalid parameter name: ${name.slice(0, 100)}`);
  return path;
}

function setPath(form: Form, path: string[], value: string): void {
  const last = path.pop() ?? '';
  let level = form;
  for (const name of path) {
    const next = (level[name] ??= emptyForm());
    if (typeof next === 'string') throw new InvalidRequest(`Invalid object: ${name}`, { param: name });
    level = next;
  }
  // `list[]=a&list[]=b`: an empty name takes the next free index.
  level[last === '' ? String(Object.keys(level).length) : last] = value;
}
