// From the options of one of the library's fixtures to a call of our template, as C. An option that our struct does
// not have ends the mapping with the reason; src/ui/UNSUPPORTED.md must then list the fixture.

export class Unsupported extends Error {}
const no = (reason) => { throw new Unsupported(reason) }

const text = (s) => `STR(${quote(String(s))})`
const url = (s) => `URL(${quote(String(s))})`
const slot = (html) => `LITERAL(${quote(html)})`
const yes = () => 'true'
const number = (n) => String(Number(n))
export const quote = (s) => '"' + Array.from(Buffer.from(s), (b) =>
  b === 0x22 || b === 0x5c ? '\\' + String.fromCharCode(b)
    : b >= 0x20 && b < 0x7f && b !== 0x3f ? String.fromCharCode(b)
      : '\\' + b.toString(8).padStart(3, '0')).join('') + '"'
const escape = (s) => String(s).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const sizes = { s: 'SIZE_S', m: 'SIZE_M', l: 'SIZE_L', xl: 'SIZE_XL' }
const size = (s) => sizes[s] ?? no(`size ${s}`)
const as = (v) => typeof v === 'object' && v !== null ? v : v === false || v === null || v === '' ? {} : { text: v }

// Options that were looked at; the rest must be nothing.
class Options {
  constructor (o, where = '') { this.given = o; this.o = { ...o }; this.where = where }
  take (name) { const v = this.o[name]; delete this.o[name]; return v }
  end () {
    for (const k of Object.keys(this.o)) if (this.o[k] !== undefined) no(`option ${this.where}${k}`)
  }
}

class Struct {
  constructor (name) { this.name = name; this.members = [] }
  set (member, how, v) { if (v !== undefined && v !== null && v !== '' && v !== false) this.members.push(`.${member} = ${how(v)}`); return this }
  raw (member, c) { this.members.push(`.${member} = ${c}`); return this }
  toString () { return `(struct ${this.name}){${this.members.join(', ') || '0'}}` }
  call (template = this.name) { return `${template}(h, &${this});` }
}
const list = (member, of, items) => `{(struct ${of}[]){${items.map((i) => `${i}`.replace(/^\(struct \w+\)/, '')).join(', ')}}, ${items.length}}`

// Label and legend: the words, their size, whether they are a heading, the caption above.
function words (given, kind) {
  const l = new Options(as(given), `${kind}.`)
  let heading = l.take('heading')
  const page = l.take('isPageHeading')
  const has = (page && heading !== false) || (page !== false && heading)
  const h = new Options(heading === true ? {} : as(heading ?? {}), `${kind}.heading.`)
  const own = l.take('text'), ownSize = l.take('size'), ownHtml = l.take('html'), ownCaption = l.take('caption')
  const w = { id: l.take('id'), classes: l.take('classes') }
  const hText = h.take('text'), hSize = h.take('size'), level = h.take('level'), hCaption = h.take('caption')
  l.end(); h.end()
  w.text = has ? hText ?? own : own ?? hText
  w.html = ownHtml
  w.size = has ? hSize ?? ownSize : ownSize
  w.heading = has ? level ?? 1 : 0
  const caption = new Options(as((has ? hCaption ?? ownCaption : ownCaption) ?? {}), `${kind}.caption.`)
  w.caption = caption.take('text')
  caption.end()
  if (w.classes && /--(s|m|l|xl)\b/.test(w.classes)) w.size = undefined
  if (w.heading > 3) no(`${kind} as h${w.heading}`)
  if (w.text === undefined && w.html === undefined) no(`markup that the fixture's options don't hold`)
  return w
}

function setWords (s, w, kind) {
  if (w.html !== undefined) no(`${kind}.html`)
  return s.set(kind, text, w.text).set(`${kind}_size`, size, w.size).set('heading', number, w.heading).set('caption', text, w.caption)
    .set(`${kind}_id`, text, w.id).set(`${kind}_classes`, text, w.classes)
}

function setHint (s, given) {
  if (given === undefined) return
  const h = new Options(as(given), 'hint.')
  s.set('hint', text, h.take('text')).set('hint_slot', slot, h.take('html'))
  h.end()
}

