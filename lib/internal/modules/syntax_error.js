// SPDX-License-Identifier: MIT
'use strict';
// Syntax errors of the user's files, as Node shows them: where, the line,
// carets under the token, then the error. The engine tells only the line and
// quotes the token, so the column is where the token stands in that line.

const {
  ObjectDefineProperty,
  RegExpPrototypeExec,
  SafeWeakSet,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeRepeat,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;

const { isLoaded } = require('internal/bootstrap/realm');

const decorated = new SafeWeakSet();

const kModuleSyntax =
  /^\s*(?:import\s*(?:[\w$*{,'"]|\s)|export\s*(?:\{|\*|default\b|const\b|let\b|var\b|function\b|class\b|async\b))/;

// What V8 says where the engine's words differ and people search for them.
function translate(message, line) {
  if (RegExpPrototypeExec(kModuleSyntax, line) !== null) {
    return RegExpPrototypeExec(/^\s*import/, line) !== null ?
      'Cannot use import statement outside a module' :
      "Unexpected token 'export'";
  }
  if (RegExpPrototypeExec(/^import\.meta/, message) !== null) {
    return "Cannot use 'import.meta' outside a module";
  }
  if (RegExpPrototypeExec(/const declared variable '.*' must have an initializer/,
                          message) !== null) {
    return 'Missing initializer in const declaration';
  }
  if (RegExpPrototypeExec(/Expected '\)' to end an argument list/,
                          message) !== null) {
    return 'missing ) after argument list';
  }
  let match = RegExpPrototypeExec(
    /^Unexpected (identifier|token|number|string literal|private name) ?(.*?)\.? (?:Expected|Parse|Missing|Cannot|Use|import|Property)/,
    message) ?? RegExpPrototypeExec(
    /^Unexpected (identifier|token|number|string literal|private name) ?(.*?)\.?$/,
    message);
  if (match !== null) {
    const kind = match[1] === 'string literal' ? 'string' : match[1];
    return kind === 'number' || kind === 'string' ? `Unexpected ${kind}` :
      `Unexpected ${kind} ${match[2]}`;
  }
  if (RegExpPrototypeExec(/^Unexpected end of script/, message) !== null) {
    return 'Unexpected end of input';
  }
  match = RegExpPrototypeExec(/^Unexpected keyword '(.*?)'/, message);
  if (match !== null) return `Unexpected token '${match[1]}'`;
  match = RegExpPrototypeExec(
    /^Cannot declare a \w+ variable twice: '(.*?)'/, message);
  if (match !== null) return `Identifier '${match[1]}' has already been declared`;
  if (RegExpPrototypeExec(/^(?:Unexpected EOF|Invalid character|Invalid or|Invalid escape)/, message) !== null) {
    return 'Invalid or unexpected token';
  }
  return message;
}

// The quoted token of a message; its last one for "Identifier 'x' has ...".
function tokenOf(message) {
  const match = RegExpPrototypeExec(/'([^']+)'|"([^"]+)"/, message);
  return match === null ? undefined : match[1] ?? match[2];
}

function caretLine(line, message, engineMessage) {
  const token = StringPrototypeStartsWith(message, 'Cannot use import') ?
    'import' : tokenOf(engineMessage) ?? tokenOf(message);
  let column = token === undefined ? -1 : StringPrototypeIndexOf(line, token);
  let width = 1;
  if (message === 'Invalid or unexpected token') {
    const quote = RegExpPrototypeExec(/["'`]/, line);
    if (quote !== null) {
      return StringPrototypeRepeat(' ', quote.index) +
        StringPrototypeRepeat('^', line.length - quote.index);
    }
  }
  if (column >= 0) {
    // The engine stops at the last of several equal tokens more often.
    const last = StringPrototypeLastIndexOf(line, token);
    column = last;
    width = token.length;
  } else {
    column = RegExpPrototypeExec(/^\s*/, line)[0].length;
    width = line.length - column || 1;
  }
  return StringPrototypeRepeat(' ', column) + StringPrototypeRepeat('^', width);
}

// A place in the text of a file that was translated, as it was written: the
// line and the column.
function writtenPlace(filename, number, column) {
  if (!isLoaded('internal/modules/typescript')) return undefined;
  const written = internalBinding('compiler')
    .translatedColumn(filename, number, column + 1);
  const line = written === undefined ? undefined :
    require('internal/source_position').sourceLine(filename, number);
  return line === undefined ? undefined :
    { __proto__: null, line, column: written - 1 };
}

/**
 * Makes the engine's SyntaxError look like Node's.
 * @param {Error} err what compiling threw; other errors come back untouched
 * @param {string} source the text as it was compiled, wrapper not counted
 * @param {string} filename
 * @param {number} [shown] the number to show for the line, where it differs
 * @returns {Error} `err`
 */
function decorateSyntaxError(err, source, filename, shown = err?.line) {
  if (!isSyntaxError(err) || typeof err.line !== 'number') return err;
  // Our own compiler knows the place, and says what Node says.
  const exact = typeof err.width === 'number';
  const lines = StringPrototypeSplit(source, '\n');
  let number = err.line;
  // Behind the last line stands only what the wrapper adds: the text ended
  // too early.
  const ended = number > lines.length;
  while (number > lines.length || number > 1 && ended &&
         RegExpPrototypeExec(/\S/, lines[number - 1]) === null) {
    number--;
  }
  shown -= err.line - number;
  const place = writtenPlace(filename, number, exact ? err.column : 0);
  const line = place?.line ?? lines[number - 1];
  const engineMessage = err.message;
  let message = exact ? engineMessage : translate(engineMessage, line);
  if (!exact && ended && RegExpPrototypeExec(/^Unexpected token/, message) !== null) {
    message = 'Unexpected end of input';
  }
  const holder = { name: 'SyntaxError', message };
  require('internal/error_stack').constructors.Error
    .captureStackTrace(holder, decorateSyntaxError);
  const frames = framesOf(`${holder.stack}`);
  const carets = exact ?
    StringPrototypeRepeat(' ', place?.column ?? err.column) +
    StringPrototypeRepeat('^', err.width) :
    caretLine(line, message, ended ? '' : engineMessage);
  const head = `${filename}:${shown}\n${line}\n${carets}\n`;
  hide(err, 'message', message);
  hide(err, 'stack', `${head}\nSyntaxError: ${message}${frames}`);
  delete err.line;
  delete err.column;
  delete err.sourceURL;
  delete err.width;
  decorated.add(err);
  return err;
}

/**
 * Puts the line that threw in front of an error's stack, for texts that are in
 * no file where the uncaught path could look it up.
 * @param {any} err what running the text threw
 * @param {string} source
 * @param {string} filename
 * @param {number} lineOffset
 */
function decorateThrown(err, source, filename, lineOffset) {
  if (typeof err !== 'object' || err === null || decorated.has(err)) return;
  try {
    require('internal/error_stack').adopt(err);
    const { stack } = err;
    if (typeof stack !== 'string') return;
    const at = StringPrototypeIndexOf(stack, `${filename}:`);
    const place = at < 0 ? null : RegExpPrototypeExec(
      /^(\d+):(\d+)/, StringPrototypeSlice(stack, at + filename.length + 1));
    if (place === null) return;
    const line =
      StringPrototypeSplit(source, '\n')[place[1] - 1 - lineOffset];
    if (line === undefined) return;
    const start = RegExpPrototypeExec(/^\s*throw /, line) !== null ?
      StringPrototypeIndexOf(line, 'throw') : place[2] - 1;
    hide(err, 'stack', `${filename}:${place[1]}\n${line}\n` +
      `${StringPrototypeRepeat(' ', start)}^\n\n${stack}`);
    decorated.add(err);
  } catch {
    // An error whose stack throws, or cannot be set, stays as it is.
  }
}

// The error's stack begins with its context already.
function keepContext(err) {
  decorated.add(err);
}

// The stack of a decorated error begins with its context; the uncaught path
// asks, so as not to add another.
function takeContext(err) {
  return decorated.has(err) ? '' : undefined;
}

function isSyntaxError(err) {
  return typeof err === 'object' && err !== null && err.name === 'SyntaxError';
}

function hide(err, name, value) {
  ObjectDefineProperty(err, name, {
    __proto__: null, value, writable: true, enumerable: false,
    configurable: true,
  });
}

// The frames without the head that names the error.
function framesOf(stack) {
  const at = StringPrototypeIndexOf(stack, '\n    at ');
  return at < 0 ? '' : StringPrototypeSlice(stack, at);
}

module.exports = {
  decorateSyntaxError, decorateThrown, keepContext, takeContext,
};
