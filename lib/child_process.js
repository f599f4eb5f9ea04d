// node:child_process
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypePush,
  ArrayPrototypeUnshift,
  ObjectAssign,
  ObjectDefineProperty,
  PromiseWithResolvers,
  StringPrototypeIncludes,
} = primordials;
const realm = require('internal/bootstrap/realm');
const { getValidStdio, ...internal } = require('internal/child_process');
const {
  AbortError,
  codes: {
    ERR_CHILD_PROCESS_STDIO_MAXBUFFER,
    ERR_FEATURE_UNAVAILABLE_ON_PLATFORM,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
  genericNodeError,
} = require('internal/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateInt32,
  validateInteger,
  validateNumber,
  validateObject,
  validateString,
} = require('internal/validators');

const { ChildProcess } = internal;
const MAX_BUFFER = 1024 * 1024;

let util;  // loaded at first use
const lazyUtil = () => (util ??= require('internal/util'));

// --- checking arguments ------------------------------------------------------

function checkNoNulls(value, name) {
  if (typeof value === 'string' && StringPrototypeIncludes(value, '\u0000')) {
    throw new ERR_INVALID_ARG_VALUE(
      name, value, 'must be a string without null bytes');
  }
}

function copyArgs(args) {
  const copy = [];
  for (let i = 0; i < args.length; i++) {
    const arg = `${args[i]}`;
    checkNoNulls(arg, `args[${i}]`);
    ArrayPrototypePush(copy, arg);
  }
  return copy;
}

function validateTimeout(timeout) {
  if (!isNil(timeout)) {
    validateInteger(timeout, 'timeout', 0);
  }
}

function validateMaxBuffer(maxBuffer) {
  if (!isNil(maxBuffer)) {
    validateNumber(maxBuffer, 'options.maxBuffer', 0);
  }
}

function sanitizeKillSignal(killSignal) {
  if (typeof killSignal === 'string' || typeof killSignal === 'number') {
    return lazyUtil().convertToValidSignal(killSignal);
  }
  if (killSignal !== undefined && killSignal !== null) {
    throw new ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'],
                                   killSignal);
  }
  return undefined;
}

function isNil(value) {
  return value === undefined || value === null;
}

let shellWarningShown = false;

// (file, args?, options?) in every form -> options with file, args, envPairs.
function normalizeSpawnArguments(file, args, options) {
  validateString(file, 'file');
  checkNoNulls(file, 'file');
  if (file.length === 0) {
    throw new ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');
  }
  if (ArrayIsArray(args)) {
    args = copyArgs(args);
  } else if (isNil(args)) {
    args = [];
  } else if (typeof args !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('args', 'object', args);
  } else {
    options = args;
    args = [];
  }
  if (options === undefined) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  options = { __proto__: null, ...options };

  let { cwd } = options;
  if (cwd === '') {
    cwd = undefined;
  } else if (!isNil(cwd)) {
    cwd = typeof cwd === 'string' ? cwd :
      require('internal/fs/utils').getValidatedPath(cwd, 'options.cwd');
    checkNoNulls(cwd, 'options.cwd');
  }
  if (!isNil(options.detached)) {
    validateBoolean(options.detached, 'options.detached');
  }
  if (!isNil(options.uid)) validateInt32(options.uid, 'options.uid');
  if (!isNil(options.gid)) validateInt32(options.gid, 'options.gid');
  if (!isNil(options.shell) && typeof options.shell !== 'boolean' &&
      typeof options.shell !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.shell', ['boolean', 'string'],
                                   options.shell);
  }
  checkNoNulls(options.shell, 'options.shell');
  if (!isNil(options.argv0)) {
    validateString(options.argv0, 'options.argv0');
    checkNoNulls(options.argv0, 'options.argv0');
  }
  if (!isNil(options.windowsHide)) {
    validateBoolean(options.windowsHide, 'options.windowsHide');
  }
  if (!isNil(options.windowsVerbatimArguments)) {
    validateBoolean(options.windowsVerbatimArguments,
                    'options.windowsVerbatimArguments');
  }

  if (options.shell) {
    if (args.length > 0 && !shellWarningShown) {
      shellWarningShown = true;
      process.emitWarning(
        'Passing args to a child process with shell option true can lead to ' +
        'security vulnerabilities, as the arguments are not escaped, only ' +
        'concatenated.', 'DeprecationWarning', 'DEP0190');
    }
    const command = args.length > 0 ? [file, ...args].join(' ') : file;
    file = typeof options.shell === 'string' ? options.shell : '/bin/sh';
    args = ['-c', command];
  }
  ArrayPrototypeUnshift(args,
                        typeof options.argv0 === 'string' ? options.argv0 : file);

  const env = options.env || process.env;
  const envPairs = [];
  // Inherited variables count, as Node's for-in has it.
  for (const key in env) {
    const value = env[key];
    if (value !== undefined) {
      checkNoNulls(key, `options.env['${key}']`);
      checkNoNulls(`${value}`, `options.env['${key}']`);
      ArrayPrototypePush(envPairs, `${key}=${value}`);
    }
  }
  realm.guard?.handDown(envPairs, args);
  return {
    __proto__: null,
    ...options,
    args,
    cwd,
    detached: !!options.detached,
    envPairs,
    file,
    windowsHide: !!options.windowsHide,
    windowsVerbatimArguments: !!options.windowsVerbatimArguments,
  };
}

