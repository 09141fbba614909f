// Reading what Cairn exports, by the letter: CSV as RFC 4180 says it and no other way, and XLSX as the archive of XML that
// it is. Whatever a careless reader would forgive fails here.
import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';

// Rows of cells. Every cell in quotes, CR LF after each row, a byte order mark first.
export function readCsv(bytes) {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  assert.equal(text[0], '\uFEFF', 'the mark of UTF-8');
  const rows = [];
  let row = [], at = 1;
  while (at < text.length) {
    assert.equal(text[at], '"', `a cell in quotes at ${at}`);
    const cell = /"((?:[^"]|"")*)"/y;
    cell.lastIndex = at;
    const [whole, inside] = cell.exec(text);
    row.push(inside.replaceAll('""', '"'));
    at += whole.length;
    if (text[at] === ',') at++;
    else {
      assert.equal(text.slice(at, at + 2), '\r\n', `the end of a row at ${at}`);
      rows.push(row);
      row = [];
      at += 2;
    }
  }
  assert.deepEqual(row, []);
  return rows;
}

// { name: bytes } of a ZIP archive, by its central directory, with sizes and checks of where things begin.
export function readZip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  assert.ok(end >= 0, 'an end of the directory');
  const files = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    assert.equal(bytes.toString('latin1', at, at + 4), 'PK\x01\x02');
    const [method, packed, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    const [names, extra, comment, from] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const name = bytes.toString('utf8', at + 46, at + 46 + names);
    assert.equal(bytes.toString('latin1', from, from + 4), 'PK\x03\x04', name);
    const begin = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28);
    const body = bytes.subarray(begin, begin + packed);
    files[name] = method === 8 ? inflateRawSync(body) : body;
    assert.equal(files[name].length, size, name);
    at += 46 + names + extra + comment;
  }
  return files;
}

const unescape = (xml) => xml.replace(/&(lt|gt|amp|quot|apos|#\d+);/g, (_, n) => ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" })[n] ?? String.fromCodePoint(Number(n.slice(1))));

// Rows of cells of the first page. Every cell must be a string written in its place: a formula, a number or a date fails.
export function readXlsx(bytes) {
  const files = readZip(bytes);
  assert.ok(files['[Content_Types].xml'] && files['xl/workbook.xml'], 'a workbook');
  const sheet = files['xl/worksheets/sheet1.xml'].toString('utf8');
  assert.doesNotMatch(sheet, /<f[ >]|<hyperlink/, 'no formula');
  const shared = [...(files['xl/sharedStrings.xml']?.toString('utf8') ?? '').matchAll(/<si><t[^>]*>([^<]*)<\/t><\/si>/g)].map((m) => unescape(m[1]));
  return [...sheet.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, cells = '']) => {
    const row = [];
    for (const [, ref, attributes, inside] of cells.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const column = [...ref].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      while (row.length < column) row.push('');
      if (inside === undefined) { row.push(''); continue; }
      const kind = /t="(\w+)"/.exec(attributes)?.[1];
      assert.ok(['inlineStr', 's'].includes(kind), `${ref} is a string, not ${kind ?? 'a number'}`);
      row.push(kind === 's' ? shared[Number(/<v>(\d+)<\/v>/.exec(inside)[1])] : unescape(/<t[^>]*>([^<]*)<\/t>/.exec(inside)?.[1] ?? ''));
    }
    return row;
  });
}