function setError (s, given) {
  if (given === undefined) return
  if (given === true) no('a problem without words')
  const e = new Options(as(given), 'errorMessage.')
  s.set('error', text, e.take('text') ?? no('errorMessage.html'))
  e.end()
}

function control (c, s, kind = 'label') {
  const from = kind === 'label' ? c.take('label') : new Options(c.take('fieldset') ?? no('without a fieldset'), 'fieldset.')
  if (kind === 'label') setWords(s, words(from, kind), kind)
  else { setWords(s, words(from.take('legend'), kind), kind); from.end() }
  setHint(s, c.take('hint'))
  setError(s, c.take('errorMessage'))
  return s.set('name', text, c.take('name')).set('id', text, c.take('id')).set('disabled', yes, c.take('disabled'))
}

const spell = (v) => v === true ? 'SPELLCHECK_ON' : 'SPELLCHECK_OFF'
const affix = (given, where) => { if (given === undefined) return; const a = new Options(as(given), where); const t = a.take('text'); a.end(); return t ?? no(`${where}html`) }
const after = (group) => {
  if (!group) return
  const g = new Options(group, 'formGroup.'), a = new Options(g.take('afterInput') ?? {}, 'formGroup.afterInput.')
  const html = a.take('html'); a.end(); g.end()
  return html
}

const buttonKinds = { secondary: 'BUTTON_SECONDARY', warning: 'BUTTON_WARNING', login: 'BUTTON_LOGIN', reverse: 'BUTTON_REVERSE', brand: 'BUTTON_BRAND', 'secondary-solid': 'BUTTON_SECONDARY_SOLID' }
const icons = { 'arrow-left': 'ICON_ARROW_LEFT', 'arrow-right': 'ICON_ARROW_RIGHT', search: 'ICON_SEARCH', user: 'ICON_USER' }
const variant = (table) => (v) => table[v] ?? no(`variant ${v}`)

function choices (kind) {
  return (c) => {
    const s = new Struct(kind)
    const idPrefix = c.take('idPrefix')
    control(c, s, 'legend').set('small', yes, c.take('small')).set('in_line', yes, c.take('inline'))
    s.set('id', text, idPrefix)
    const chosen = [c.take('value') ?? c.take('values') ?? []].flat(), disabled = s.members.includes('.disabled = true')
    const items = c.take('items').map((given) => {
      const o = new Options(given, 'items.'), i = new Struct('choice')
      const label = new Options(as(o.take('label') ?? {}), 'items.label.'), hint = new Options(as(o.take('hint') ?? {}), 'items.hint.')
      const value = o.take('value'), checked = o.take('checked')
      const conditional = new Options(o.take('conditional') ?? {}, 'items.conditional.')
      i.set('value', text, value).set('label', text, o.take('text') ?? label.take('text')).set('label_slot', slot, o.take('html') ?? label.take('html'))
        .set('hint', text, hint.take('text')).set('hint_slot', slot, hint.take('html')).set('divider', text, o.take('divider'))
        .set('id', text, o.take('id')).set('name', text, o.take('name')).set('disabled', yes, o.take('disabled'))
        .set('checked', yes, checked || (checked !== false && chosen.includes(value))).set('conditional', slot, conditional.take('html'))
      if (kind === 'checkboxes') {
        const behaviour = o.take('behaviour')
        if (behaviour === 'exclusive' || o.take('exclusive')) i.raw('exclusive', 'true')
        else if (behaviour === 'inclusive') i.raw('all', 'true')
        else if (behaviour) no(`items.behaviour ${behaviour}`)
        i.set('group', text, o.take('behaviourGroup') ?? o.take('exclusiveGroup'))
      }
      if (disabled && given.disabled === false) no('one enabled answer in a disabled group')
      label.end(); hint.end(); conditional.end(); o.end()
      return i
    })
    return s.raw('items', list('items', 'choice', items)).call()
  }
}

