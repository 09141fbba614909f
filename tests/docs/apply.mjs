// Applies the code blocks of a document to a tree, as its reader would.
//
// A line **`path`** names the file that the blocks after it belong to; with (new) behind it, the block is the whole
// file. A diff block changes the file: its lines without + must stand there exactly once, and are replaced by its
// lines without -. So a document whose code no longer fits the tree fails here, with the place and the reason.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// [{ path, isNew, language, text, line }], in the document's order.
export function blocksOf(markdown) {
  const blocks = [];
  let file = null, open = null;
  markdown.split('\n').forEach((line, i) => {
    const fence = /^```(\w*)$/.exec(line);
    if (open) {
      if (!fence) return open.lines.push(line);
      blocks.push({ ...open.file, language: open.language, text: open.lines.join('\n') + '\n', line: open.line });
      open = null;
    } else if (fence) {
      if (!file) throw new Error(`line ${i + 1}: a block of code before any file was named`);
      open = { file, language: fence[1], lines: [], line: i + 1 };
    } else {
      const named = /^\*\*`([^`]+)`\*\*( \(new\))?$/.exec(line);
      if (named) file = { path: named[1], isNew: Boolean(named[2]) };
    }
  });
  if (open) throw new Error(`line ${open.line}: a block of code that doesn't end`);
  return blocks;
}

// The lines before and after a change. A line of a diff begins with a space, + or -; an empty one stands for itself.
function sidesOf({ text, line }) {
  const before = [], after = [];
  text.trimEnd().split('\n').forEach((one, i) => {
    if (one !== '' && !' +-'.includes(one[0])) throw new Error(`line ${line + 1 + i}: not a line of a diff: ${one}`);
    if (one[0] !== '+') before.push(one.slice(1));
    if (one[0] !== '-') after.push(one.slice(1));
  });
  return { before, after };
}

// A removed line may be the beginning of a long one; the rest of the line then stays.
function changed(text, block) {
  const { before, after } = sidesOf(block);
  const from = before.join('\n');
  const places = text.split(from).length - 1;
  if (places !== 1) throw new Error(`line ${block.line}: ${block.path} holds these lines ${places} times, not once:\n${from}`);
  return text.replace(from, () => after.join('\n'));
}

export function apply(markdown, root) {
  for (const block of blocksOf(markdown)) {
    const at = path.join(root, block.path);
    if (block.isNew) {
      if (existsSync(at)) throw new Error(`line ${block.line}: ${block.path} is there already`);
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, block.text);
    } else {
      if (!existsSync(at)) throw new Error(`line ${block.line}: there is no ${block.path}`);
      writeFileSync(at, changed(readFileSync(at, 'utf8'), block));
    }
  }
}
