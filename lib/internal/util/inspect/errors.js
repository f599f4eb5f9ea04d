// SPDX-License-Identifier: MIT
// How util.inspect shows errors: the stack with a title that names the class,
// fewer lines where they repeat, colors for what is not the user's own code.
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeIndexOf,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeSplice,
  ErrorPrototypeToString,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeSet,
  String,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeRepeat,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
} = primordials;

const { isError } = require('internal/util');
const { formatValue } = require('internal/util/inspect');

function formatError(error, constructor, tag, ctx, keys) {
  const name = error.name != null ? String(error.name) : 'Error';
  let stack = stackOf(ctx, error);
  removeShownKeys(ctx, keys, error, stack);
  if ('cause' in error && !ArrayPrototypeIncludes(keys, 'cause')) {
    ArrayPrototypePush(keys, 'cause');
  }
  if (ArrayIsArray(error.errors) && !ArrayPrototypeIncludes(keys, 'errors')) {
    ArrayPrototypePush(keys, 'errors');
  }
  stack = improveTitle(stack, constructor, name, tag);
  // The frames begin behind the message, which may look like frames.
  let from = error.message && StringPrototypeIndexOf(stack, error.message);
  from = from > 0 ? from + error.message.length : 0;
  const frames = StringPrototypeIndexOf(stack, '\n    at', from);
  if (frames === -1) {
    stack = `[${stack}]`;
  } else {
    const title = StringPrototypeSlice(stack, 0, frames);
    const lines = framesOf(ctx, error, StringPrototypeSlice(stack, frames + 1));
    if (ctx.colors) {
      stack = title + colorFrames(ctx, lines);
    } else {
      stack = `${title}\n${ArrayPrototypeJoin(lines, '\n')}`;
    }
  }
  if (ctx.indentationLvl !== 0) {
    const indentation = StringPrototypeRepeat(' ', ctx.indentationLvl);
    stack = StringPrototypeReplaceAll(stack, '\n', `\n${indentation}`);
  }
  return stack;
}

function stackOf(ctx, error) {
  const { stack } = error;
  if (stack) {
    return typeof stack === 'string' ? stack : formatValue(ctx, stack);
  }
  return ErrorPrototypeToString(error);
}

// What the stack says already is not shown as a property again.
function removeShownKeys(ctx, keys, error, stack) {
  if (ctx.showHidden || keys.length === 0) {
    return;
  }
  const names = ['name', 'message', 'stack'];
  for (let i = 0; i < names.length; i++) {
    const at = ArrayPrototypeIndexOf(keys, names[i]);
    const value = at < 0 ? undefined : error[names[i]];
    if (at >= 0 && (typeof value !== 'string' ||
        StringPrototypeIncludes(stack, value))) {
      ArrayPrototypeSplice(keys, at, 1);
    }
  }
}

function prefixOf(constructor, tag, fallback) {
  if (constructor === null) {
    return tag !== '' && fallback !== tag ?
      `[${fallback}: null prototype] [${tag}]` : `[${fallback}: null prototype]`;
  }
  return tag !== '' && !StringPrototypeIncludes(constructor, tag) ?
    `${constructor} [${tag}]` : constructor;
}

