// What tools/check-layers and tools/check-style share: walking a tree, saying faults, and their self-tests, which
// lay a small good tree in a temporary folder, spoil it in one way, and expect to be told so.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');

const SKIP = new Set(['node_modules', '.git', 'corpus']);

// Paths from root, sorted, of the files under folder whose name matches; nothing if there is no such folder.
function filesUnder(root, folder, name) {
  const at = path.join(root, folder);
  if (!fs.existsSync(at)) return [];
  return fs.readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const inside = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIP.has(entry.name) ? [] : filesUnder(root, inside, name);
    return name.test(entry.name) ? [inside] : [];
  });
}

function layTree(files) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'cairn-check-'));
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  return root;
}

// cases: [sentence, files laid over the good tree, pattern of the one expected fault or null for none]
function selfTest(check, good, cases) {
  console.log(`1..${cases.length}`);
  cases.forEach(([sentence, spoilt, expected], i) => {
    const root = layTree({ ...good, ...spoilt });
    const faults = check(root);
    fs.rmSync(root, { recursive: true });
    const right = expected ? faults.length > 0 && faults.every((f) => expected.test(f)) : faults.length === 0;
    if (!right) process.exitCode = 1;
    console.log(`${right ? 'ok' : 'not ok'} ${i + 1} - ${sentence}`);
    if (!right) console.log(faults.map((f) => `# got: ${f}\n`).join('') || '# got no fault');
  });
}

function report(noun, faults) {
  for (const fault of faults) console.log(fault);
  console.log(faults.length ? `${faults.length} ${noun} faults` : `no ${noun} faults`);
  process.exitCode = faults.length ? 1 : 0;
}

module.exports = { filesUnder, selfTest, report };
