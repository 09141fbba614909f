// The list of everything in a build, for script/sbom. Reads: what the program loads (readelf, ldd), which package each
// file is of (dpkg-query), what the lock file pins. Nothing from a network. Sorted, without a moment, so that two equal builds agree.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const program = process.argv[2];
const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } });
const hashOf = (algorithm, file) => createHash(algorithm).update(readFileSync(file)).digest('hex');

// ---- libraries: soname -> file -> Debian package ----

const needed = new Set([...run('readelf', '-d', program).matchAll(/\(NEEDED\).*\[(.+)\]/g)].map((m) => m[1]));
const loaded = [...run('ldd', program).matchAll(/^\s*(?:(\S+) => )?(\/\S+) \(0x/gm)].map(([, soname, file]) =>
  ({ soname: soname ?? path.basename(file), file: realpathSync(file) }));

// Debian's list names a file below / or /usr, whichever was true when the package was made.
function packageOf(file) {
  for (const name of [file, file.replace(/^\/usr/, ''), `/usr${file}`])
    try {
      return run('dpkg-query', '-S', name).split('\n')[0].split(': ')[0].split(',')[0];
    } catch {
      continue;
    }
  throw new Error(`no package owns ${file}`);
}

function licencesOf(name) {
  const file = `/usr/share/doc/${name}/copyright`;
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  if (!/^Format: .*copyright-format/m.test(text)) return [];
  return [...new Set([...text.matchAll(/^License: *(\S[^\n]*)$/gm)].map((m) => m[1].trim()))].sort();
}

function libraryComponent({ soname, file }) {
  const owner = packageOf(file);
  const [name, version, architecture, source] = run('dpkg-query', '-W', '-f', '${Package}\t${Version}\t${Architecture}\t${source:Package}', owner).split('\t');
  const licences = licencesOf(name);
  return {
    type: 'library', 'bom-ref': `so:${soname}`, name: soname, version, scope: 'required',
    purl: `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}`,
    hashes: [{ alg: 'SHA-256', content: hashOf('sha256', file) }],
    ...(licences.length ? { licenses: licences.map((l) => ({ license: { name: l } })) } : {}),
    properties: [{ name: 'cairn:package', value: name }, { name: 'cairn:source-package', value: source },
      { name: 'cairn:linked', value: needed.has(soname) ? 'directly' : 'through another library' }],
  };
}

// ---- npm: what is served is built into the program; the rest only tests it ----

const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));

function npmComponent([at, entry]) {
  const name = at.replace(/^.*node_modules\//, '');
  const [algorithm, digest] = entry.integrity.split('-');
  return {
    type: 'library', 'bom-ref': `npm:${at}`, name, version: entry.version, scope: entry.dev ? 'excluded' : 'required',
    purl: `pkg:npm/${name.replace(/^@/, '%40')}@${entry.version}`,
    hashes: [{ alg: algorithm.toUpperCase().replace('SHA', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') }],
    ...(entry.license ? { licenses: [{ license: { name: entry.license } }] } : {}),
    properties: [{ name: 'cairn:use', value: entry.dev ? 'tests only' : 'served: its files are embedded in the program' }],
  };
}

const byReference = (a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1);
const components = [...loaded.map(libraryComponent), ...Object.entries(lock.packages).filter(([at]) => at).map(npmComponent)].sort(byReference);
const version = run(program, '--version').trim().split(' ')[1];
const self = { type: 'application', 'bom-ref': 'cairn', name: 'cairn', version, hashes: [{ alg: 'SHA-256', content: hashOf('sha256', program) }],
  licenses: [{ license: { id: 'Apache-2.0' } }] };
const direct = components.filter((c) => c.scope === 'required' && (!c['bom-ref'].startsWith('so:') || needed.has(c.name)));
console.log(JSON.stringify({
  bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, metadata: { component: self }, components,
  dependencies: [{ ref: 'cairn', dependsOn: direct.map((c) => c['bom-ref']) }],
}, null, 2));
