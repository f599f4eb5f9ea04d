// Where a frame is, as V8 counts columns. The engine points at the parenthesis
// of a call and at the dot of a failed property; people and tools expect the
// start of the name, or of `new`. The source line tells. Asked only when a
// stack is read; the last few files stay in memory.
'use strict';

const { SafeMap } = primordials;

const kFiles = 8;
const files = new SafeMap();  // path -> its lines, oldest first

function linesOf(file) {
  let lines = files.get(file);
  if (lines === undefined) {
    const text = internalBinding('modules').readText(file);
    lines = typeof text === 'string' ? text.split('\n') : [];
    if (files.size >= kFiles) {
      files.delete(files.keys().next().value);
    }
    files.set(file, lines);
  }
  return lines;
}

// The text of a line, undefined when it cannot be had.
function sourceLine(file, line) {
  return file[0] === '/' ? linesOf(file)[line - 1] :
    file.startsWith('file:///') ? linesOf(pathOf(file))[line - 1] : undefined;
}

function pathOf(url) {
  const path = url.slice(7);
  if (!path.includes('%') && !path.includes('?') && !path.includes('#')) {
    return path;
  }
  try {
    return require('internal/url').fileURLToPath(url);
  } catch {
    return '';
  }
}

// Does `new` or `super` stand at V8's position of a call?
function isConstruction(file, line, column) {
  const text = sourceLine(file, line);
  return text !== undefined && (text.startsWith('new ', column - 1) ||
                                text.startsWith('super(', column - 1));
}

function isName(code) {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) || code === 95 || code === 36;
}

// The engine's column -> V8's; both count from 1.
function mapColumn(file, line, column) {
  const text = sourceLine(file, line);
  if (text === undefined || column > text.length) {
    return column;
  }
  let at = column - 1;
  if (text[at] === '.') {
    return text[at + 1] === '.' ? column : column + 1;
  }
  if (text[at] !== '(') {
    return column;
  }
  while (at > 0 && isName(text.charCodeAt(at - 1))) {
    at--;
  }
  // `new a.b.C(`: back to `new`.
  let start = at;
  while (start > 0 && (text[start - 1] === '.' ||
                       isName(text.charCodeAt(start - 1)))) {
    start--;
  }
  return text.slice(0, start).endsWith('new ') ? start - 3 : at + 1;
}

module.exports = { isConstruction, mapColumn, sourceLine };