const links = (items) => list('items', 'link', items.map((given) => {
  const o = new Options(given, 'actions.'), l = new Struct('link')
  l.set('text', text, o.take('text')).set('href', url, o.take('href') ?? no('an action without href')).set('hidden_text', text, o.take('visuallyHiddenText'))
  o.end()
  return l
}))

const cardKinds = { feature: 'CARD_FEATURE', primary: 'CARD_PRIMARY', secondary: 'CARD_SECONDARY', warning: 'CARD_WARNING' }
function card (given, body, deep = 'card') {
  const c = new Options(given), s = new Struct(deep)
  const h = new Options(as(c.take('heading') ?? {}), 'heading.')
  s.set('heading', text, h.take('text')).set('size', size, h.take('size')).set('level', number, h.take('level')).set('heading_id', text, h.take('id'))
  h.end()
  const actions = c.take('actions'), d = new Options(as(c.take('description') ?? {}), 'description.')
  if (actions) {
    const a = new Options(Array.isArray(actions) ? { items: actions } : actions, 'actions.')
    s.raw('actions', links(a.take('items')))
    a.end()
  }
  const html = d.take('html')
  s.set('href', url, c.take('href')).set('clickable', yes, c.take('clickable')).set('kind', variant(cardKinds), c.take('variant')).set('description', text, d.take('text'))
  d.end(); c.end()
  return `card_begin(h, &${s}); ${html ? `literal(h, ${quote(html)}); ` : ''}${body ?? ''} card_end(h, &${s});`
}

function summaryRows (c, parent) {
  const rows = c.take('rows')
  const has = (r) => (Array.isArray(r.actions) ? r.actions : r.actions?.items ?? []).length > 0
  if (rows.some((r) => !r)) no('empty rows')
  const s = new Struct('summary_list').set('has_actions', yes, rows.some(has))
    .set('no_border', yes, c.take('border') === false).set('no_last_border', yes, c.take('lastRowBorder') === false)
  return s.raw('rows', list('rows', 'summary_row', rows.map((given) => {
    const o = new Options(given, 'rows.'), r = new Struct('summary_row')
    const key = new Options(as(o.take('key')), 'rows.key.'), value = new Options(as(o.take('value')), 'rows.value.')
    r.set('key', text, key.take('text')).set('value', text, value.take('text')).set('slot', slot, value.take('html'))
    if (has(given)) {
      const a = o.take('actions'), items = new Options(Array.isArray(a) ? { items: a } : a, 'rows.actions.')
      r.raw('actions', links(items.take('items')).replace(/\.hidden_text/g, `${parent ? `.group = ${text(parent)}, ` : ''}.hidden_text`))
      items.end()
    } else { o.take('actions') }
    key.end(); value.end(); o.end()
    if (given.value === undefined) no('a row without a value')
    return r
  })))
}

// A column's width and where its words stand are classes of the library.
const columnClasses = (o, column) => {
  const width = o.take('width'), words = o.given.format === 'string' && column?.format === 'numeric'
  const align = o.take('align') ?? column?.align ?? (words ? 'right' : undefined), classes = o.take('classes')
  return [classes, width && `nhsuk-u-width-${width}`, align && `nhsuk-u-text-align-${align}`].filter(Boolean).join(' ')
}