// A title that starts with the class, where `name` says something else.
function improveTitle(stack, constructor, name, tag) {
  let length = name.length;
  const isTitled = StringPrototypeEndsWith(name, 'Error') &&
    StringPrototypeStartsWith(stack, name) &&
    (stack.length === length || stack[length] === ':' || stack[length] === '\n');
  if (constructor !== null && !isTitled) {
    return stack;
  }
  let fallback = 'Error';
  if (constructor === null) {
    const start =
      RegExpPrototypeExec(/^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/, stack) ||
      RegExpPrototypeExec(/^([a-z_A-Z0-9-]*Error)$/, stack);
    fallback = (start && start[1]) || '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const prefix = prefixOf(constructor, tag, fallback);
  if (name === prefix) {
    return stack;
  }
  if (!StringPrototypeIncludes(prefix, name)) {
    return `${prefix} [${name}]${StringPrototypeSlice(stack, length)}`;
  }
  return length === 0 ? `${prefix}: ${stack}` :
    `${prefix}${StringPrototypeSlice(stack, length)}`;
}

// --- Frames ---------------------------------------------------------------

function framesOf(ctx, error, text) {
  const frames = StringPrototypeSplit(text, '\n');
  let cause;
  try {
    ({ cause } = error);
  } catch {
    // A getter that throws hides the cause.
  }
  if (cause != null && isError(cause)) {
    const causeStack = stackOf(ctx, cause);
    const start = StringPrototypeIndexOf(causeStack, '\n    at');
    if (start !== -1) {
      const causeFrames = StringPrototypeSplit(
        StringPrototypeSlice(causeStack, start + 1), '\n');
      const { len, offset } = identicalSequenceRange(frames, causeFrames);
      if (len > 3) {
        const skipped = len - 2;
        ArrayPrototypeSplice(frames, offset + 1, skipped, ctx.stylize(
          `    ... ${skipped} lines matching cause stack trace ...`,
          'undefined'));
      }
    }
  }
  return frames.length > 10 ? collapseRepeats(ctx, frames) : frames;
}

// Where `frames` first runs along with `others` for more than three lines.
function identicalSequenceRange(frames, others) {
  for (let offset = 0; offset < frames.length - 3; offset++) {
    const at = ArrayPrototypeIndexOf(others, frames[offset]);
    if (at === -1) {
      continue;
    }
    let len = 1;
    while (offset + len < frames.length && at + len < others.length &&
           frames[offset + len] === others[at + len]) {
      len++;
    }
    if (len > 3) {
      return { len, offset };
    }
  }
  return { len: 0, offset: 0 };
}

// Deep recursion: blocks of frames that follow each other again and again are
// shown once, with a line that counts the others.
function collapseRepeats(ctx, frames) {
  if (frames.length - new SafeSet(frames).size <= 3) {
    return frames;
  }
  const output = [];
  for (let i = 0; i < frames.length; i++) {
    const size = blockSizeAt(frames, i);
    let times = 0;
    while (size > 0 && isSameBlock(frames, i, i + size * (times + 1), size)) {
      times++;
    }
    if (size * times < 3) {
      ArrayPrototypePush(output, frames[i]);
      continue;
    }
    for (let j = 0; j < size; j++) {
      ArrayPrototypePush(output, frames[i + j]);
    }
    const where = times > 1 ? `${size} lines ${times} times...` : 'lines ...';
    ArrayPrototypePush(output, ctx.stylize(
      `    ... collapsed ${size * times} duplicate lines matching above ${where}`,
      'undefined'));
    i += size * (times + 1) - 1;
  }
  return output;
}

function isSameBlock(frames, from, to, size) {
  if (to + size > frames.length) {
    return false;
  }
  for (let i = 0; i < size; i++) {
    if (frames[from + i] !== frames[to + i]) {
      return false;
    }
  }
  return true;
}

// The size of the block at `from` that is followed by itself; 0 for none.
function blockSizeAt(frames, from) {
  for (let size = 1; from + 2 * size <= frames.length; size++) {
    if (isSameBlock(frames, from, from + size, size)) {
      return size;
    }
  }
  return 0;
}

// Gray for our own modules and for the working directory, underlined names of
// packages: what is left is the user's code.
function colorFrames(ctx, lines) {
  let cwd;
  try {
    cwd = `${process.cwd()}/`;
  } catch {
    // The directory may be gone.
  }
  let text = '';
  for (let i = 0; i < lines.length; i++) {
    text += `\n${colorFrame(ctx, lines[i], cwd)}`;
  }
  return text;
}

function colorFrame(ctx, line, cwd) {
  const gray = (text) => ctx.stylize(text, 'undefined');
  const core = RegExpPrototypeExec(
    /^ {4}at (?:[^/\\(]+ \(|)node:(.+):\d+:\d+(?:\)|$)/, line);
  if (core !== null && internalBinding('builtins').has(core[1])) {
    return gray(line);
  }
  line = RegExpPrototypeSymbolReplace(
    /([\\/]node_modules[\\/])(@[^\\/]+[\\/][^\\/]+|[^\\/]+)(?=[\\/])/g, line,
    (match, folder, name) => folder + ctx.stylize(name, 'module'));
  let start = cwd === undefined ? -1 : StringPrototypeIndexOf(line, cwd);
  if (start === -1) {
    return line;
  }
  const end = start + cwd.length;
  if (StringPrototypeEndsWith(StringPrototypeSlice(line, 0, start), 'file://')) {
    start -= 7;
  }
  const isInParens = line[start - 1] === '(';
  if (isInParens) {
    start--;
  }
  const rest = isInParens ? `${StringPrototypeSlice(line, end, -1)}${gray(')')}` :
    StringPrototypeSlice(line, end);
  return StringPrototypeSlice(line, 0, start) +
    gray(StringPrototypeSlice(line, start, end)) + rest;
}

module.exports = { formatError, identicalSequenceRange };
