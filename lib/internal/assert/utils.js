'use strict';

// assert.ok(): its message quotes the line that failed.

const AssertionError = require('internal/assert/assertion_error');

const kIdentifier = /[\p{ID_Continue}$\u200c\u200d#.?]/u;

function readLine(file, line) {
  let text;
  if (file === '[eval]') {
    text = process._eval;
  } else {
    if (file.startsWith('file:')) {
      file = require('internal/url').fileURLToPath(file);
    }
    text = require('fs').readFileSync(file, 'utf8');
  }
  return text.split('\n')[line - 1];
}

// Skips the string, template, comment or regular expression at `at`.
function skipLiteral(text, at) {
  const char = text[at];
  if (char === '/' && text[at + 1] === '/') return text.length;
  if (char === '/' && text[at + 1] === '*') {
    const end = text.indexOf('*/', at + 2);
    return end === -1 ? text.length : end + 2;
  }
  if (char === '/' && !/[(,=:[!&|?{};+\-*%<>~^]\s*$/.test(text.slice(0, at))) {
    return at + 1;  // a division
  }
  let inClass = false;
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (char === '/' && text[i] === '[') inClass = true;
    else if (char === '/' && text[i] === ']') inClass = false;
    else if (text[i] === char && !inClass) return i + 1;
  }
  return text.length;
}

// The call expression around `column`, as far as its first line has it. The
// column points into the callee's name or to the parenthesis behind it.
function callText(text, column) {
  let start = column - 1;
  while (start > 0 && (kIdentifier.test(text[start - 1]) ||
                       text[start - 1] === ']')) {
    start--;
    if (text[start] === ']') start = text.lastIndexOf('[', start);
  }
  while (text[start] === '.' || text[start] === '?') start++;
  let at = text.indexOf('(', column - 1);
  for (let depth = 0; at !== -1 && at < text.length;) {
    const char = text[at];
    if (char === '"' || char === "'" || char === '`' || char === '/') {
      at = skipLiteral(text, at);
      continue;
    }
    at++;
    if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return text.slice(start, at);
  }
  return text.slice(start);
}

function escapeControl(char) {
  if (char === '\b') return '\\b';
  if (char === '\f') return '\\f';
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function sourceMessage(fn) {
  const { getCallSites } = require('internal/error_stack');
  try {
    // apply() has a frame of its own.
    const caller = getCallSites(fn, 2).find((site) => !site.isNative());
    const line = readLine(caller.getFileName(), caller.getLineNumber());
    const code = callText(line, caller.getColumnNumber()).trimEnd()
      .replace(/[\0-\x08\v\f\x0e-\x1f]/g, escapeControl);
    return `The expression evaluated to a falsy value:\n\n  ${code}\n`;
  } catch {
    return undefined;  // no such file: code that was made at run time
  }
}

function innerOk(fn, argLength, value, message, diff) {
  if (value) return;
  let generatedMessage = false;
  if (argLength === 0) {
    generatedMessage = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generatedMessage = true;
    message = sourceMessage(fn) ?? 'The expression evaluated to a falsy value';
  } else if (require('internal/util').isError(message)) {
    throw message;
  }
  const err = new AssertionError({
    actual: value,
    expected: true,
    message,
    operator: '==',
    stackStartFn: fn,
    diff,
  });
  err.generatedMessage = generatedMessage;
  throw err;
}

module.exports = { innerOk };