function table (c) {
  const s = new Struct('table'), caption = new Options(as(c.take('caption') ?? {}), 'caption.')
  const responsive = c.take('responsive'), scroll = c.take('scroll')
  const classes = caption.take('classes')
  if (classes === 'nhsuk-u-visually-hidden') s.raw('hidden_caption', 'true')
  else if (classes) no('caption.classes')
  const captionId = caption.take('id')
  s.set('caption', text, caption.take('text')).set('caption_size', size, caption.take('size')).set('caption_id', text, captionId)
  caption.end()
  for (const [option, member] of [['compact', 'compact'], ['striped', 'striped']]) s.set(member, yes, c.take(option))
  s.set('no_border', yes, c.take('border') === false).set('no_last_border', yes, c.take('lastRowBorder') === false)
    .set('classes', text, c.take('classes'))
  if (!responsive) s.raw('fixed', 'true')
  const v = c.take('variant')
  if (v === 'reverse') s.raw('reverse', 'true'); else if (v) no(`variant ${v}`)
  const first = c.take('firstCellIsHeader'), head = (c.take('head') ?? []).filter(Boolean).map(as), rows = c.take('rows').filter(Boolean).map((r) => Array.isArray(r) ? r.filter(Boolean) : r)
  const inCard = c.take('card')
  c.end()
  if (head.some((h) => h.sort)) { s.raw('sortable', 'true'); if (!head.some((h) => h.sort && h.href)) no('sorting in the browser') }
  const fixed = responsive ? '' : '.fixed = true'
  const part = (name, body, extra = fixed) => `${name}_begin(h, &(struct ${name}){${extra || '0'}}); ${body} ${name}_end(h, &(struct ${name}){${extra || '0'}});`
  const columns = head.map((given) => {
    const o = new Options(given, 'head.'), col = new Struct('table_column'), format = o.take('format')
    if (!responsive) col.raw('fixed', 'true')
    if (format === 'numeric') col.raw('numeric', 'true'); else if (format) no(`head.format ${format}`)
    const sort = o.take('sort')
    if (sort !== undefined) col.raw('sort', { ascending: 'SORT_ASCENDING', descending: 'SORT_DESCENDING' }[sort] ?? 'SORT_NONE')
    col.set('text', text, o.take('text')).set('href', url, o.take('href')).set('hidden_text', text, o.take('visuallyHiddenText')).set('classes', text, columnClasses(o))
    o.end()
    return col.call()
  }).join(' ')
  if (rows.some((r) => !Array.isArray(r))) no('empty rows')
  const body = rows.map((row) => part('table_row', row.map(as).map((given, i) => {
    const o = new Options(given, 'rows.'), cell = new Struct('table_cell'), template = first && i === 0 ? 'table_name' : 'table_cell'
    const format = o.take('format') ?? head[i]?.format, html = o.take('html'), href = o.take('href')
    const link = href && new Struct('link').set('text', text, o.take('text')).set('href', url, href).set('hidden_text', text, o.take('visuallyHiddenText'))
    if (format === 'numeric') cell.raw('numeric', 'true'); else if (format && format !== 'string') no(`rows.format ${format}`)
    if (!responsive) cell.raw('fixed', 'true')
    if (responsive && html !== undefined) no('markup in a cell of a responsive table: the library wraps it in a span')
    cell.set('text', text, o.take('text')).set('classes', text, columnClasses(o, head[i]))
    const heading = o.take('header') ?? head[i]?.text
    if (responsive) cell.set('heading', text, heading)
    o.end()
    return `${template}_begin(h, &${cell}); ${link ? link.call('link_action') : html === undefined ? '' : `literal(h, ${quote(html)});`} ${template}_end(h, &${cell});`
  }).join(' '))).join(' ')
  const plain = `table_begin(h, &${s}); ${head.length ? part('table_head', columns) : ''} ${part('table_body', body)} table_end(h, &${s});`
  const box = new Struct('scroll').set('labelled_by', text, captionId).set('reverse', yes, v === 'reverse')
  const whole = scroll ? `scroll_begin(h, &${box}); ${plain} scroll_end(h, &${box});` : plain
  return inCard ? card(inCard, whole) : whole
}

const body = (c) => { const t = c.take('text'), h = c.take('html'); return h ?? (t === undefined ? no(`markup that the fixture's options don't hold`) : escape(t)) }
const around = (s, name, html) => `${name}_begin(h, &${s}); literal(h, ${quote(html)}); ${name}_end(h, &${s});`
const tagColours = ['white', 'grey', 'green', 'aqua-green', 'blue', 'purple', 'pink', 'red', 'orange', 'yellow']

function tagStruct (c) {
  const colour = c.take('colour'), s = new Struct('tag').set('text', text, c.take('text') ?? no('html')).set('no_border', yes, c.take('border') === false).set('classes', text, c.take('classes'))
  if (colour && /nhsuk-tag--/.test(c.given.classes)) no('a colour as a class')
  if (colour === false) s.raw('colour', 'TAG_NO_COLOUR')
  else if (colour !== undefined) s.raw('colour', tagColours.includes(colour) ? `TAG_${colour.toUpperCase().replace('-', '_')}` : no(`colour ${colour}`))
  return s
}

