// Reads what tests ask of a page: its title, heading, links and forms. Enough for our own templates, which quote every
// attribute and close every element; tests/fixtures-check/dom.mjs says so for each component.
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

export const decode = (text) => text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name) => {
  if (name[0] !== '#') return NAMED[name] ?? whole;
  return String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
});
export const textOf = (html) => decode(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();

function attributes(text) {
  const found = {};
  for (const [, name, value] of text.matchAll(/([^\s="'<>/]+)(?:\s*=\s*"([^"]*)")?/g)) found[name.toLowerCase()] = decode(value ?? '');
  return found;
}

// Every element of one name: its attributes and what is inside (elements of the same name do not nest here).
export function elements(html, name) {
  const found = [];
  for (const m of html.matchAll(new RegExp(`<${name}\\b((?:"[^"]*"|[^>"])*)>`, 'g'))) {
    const from = m.index + m[0].length, to = html.indexOf(`</${name}>`, from);
    found.push({ ...attributes(m[1]), inside: to < 0 ? '' : html.slice(from, to) });
  }
  return found;
}

export const titleOf = (html) => decode(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '');
export const headingOf = (html) => textOf(/<h1\b[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '');
export const linksOf = (html) => elements(html, 'a').map((a) => ({ href: a.href, text: textOf(a.inside) }));
export const problemsOf = (html) => {
  const start = html.indexOf('nhsuk-error-summary');
  if (start < 0) return [];
  const list = html.slice(start, html.indexOf('</ul>', start));
  return elements(list, 'li').map((item) => textOf(item.inside));
};

function inputField(input) {
  const kind = input.type ?? 'text';
  const on = kind === 'checkbox' || kind === 'radio' ? 'checked' in input : kind !== 'submit' && kind !== 'button';
  return { name: input.name, kind, value: input.value ?? '', on };
}

function selectField(select) {
  const options = elements(select.inside, 'option').map((o) => ({ value: o.value ?? textOf(o.inside), text: textOf(o.inside), chosen: 'selected' in o }));
  return { name: select.name, kind: 'select', value: (options.find((o) => o.chosen) ?? options[0])?.value ?? '', on: true, options };
}

// One form: where it goes, its controls, and the fields a browser would send if nothing were changed.
function readForm(form) {
  const controls = [
    ...elements(form.inside, 'input').map(inputField),
    ...elements(form.inside, 'textarea').map((t) => ({ name: t.name, kind: 'textarea', value: decode(t.inside).replace(/^\n/, ''), on: true })),
    ...elements(form.inside, 'select').map(selectField),
  ].filter((control) => control.name);
  const buttons = elements(form.inside, 'button').map((b) => ({ name: b.name, value: b.value ?? '', text: textOf(b.inside) }));
  return { action: form.action, method: form.method ?? 'get', controls, buttons,
    fields: controls.filter((c) => c.on).map((c) => [c.name, c.value]) };
}
export const formsOf = (html) => elements(html, 'form').map(readForm);
export function formTo(html, action) {
  const form = formsOf(html).find((f) => typeof action === 'string' ? f.action === action : action.test(f.action));
  if (!form) throw new Error(`the page "${titleOf(html)}" has no form to ${action}`);
  return form;
}

// Fields with changes: a value, a list of values (repeated), or null (left out).
export function changed(fields, changes = {}) {
  const kept = fields.filter(([name]) => !(name in changes));
  for (const [name, value] of Object.entries(changes))
    for (const one of value === null ? [] : [].concat(value)) kept.push([name, one]);
  return kept;
}
export const encodeFields = (fields) => fields.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
