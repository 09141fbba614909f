// Runs the rendered cases against the fixtures and against src/ui/UNSUPPORTED.md, and prints TAP.
// compare.mjs LIBRARY PROGRAM UNSUPPORTED.md [--list]   --list prints what UNSUPPORTED.md should hold
import fs from 'node:fs'
import { execFileSync } from 'node:child_process'
import { fixtures } from './fixtures.mjs'
import { call, Unsupported } from './mapping.mjs'
import { tree } from './dom.mjs'

const [library, program, listFile, flag] = process.argv.slice(2)
const ours = new Map()
for (const record of execFileSync(program, { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\x1e')) {
  if (!record) continue
  const [component, name, html] = record.split('\x1f')
  ours.set(`${component}\x1f${name}`, html)
}

const listed = new Map()
let component = ''
for (const line of fs.readFileSync(listFile, 'utf8').split('\n')) {
  const heading = line.match(/^## (.+)$/), entry = line.match(/^- `(.+?)`: (.+)$/)
  if (heading) component = heading[1]
  if (entry) listed.set(`${component}\x1f${entry[1]}`, entry[2])
}

function difference (expected, got) {
  const e = tree(expected), g = tree(got)
  const i = e.findIndex((line, n) => line !== g[n])
  const at = i < 0 ? (e.length === g.length ? -1 : e.length) : i
  return at < 0 ? null : `expected ${e[at] ?? 'the end'}\n# got      ${g[at] ?? 'the end'}`
}

const lines = [], wanted = new Map()
let n = 0, failed = 0
const report = (ok, title, detail) => { n++; if (!ok) failed++; lines.push(`${ok ? 'ok' : 'not ok'} ${n} - ${title.replace(/#/g, '')}`); if (!ok && detail) lines.push(`# ${detail}`) }
for (const f of fixtures(library)) {
  const key = `${f.component}\x1f${f.name}`, title = `${f.component}: ${f.name}`
  const whole = `${f.component}\x1f*`
  let problem
  if (ours.has(key)) {
    try { problem = difference(f.html, ours.get(key)) } catch (e) { problem = e.message }
  } else {
    try { call(f); problem = 'was not rendered' } catch (e) { if (!(e instanceof Unsupported)) throw e; problem = e.message }
  }
  const isListed = listed.has(key) || listed.has(whole)
  if (problem && flag) wanted.set(f.component, [...wanted.get(f.component) ?? [], `- \`${f.name}\`: ${ours.has(key) ? 'DIFFERS' : problem}`])
  if (problem && isListed) report(true, `${title} is listed as unsupported`)
  else if (problem) report(false, title, problem)
  else report(!isListed, isListed ? `${title} is listed as unsupported, but passes` : title)
  listed.delete(key)
}
for (const key of listed.keys()) if (!key.endsWith('\x1f*')) report(false, `${key.replace('\x1f', ': ')} is listed, but there is no such fixture`)
if (flag) for (const [c, entries] of wanted) console.log(`## ${c}\n`, ...entries.map((e) => `\n${e}`), '\n')
else { console.log(`1..${n}`); console.log(lines.join('\n')) }
process.exitCode = failed && !flag ? 1 : 0