export const components = {
  'action-link': (c) => new Struct('action_link').set('text', text, c.take('text') ?? no('html')).set('href', url, c.take('href') ?? no('without href')).call(),
  'back-link': (c) => {
    const v = c.take('variant')
    return new Struct('back_link').set('text', text, c.take('text')).set('href', url, c.take('href') ?? no('a button')).set('classes', text, v === 'reverse' ? 'nhsuk-back-link--reverse' : v).call()
  },
  breadcrumb: (c) => new Struct('breadcrumb').raw('items', links(c.take('items'))).call(),
  button: (c) => {
    if (c.given.preventDoubleClick === false) no('preventDoubleClick said to be false')
    const icon = c.take('icon'), i = typeof icon === 'string' ? { name: icon, placement: 'start' } : icon
    const s = new Struct('button').set('text', text, c.take('text')).set('kind', variant(buttonKinds), c.take('variant')).set('small', yes, c.take('small'))
      .set('disabled', yes, c.take('disabled')).set('href', url, c.take('href')).set('once', yes, c.take('preventDoubleClick'))
    if (i) s.raw('icon', icons[i.name] ?? no(`icon ${i.name}`)).set('icon_last', yes, i.placement === 'end')
    return s.call()
  },
  card: (c) => {
    const given = c.o
    c.o = {}
    // Most of these fixtures were made with a block of markup, which only the expected HTML still holds.
    const block = c.html.match(/nhsuk-card__content">\s*(?:<h\d class="nhsuk-card__heading[\s\S]*?<\/h\d>)?([\s\S]*)<\/div>\s*<\/div>\s*$/)?.[1]
    return card(given, given.description || given.variant === 'primary' ? '' : `literal(h, ${quote(block ?? no('no content'))});`)
  },
  checkboxes: choices('checkboxes'),
  'date-input': (c) => {
    const s = new Struct('date_input'), items = c.take('items'), values = c.take('values') ?? {}, parts = ['day', 'month', 'year']
    s.set('name', text, c.take('namePrefix'))
    control(c, s, 'legend')
    const given = new Map()
    if (items) for (const i of items) given.set(i.name, i)
    for (const p of parts) {
      const own = c.take(p), o = new Options(items ? given.get(p) ?? {} : own || {}, `${p}.`)
      if (items ? !given.has(p) : own === false) s.raw(`no_${p === 'month' ? no('no month') : p}`, 'true')
      if ((o.take('name') ?? p) !== p) no('a part with another name')
      const width = o.take('width')
      if (width !== undefined && Number(width) !== (p === 'year' ? 4 : 2)) no('width')
      s.set(p, text, o.take('value') ?? values[p]).set(`error_${p}`, yes, o.take('error'))
      o.end(); given.delete(p)
    }
    if (given.size) no('parts with other names')
    return s.call()
  },
  'character-count': (c) => {
    const s = control(c, new Struct('character_count')), words = c.take('maxwords'), of = c.take('countType')
    s.set('most', number, words ?? c.take('maxlength')).set('words', yes, words !== undefined).set('threshold', number, c.take('threshold'))
      .set('rows', number, c.take('rows')).set('value', text, c.take('value'))
    if (of) s.raw('count_of', `COUNT_${of.toUpperCase()}`)
    return s.call()
  },
  'contents-list': (c) => {
    const items = c.take('items').filter(Boolean), s = new Struct('contents_list').set('label', text, c.take('landmarkLabel')).set('heading', text, c.take('visuallyHiddenText'))
    s.raw('items', list('items', 'link', items.map((given) => {
      const o = new Options(given, 'items.'), l = new Struct('link').set('text', text, o.take('text')).set('href', url, o.take('href')).set('current', yes, o.take('current'))
      o.end()
      return l
    })))
    return s.call()
  },
  'do-dont-list': (c) => {
    const h = new Options(as(c.take('heading') ?? c.take('title')), 'heading.'), s = new Struct('do_dont_list')
    s.set('heading', text, h.take('text')).set('level', number, h.take('level')).set('dont', yes, c.take('icon') === 'cross')
      .set('prefix', text, c.take('prefixText')).set('no_prefix', yes, c.take('hidePrefix'))
    h.end()
    s.raw('items', list('items', 'advice', c.take('items').filter(Boolean).map((given) => {
      const o = new Options(given, 'items.'), i = new Struct('advice').set('text', text, o.take('text') ?? o.take('item'))
      o.end()
      return i
    })))
    return s.call()
  },
  'file-upload': (c) => {
    const s = control(c, new Struct('file_upload'))
    return s.set('multiple', yes, c.take('multiple')).set('choose', text, c.take('chooseFilesButtonText')).set('drop', text, c.take('dropInstructionText'))
      .set('none', text, c.take('noFileChosenText')).call()
  },
  scroll: (c) => {
    const t = c.o.text
    return around(new Struct('scroll').set('labelled_by', text, c.take('labelledBy')), 'scroll', t !== undefined ? `<p>${body(c)}</p>` : body(c))
  },
  tabs: (c) => {
    const id = c.take('id'), s = new Struct('tabs').set('id', text, id).set('prefix', text, c.take('idPrefix') ?? id).set('heading', text, c.take('visuallyHiddenText'))
    s.raw('items', list('items', 'tab', c.take('items').map((given) => {
      const o = new Options(given, 'items.'), panel = new Options(o.take('panel'), 'items.panel.')
      const i = new Struct('tab').set('label', text, o.take('label')).set('id', text, o.take('id')).set('panel', slot, panel.take('html'))
      panel.end(); o.end()
      return i
    })))
    return s.call()
  },
  'task-list': (c) => {
    const s = new Struct('task_parts').set('id', text, c.take('idPrefix'))
    s.raw('items', list('items', 'task_list_item', c.take('items').filter(Boolean).map((given) => {
      const o = new Options(given, 'items.'), h = new Options(as(o.take('heading') ?? o.take('title')), 'items.heading.'), hint = new Options(as(o.take('hint') ?? {}), 'items.hint.')
      const status = new Options(as(o.take('status')), 'items.status.'), tag = status.take('tag')
      const i = new Struct('task_list_item').set('text', text, h.take('text')).set('href', url, o.take('href')).set('hint', text, hint.take('text')).set('status', text, status.take('text'))
      if (tag) i.raw('tag', `${tagStruct(new Options(tag, 'items.status.tag.'))}`.replace(/^\(struct \w+\)/, ''))
      status.end(); hint.end(); h.end(); o.end()
      return i
    })))
    return s.call()
  },
  details: (c) => {
    const summary = new Options(as(c.take('summary')), 'summary.'), classes = c.take('classes')
    const s = new Struct('details').set('summary', text, summary.take('text') ?? no('summary.html')).set('open', yes, c.take('open'))
    summary.end()
    if (classes === 'nhsuk-expander') s.raw('expander', 'true'); else if (classes) no('classes')
    return around(s, 'details', body(c))
  },
  'error-message': (c) => new Struct('error_message').set('text', text, c.take('text')).set('slot', slot, c.take('html'))
    .set('prefix', text, c.o.visuallyHiddenText === false || c.o.visuallyHiddenText === '' ? no('without the hidden word') : c.take('visuallyHiddenText')).call(),
  'error-summary': (c) => {
    const h = new Options(as(c.take('heading')), 'heading.'), d = new Options(as(c.take('description') ?? {}), 'description.'), errors = c.take('errorList') ?? []
    const auto = c.take('disableAutoFocus')
    if (auto === false) no('disableAutoFocus said to be false')
    const s = new Struct('error_summary').set('heading', text, h.take('text') ?? no('heading.html')).set('description', text, d.take('text')).set('no_focus', yes, auto)
    h.end(); d.end()
    if (errors.length) s.raw('problems', list('problems', 'problem_link', errors.map((given) => {
      const o = new Options(given, 'errorList.'), href = o.take('href')
      const p = new Struct('problem_link').set('text', text, o.take('text') ?? no('errorList.html')).set('field', text, href === undefined ? undefined : href.startsWith('#') ? href.slice(1) : no('a link to elsewhere'))
      o.end()
      return p
    })))
    return s.call()
  },
  fieldset: (c) => {
    const w = words(c.take('legend'), 'legend'), html = c.take('html') ?? no(`markup that the fixture's options don't hold`)
    return around(setWords(new Struct('fieldset'), w, 'legend'), 'fieldset', html)
  },
  footer: (c) => {
    const meta = new Options(as(c.take('meta') ?? {}), 'meta.'), copyright = c.take('copyright'), s = new Struct('footer')
    const own = new Options(as(copyright ?? {}), 'copyright.')
    const items = meta.take('items')
    if (items) s.raw('links', links(items))
    s.set('note', text, meta.take('text')).set('text', text, own.take('text') ?? '© NHS England')
    meta.end(); own.end()
    return s.call()
  },
  hint: (c) => {
    const t = c.take('text'), html = c.take('html')
    if (t === undefined && html === undefined) no(`markup that the fixture's options don't hold`)
    return new Struct('hint').set('text', text, t).set('slot', slot, html).call()
  },
  input: (c) => {
    const s = control(c, new Struct('input')), width = c.take('width')
    if (/--width-/.test(c.o.classes)) no('a width as a class')
    for (const o of ['value', 'autocomplete', 'inputmode', 'autocapitalize', 'pattern', 'placeholder', 'type', 'classes']) s.set(o, text, c.take(o))
    const check = c.take('spellcheck')
    if (check !== undefined) s.raw('spellcheck', spell(check))
    return s.set('width', number, width).set('code', yes, c.take('code')).set('prefix', text, affix(c.take('prefix'), 'prefix.')).set('suffix', text, affix(c.take('suffix'), 'suffix.'))
      .set('after', slot, after(c.take('formGroup'))).call()
  },
  'inset-text': (c) => { const t = c.o.text; return around(new Struct('inset_text'), 'inset_text', t !== undefined ? `<p>${body(c)}</p>` : body(c)) },
  label: (c) => { const given = c.o; c.o = {}; return alone(words(given, 'label'), 'label') },
  legend: (c) => { const given = c.o; c.o = {}; return alone(words(given, 'legend'), 'legend') },
  'notification-banner': (c) => {
    const h = new Options(as(c.take('heading') ?? {}), 'heading.'), t = new Options(as(c.take('title') ?? {}), 'title.'), v = c.take('variant'), auto = c.take('disableAutoFocus')
    if (auto === false) no('disableAutoFocus said to be false')
    const s = new Struct('notification_banner').set('heading', text, h.take('text')).set('title', text, t.take('text')).set('no_focus', yes, auto)
      .set('text', text, c.take('text')).set('body', slot, c.take('html'))
    h.end(); t.end()
    if (v === 'success') s.raw('kind', 'NOTICE_SUCCESS'); else if (v) no(`variant ${v}`)
    return s.call()
  },
  pagination: (c) => {
    const s = new Struct('pagination')
    for (const [side, old] of [['previous', ['previousUrl', 'previousPage']], ['next', ['nextUrl', 'nextPage']]]) {
      const o = new Options(c.take(side) ?? {}, `${side}.`), label = new Options(as(o.take('label') ?? o.take('labelText') ?? {}), `${side}.label.`)
      s.set(side, url, o.take('href') ?? c.take(old[0])).set(`${side}_text`, text, o.take('text')).set(`${side}_label`, text, label.take('text') ?? c.take(old[1]))
      o.end(); label.end()
    }
    const items = c.take('items')
    if (items) s.raw('items', list('items', 'pagination_item', items.filter(Boolean).map((given) => {
      const o = new Options(given, 'items.'), i = new Struct('pagination_item')
      i.set('number', number, o.take('number')).set('href', url, o.take('href')).set('current', yes, o.take('current')).set('gap', yes, o.take('ellipsis')).set('label', text, o.take('visuallyHiddenText') ?? o.take('ariaLabel'))
      o.end()
      return i
    })))
    return s.set('label', text, c.take('landmarkLabel')).call()
  },
  panel: (c) => {
    const h = new Options(as(c.take('heading')), 'heading.'), v = c.take('variant'), s = new Struct('panel')
    s.set('heading', text, h.take('text')).set('size', size, h.take('size')).set('level', number, h.take('level')).set('heading_id', text, h.take('id'))
    h.end()
    if (v === 'interruption') s.raw('kind', 'PANEL_INTERRUPTION'); else if (v) no(`variant ${v}`)
    return around(s, 'panel', body(c))
  },
  'password-input': (c) => {
    const s = control(c, new Struct('password_input'))
    if (c.o.button !== undefined) no('option button')
    return s.set('value', text, c.take('value')).set('autocomplete', text, c.take('autocomplete')).set('width', number, c.take('width')).set('code', yes, c.take('code'))
      .set('prefix', text, affix(c.take('prefix'), 'prefix.')).call()
  },
  radios: choices('radios'),
  'search-input': (c) => {
    const s = control(c, new Struct('search_input')), button = c.take('button')
    if (button === false) no('without a button')
    const b = new Options(button ?? {}, 'button.')
    const words = b.take('text')
    s.set('button', text, words).set('button_kind', variant(buttonKinds), b.take('variant'))
    b.end()
    return s.set('placeholder', text, c.take('placeholder')).set('value', text, c.take('value')).set('width', number, c.take('width')).set('large', yes, c.take('large'))
      .set('code', yes, c.take('code')).set('prefix', text, affix(c.take('prefix'), 'prefix.')).call()
  },
  select: (c) => {
    const s = control(c, new Struct('select_field')), chosen = c.take('value')
    s.raw('items', list('items', 'option', c.take('items').map((given) => {
      const o = new Options(given, 'items.'), i = new Struct('option'), value = o.take('value'), t = o.take('text'), selected = o.take('selected')
      i.set('text', text, t).set('value', text, value).set('no_value', yes, value === undefined).set('disabled', yes, o.take('disabled')).set('divider', yes, o.take('divider'))
        .set('selected', yes, selected ?? (chosen !== undefined && (value ?? t) === chosen))
      o.end()
      return i
    })))
    return s.set('after', slot, after(c.take('formGroup'))).call('select_field')
  },
  'skip-link': (c) => { const href = c.take('href'); if (href !== undefined && href !== '#maincontent') no('another target than main'); return new Struct('skip_link').set('text', text, c.take('text')).call() },
  'summary-list': (c) => {
    const inCard = c.take('card')
    const heading = inCard?.heading === undefined ? undefined : as(inCard.heading).text
    const s = summaryRows(c, heading)
    return inCard ? card(inCard, s.call()) : s.call()
  },
  tables: table,
  tag: (c) => tagStruct(c).call(),
  textarea: (c) => {
    const s = control(c, new Struct('textarea'))
    return s.set('value', text, c.take('value')).set('rows', number, c.take('rows')).set('autocomplete', text, c.take('autocomplete')).call()
  },
  'warning-callout': (c) => {
    const h = new Options(as(c.take('heading')), 'heading.'), t = h.take('text'), s = new Struct('warning_callout')
    s.set('heading', text, t ?? no('heading.html')).set('hidden_text', text, /important/i.test(t) ? '' : h.take('visuallyHiddenText') ?? 'Important').raw('level', number(h.take('level') ?? 3))
    h.end()
    return around(s, 'warning_callout', c.o.html === undefined ? `<p class="nhsuk-card__description">${body(c)}</p>` : body(c))
  }
}

function alone (w, kind) {
  return new Struct(kind).set('text', text, w.text).set('slot', slot, w.html).set('size', size, w.size).set('heading', number, w.heading)
    .set('caption', text, w.caption).set('id', text, w.id).set('classes', text, w.classes).call()
}

export function call (fixture) {
  const map = components[fixture.component] ?? no('Cairn does not use this component')
  if (/call block/.test(fixture.name) && fixture.component !== 'card') no(`markup that the fixture's options don't hold`)
  const c = new Options(fixture.context ?? {})
  c.html = fixture.html
  const code = map(c)
  c.end()
  return code
}
