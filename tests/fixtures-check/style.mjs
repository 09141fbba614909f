// Is every rule of the library's style sheet shipped that our pages could need? Prints TAP.
// style.mjs LIBRARY PROGRAM SRC   PROGRAM renders the fixtures, and with --ours; with --style it prints the shipped style
//
// What we use: the classes that our templates give to the fixtures, those that stand in templates and C of src/, and
// those that the library's scripts add to components that we have. A selector that asks for nothing else is needed.
import fs from 'node:fs'
import path from 'node:path'
import { execFileSync } from 'node:child_process'

const [library, program, src] = process.argv.slice(2)
const run = (...args) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
const NAME = /nhsuk-[a-z0-9]+(?:[_-]+[a-z0-9]+)*/g
const block = (name) => name.split(/__|--/)[0]

// "media|selector" -> its declarations, in order
function selectors (css) {
  const all = new Map(), conditions = []
  let before = ''
  for (const token of css.replace(/\/\*[^]*?\*\//g, '').matchAll(/"(?:\\.|[^"])*"|'(?:\\.|[^'])*'|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|[{};]|[^{};"'(]+/g)) {
    if (token[0] === '{') { conditions.push(before); before = '' }
    else if (token[0] === ';') { if (before[0] === '@') before = ''; else before += ';' }
    else if (token[0] === '}') {
      const own = conditions.pop()
      if (before && own[0] !== '@') for (const selector of own.split(/,(?![^([]*[)\]])/)) {
        const key = `${conditions.join('|')}|${selector}`
        all.set(key, [...all.get(key) ?? [], before.replace(/;$/, '')])
      }
      before = ''
    } else before += token[0]
  }
  return all
}

const used = new Set()
for (const html of run('--ours').matchAll(/ class="([^"]*)"/g)) for (const name of html[1].split(/\s+/)) used.add(name)
for (const file of fs.readdirSync(src, { recursive: true }))
  if (/\.(html|c)$/.test(file) && !/(^|\/)tests\//.test(file)) for (const [name] of fs.readFileSync(path.join(src, file), 'utf8').matchAll(NAME)) used.add(name)
const ours = new Set([...used].map(block))
for (const [name] of fs.readFileSync(path.join(library, 'nhsuk-frontend.min.js'), 'utf8').matchAll(NAME)) if (ours.has(block(name))) used.add(name)

const whole = selectors(fs.readFileSync(path.join(library, 'nhsuk-frontend.min.css'), 'utf8').replace('"Frutiger W01",', '').replace('Frutiger W01,', ''))
const shipped = selectors(run('--style')), missing = [], changed = []
const classes = (key) => [...key.slice(key.lastIndexOf('|') + 1).replace(/\([^)]*\)/g, '').matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].map((m) => m[1])
for (const [key, rules] of whole) {
  if (!shipped.has(key)) { if (classes(key).every((c) => used.has(c))) missing.push(key) } else if (String(rules) !== String(shipped.get(key))) changed.push(key)
}
const added = [...shipped.keys()].filter((key) => !whole.has(key))
const tests = [[missing, 'every rule that our pages could need is shipped'], [changed, 'what is shipped says what the library says'],
  [added, 'nothing is shipped that the library does not say'], [whole.size - shipped.size > 300 && shipped.size > 1000 ? [] : [`${shipped.size} of ${whole.size}`], 'rules of components that Cairn does not have stay out']]
console.log(`1..${tests.length}`)
tests.forEach(([faults, title], i) => {
  console.log(`${faults.length ? 'not ok' : 'ok'} ${i + 1} - ${title}`)
  faults.slice(0, 20).forEach((fault) => console.log(`# ${fault}`))
})
process.exitCode = tests.some(([faults]) => faults.length) ? 1 : 0