// --- spawn -------------------------------------------------------------------

function abortChildProcess(child, killSignal, reason) {
  if (!child) return;
  try {
    if (child.kill(killSignal)) {
      child.emit('error', new AbortError(undefined, { cause: reason }));
    }
  } catch (err) {
    child.emit('error', err);
  }
}

function spawn(file, args, options) {
  options = normalizeSpawnArguments(file, args, options);
  validateTimeout(options.timeout);
  validateAbortSignal(options.signal, 'options.signal');
  const killSignal = sanitizeKillSignal(options.killSignal);
  const child = new ChildProcess();
  child.spawn(options);

  if (options.timeout > 0) {
    let timeoutId = setTimeout(() => {
      if (timeoutId) {
        try {
          child.kill(killSignal);
        } catch (err) {
          child.emit('error', err);
        }
        timeoutId = null;
      }
    }, options.timeout);
    child.once('exit', () => {
      if (timeoutId) {
        clearTimeout(timeoutId);
        timeoutId = null;
      }
    });
  }
  if (options.signal) {
    const { signal } = options;
    const onAbort = () => abortChildProcess(child, killSignal, signal.reason);
    if (signal.aborted) {
      process.nextTick(onAbort);
    } else {
      const { addAbortListener } = require('internal/events/abort_listener');
      const disposable = addAbortListener(signal, onAbort);
      child.once('exit', disposable[Symbol.dispose]);
    }
  }
  return child;
}

// --- execFile, exec ----------------------------------------------------------

function normalizeExecArgs(command, options, callback) {
  validateString(command, 'command');
  checkNoNulls(command, 'command');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  options = { ...options };
  options.shell = typeof options.shell === 'string' ? options.shell : true;
  return { file: command, options, callback };
}

function exec(command, options, callback) {
  const normalized = normalizeExecArgs(command, options, callback);
  return module.exports.execFile(normalized.file, normalized.options,
                                 normalized.callback);
}

function normalizeExecFileArgs(file, args, options, callback) {
  if (ArrayIsArray(args)) {
    args = args.slice();
  } else if (args !== null && typeof args === 'object') {
    callback = options;
    options = args;
    args = null;
  } else if (typeof args === 'function') {
    callback = args;
    options = null;
    args = null;
  }
  args ??= [];
  if (typeof options === 'function') {
    callback = options;
  } else if (options !== null && options !== undefined) {
    validateObject(options, 'options');
  }
  options = typeof options === 'function' ? {} : options ?? {};
  if (!isNil(callback)) {
    validateFunction(callback, 'callback');
  }
  if (!isNil(options.argv0)) {
    validateString(options.argv0, 'options.argv0');
    checkNoNulls(options.argv0, 'options.argv0');
  }
  return { file, args, options, callback };
}

// Collects what a stream brings, up to maxBuffer; then tells.
function collect(stream, name, options, isText, onTooMuch) {
  const chunks = [];
  let length = 0;
  if (isText) {
    stream.setEncoding(options.encoding);
  }
  stream.on('data', (chunk) => {
    const encoding = stream.readableEncoding;
    const size = encoding ? Buffer.byteLength(chunk, encoding) : chunk.length;
    const before = length;
    length += size;
    if (length > options.maxBuffer) {
      const room = options.maxBuffer - before;
      ArrayPrototypePush(chunks, chunk.slice(0, room));
      onTooMuch(name);
    } else {
      ArrayPrototypePush(chunks, chunk);
    }
  });
  return () => (isText || stream.readableEncoding ?
    chunks.join('') : Buffer.concat(chunks));
}

