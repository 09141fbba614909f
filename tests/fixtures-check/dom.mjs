// A small HTML reader, enough for the library's fixtures and our output: both close every element. What it returns
// is the tree as text, attributes sorted and white space evened out, so that two equal trees are equal text.

const empty = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'path', 'ellipse', 'rect', 'circle'])
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", ctdot: '⋯', hellip: '…', nbsp: '\u00a0', copy: '©' }
const decode = (s) => s.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name) =>
  name[0] !== '#' ? entities[name] ?? whole
    : String.fromCodePoint(name[1] === 'x' || name[1] === 'X' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10)))

export function tree (html) {
  const out = [], open = []
  const token = /<!--[\s\S]*?-->|<\/([\w-]+)\s*>|<([\w-]+)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*(\/?)>|([^<]+)/g
  let at = 0
  for (const m of html.matchAll(token)) {
    if (m.index !== at) throw new Error(`unreadable HTML at: ${html.slice(at, at + 60)}`)
    at = m.index + m[0].length
    if (m[5] !== undefined) {
      const text = decode(m[5]).replace(/[ \t\r\n]+/g, ' ').trim()
      if (!text) continue
      const last = out[out.length - 1]
      if (last?.startsWith('~')) out[out.length - 1] = `${last} ${text}`
      else out.push('~' + text)
    } else if (m[1]) {
      if (open.pop() !== m[1].toLowerCase()) throw new Error(`</${m[1]}> closes nothing`)
      out.push(`</${m[1].toLowerCase()}>`)
    } else if (m[2]) {
      const name = m[2].toLowerCase(), attributes = []
      for (const a of m[3].matchAll(/([^\s=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s]+)))?/g)) {
        let value = decode(a[2] ?? a[3] ?? a[4] ?? '')
        if (a[1] === 'class') value = value.split(/\s+/).filter(Boolean).sort().join(' ')
        attributes.push(`${a[1].toLowerCase()}=${JSON.stringify(value)}`)
      }
      out.push(`<${[name, ...attributes.sort()].join(' ')}>`)
      if (!empty.has(name) && !m[4]) open.push(name)
    }
  }
  if (at !== html.length) throw new Error(`unreadable HTML at: ${html.slice(at, at + 60)}`)
  if (open.length) throw new Error(`not closed: ${open.join(', ')}`)
  return out
}
