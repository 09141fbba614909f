// Writes the C program that renders each fixture with our templates: make-cases.mjs LIBRARY OUT.c
import fs from 'node:fs'
import { fixtures } from './fixtures.mjs'
import { call, quote, Unsupported } from './mapping.mjs'

const [library, out] = process.argv.slice(2)
const lines = ['/* Made by make-cases.mjs. */', '#include "cases.h"', '']
let n = 0
const table = []
for (const f of fixtures(library)) {
  let code
  try { code = call(f) } catch (e) { if (e instanceof Unsupported) continue; throw e }
  lines.push(`static void case_${n}(struct html *h)`, '{', `    ${code}`, '}')
  table.push(`    {${quote(f.component)}, ${quote(f.name)}, case_${n}},`)
  n++
}
lines.push('const struct fixture_case cases[] = {', ...table, '};', 'const size_t n_cases = sizeof cases / sizeof *cases;', '')
fs.writeFileSync(out, lines.join('\n'))