function execFile(file, args, options, callback) {
  ({ file, args, options, callback } =
    normalizeExecFileArgs(file, args, options, callback));
  options = {
    encoding: 'utf8',
    timeout: 0,
    maxBuffer: MAX_BUFFER,
    killSignal: 'SIGTERM',
    cwd: null,
    env: null,
    shell: false,
    ...options,
  };
  validateTimeout(options.timeout);
  validateMaxBuffer(options.maxBuffer);
  options.killSignal = sanitizeKillSignal(options.killSignal);

  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    gid: options.gid,
    shell: options.shell,
    signal: options.signal,
    uid: options.uid,
    windowsHide: !!options.windowsHide,
    windowsVerbatimArguments: !!options.windowsVerbatimArguments,
  });

  const isText = options.encoding && options.encoding !== 'buffer' &&
    Buffer.isEncoding(options.encoding);
  let readStdout = () => '';
  let readStderr = () => '';
  let killed = false;
  let exited = false;
  let timeoutId = null;
  let failure = null;
  let command = file;

  function onExit(code, signal) {
    if (exited) return;
    exited = true;
    if (timeoutId) {
      clearTimeout(timeoutId);
      timeoutId = null;
    }
    if (!callback) return;
    const stdout = readStdout();
    const stderr = readStderr();
    if (!failure && code === 0 && signal === null) {
      callback(null, stdout, stderr);
      return;
    }
    if (args?.length) {
      command += ` ${args.join(' ')}`;
    }
    if (!failure) {
      failure = genericNodeError(`Command failed: ${command}\n${stderr}`, {
        code: code < 0 ? lazyUtil().getSystemErrorName(code) : code,
        killed: child.killed || killed,
        signal,
      });
    }
    failure.cmd = command;
    callback(failure, stdout, stderr);
  }

  function onError(err) {
    failure = err;
    child.stdout?.destroy();
    child.stderr?.destroy();
    onExit();
  }

  function kill() {
    child.stdout?.destroy();
    child.stderr?.destroy();
    killed = true;
    try {
      child.kill(options.killSignal);
    } catch (err) {
      failure ??= err;
      onExit();
    }
  }

  if (options.timeout > 0) {
    timeoutId = setTimeout(() => {
      kill();
      timeoutId = null;
    }, options.timeout);
  }
  const onTooMuch = (name) => {
    failure = new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name);
    kill();
  };
  if (child.stdout) {
    readStdout = collect(child.stdout, 'stdout', options, isText, onTooMuch);
  }
  if (child.stderr) {
    readStderr = collect(child.stderr, 'stderr', options, isText, onTooMuch);
  }
  child.addListener('close', onExit);
  child.addListener('error', onError);
  return child;
}

// util.promisify(exec): resolves to { stdout, stderr }, with the child beside.
function promisified(original) {
  return (...args) => {
    const { promise, resolve, reject } = PromiseWithResolvers();
    promise.child = original(...args, (err, stdout, stderr) => {
      if (err !== null) {
        err.stdout = stdout;
        err.stderr = stderr;
        reject(err);
      } else {
        resolve({ stdout, stderr });
      }
    });
    return promise;
  };
}

for (const fn of [exec, execFile]) {
  const value = promisified(fn);
  ObjectDefineProperty(value, 'name', { __proto__: null, value: fn.name });
  ObjectDefineProperty(fn, Symbol.for('nodejs.util.promisify.custom'), {
    __proto__: null, enumerable: false, value,
  });
}

// --- the synchronous forms ---------------------------------------------------

function spawnSync(file, args, options) {
  options = {
    maxBuffer: MAX_BUFFER,
    ...normalizeSpawnArguments(file, args, options),
  };
  validateTimeout(options.timeout);
  validateMaxBuffer(options.maxBuffer);
  options.killSignal = sanitizeKillSignal(options.killSignal);
  options.stdio = getValidStdio(options.stdio || 'pipe', true).stdio;
  const { isArrayBufferView } = require('internal/util/types');
  if (options.input !== undefined && options.input !== null) {
    options.stdio[0] = { ...options.stdio[0], input: options.input };
    options.stdio[0].type = 'pipe';
  }
  for (let i = 0; i < options.stdio.length; i++) {
    const { input } = options.stdio[i];
    if (isNil(input)) {
      continue;
    }
    if (isArrayBufferView(input)) {
      options.stdio[i].input = input;
    } else if (typeof input === 'string') {
      options.stdio[i].input = Buffer.from(
        input, options.encoding === 'buffer' ? undefined : options.encoding);
    } else {
      throw new ERR_INVALID_ARG_TYPE(
        `options.stdio[${i}]`, ['Buffer', 'TypedArray', 'DataView', 'string'],
        input);
    }
  }
  return internal.spawnSync(options);
}

function checkExecSyncError(result, args, command) {
  if (result.error) {
    const err = result.error;
    ObjectAssign(err, result);
    return err;
  }
  if (result.status === 0) {
    return undefined;
  }
  let message = `Command failed: ${command ?? args.join(' ')}`;
  if (result.stderr && result.stderr.length > 0) {
    message += `\n${result.stderr.toString()}`;
  }
  return genericNodeError(message, result);
}

function finishSync(result, inheritStderr, args, command) {
  if (inheritStderr && result.stderr) {
    process.stderr.write(result.stderr);
  }
  const err = checkExecSyncError(result, args, command);
  if (err) {
    throw err;
  }
  return result.stdout;
}

function execFileSync(file, args, options) {
  ({ file, args, options } = normalizeExecFileArgs(file, args, options));
  const result = spawnSync(file, args, options);
  return finishSync(result, !options.stdio, [options.argv0 || file, ...args]);
}

function execSync(command, options) {
  const normalized = normalizeExecArgs(command, options, null);
  const result = spawnSync(normalized.file, normalized.options);
  return finishSync(result, !normalized.options.stdio, undefined, command);
}

function fork() {
  realm.guard?.demand('child', process.execPath);
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('child_process.fork()');
}

module.exports = {
  ChildProcess,
  exec,
  execFile,
  execFileSync,
  execSync,
  fork,
  spawn,
  spawnSync,
};
