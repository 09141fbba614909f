// The library's fixtures in a fixed order, each with a name that is its own.
import fs from 'node:fs'
import path from 'node:path'

export function fixtures (library) {
  const folder = path.join(library, 'components'), all = []
  for (const component of fs.readdirSync(folder).sort()) {
    const file = path.join(folder, component, 'fixtures.json')
    if (!fs.existsSync(file)) continue
    const seen = new Map()
    for (const f of JSON.parse(fs.readFileSync(file)).fixtures) {
      const times = (seen.get(f.name) ?? 0) + 1
      seen.set(f.name, times)
      all.push({ component, name: times > 1 ? `${f.name} (${times})` : f.name, context: f.context, html: f.html })
    }
  }
  return all
}
