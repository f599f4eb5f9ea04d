// The methods of process that need no library of their own.
'use strict';

const {
  NumberIsInteger,
  NumberMAX_SAFE_INTEGER,
} = primordials;
const binding = internalBinding('process');
const {
  codes: {
    ERR_ACCESS_DENIED,
    ERR_DLOPEN_DISABLED,
    ERR_FEATURE_UNAVAILABLE_ON_PLATFORM,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_OUT_OF_RANGE,
    ERR_UNKNOWN_SIGNAL,
  },
  ErrnoException,
  UVException,
  kDenied,
} = require('internal/errors');
const realm = require('internal/bootstrap/realm');
const {
  validateArray,
  validateNumber,
  validateObject,
  validateString,
} = require('internal/validators');

const { nanoseconds, numbers, secondsAnd } = binding;

function check(err, syscall) {
  if (err < 0) {
    throw new ErrnoException(err, syscall);
  }
  return err;
}

// --- exit --------------------------------------------------------------------

function checkExitCode(value) {
  if (typeof value === 'string' && value !== '' && NumberIsInteger(+value)) {
    return value;
  }
  if (typeof value !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('code', 'integer', value);
  }
  if (!NumberIsInteger(value)) {
    throw new ERR_OUT_OF_RANGE('code', 'an integer', value);
  }
  return value;
}

function reallyExit(code) {
  binding.reallyExit(code | 0);
}

// Methods of process are no constructors.
const abort = () => {
  binding.abort();
};

// --- where it runs -----------------------------------------------------------

let cachedCwd = '';

function cwd() {
  if (cachedCwd === '') {
    const path = binding.cwd();
    if (typeof path === 'number') {
      throw new ErrnoException(
        path, 'uv_cwd',
        'process.cwd failed with error no such file or directory, the ' +
        'current working directory was likely removed without changing the ' +
        'working directory');
    }
    cachedCwd = path;
  }
  return cachedCwd;
}

function chdir(directory) {
  validateString(directory, 'directory');
  const before = binding.cwd();
  const err = binding.chdir(directory);
  if (err === kDenied) throw new UVException({ errno: err, path: directory });
  if (err < 0) {
    const error = new UVException({
      errno: err, syscall: 'chdir', path: before, dest: directory,
    });
    error.message = `${error.code}: ${
      require('internal/util').getSystemErrorMessage(err)}, chdir ${
      before} -> '${directory}'`;
    throw error;
  }
  cachedCwd = '';
}

const octal = /^[0-7]+$/;

function umask(mask) {
  if (mask === undefined) {
    return binding.umask();
  }
  if (typeof mask === 'string') {
    if (!octal.test(mask)) {
      throw new ERR_INVALID_ARG_VALUE('mask', mask,
                                      'must be a 32-bit unsigned integer or ' +
                                      'an octal string');
    }
    mask = +`0o${mask}`;
  } else {
    require('internal/validators').validateUint32(mask, 'mask');
  }
  return binding.umask(mask & 0o777);
}

// --- time and use ------------------------------------------------------------

function uptime() {
  return binding.uptime();
}

function hrtime(time) {
  binding.hrtime();
  if (time === undefined) {
    return [secondsAnd[0], secondsAnd[1]];
  }
  validateArray(time, 'time');
  if (time.length !== 2) {
    throw new ERR_OUT_OF_RANGE('time', 2, time.length);
  }
  const seconds = secondsAnd[0] - time[0];
  const rest = secondsAnd[1] - time[1];
  return rest < 0 ? [seconds - 1, rest + 1e9] : [seconds, rest];
}
hrtime.bigint = function bigint() {
  binding.hrtime();
  return nanoseconds[0];
};

function rss() {
  return check(binding.rss(), 'uv_resident_set_memory');
}

function memoryUsage() {
  binding.heap();
  const heapTotal = numbers[0];
  const heapUsed = numbers[1];
  const external = numbers[2];
  return { rss: rss(), heapTotal, heapUsed, external, arrayBuffers: external };
}
memoryUsage.rss = rss;

function validPrevious(value) {
  return value >= 0 && value <= NumberMAX_SAFE_INTEGER;
}

function cpuDifference(previous, user, system) {
  if (previous) {
    validateObject(previous, 'prevValue');
    validateNumber(previous.user, 'prevValue.user');
    if (!validPrevious(previous.user)) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('prevValue.user',
                                                 previous.user);
    }
    validateNumber(previous.system, 'prevValue.system');
    if (!validPrevious(previous.system)) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('prevValue.system',
                                                 previous.system);
    }
    return { user: user - previous.user, system: system - previous.system };
  }
  return { user, system };
}

function cpuUsage(prevValue) {
  check(binding.usage(), 'uv_getrusage');
  return cpuDifference(prevValue, numbers[0], numbers[1]);
}

function resourceUsage() {
  check(binding.usage(), 'uv_getrusage');
  return {
    userCPUTime: numbers[0],
    systemCPUTime: numbers[1],
    maxRSS: numbers[2],
    sharedMemorySize: numbers[3],
    unsharedDataSize: numbers[4],
    unsharedStackSize: numbers[5],
    minorPageFault: numbers[6],
    majorPageFault: numbers[7],
    swappedOut: numbers[8],
    fsRead: numbers[9],
    fsWrite: numbers[10],
    ipcSent: numbers[11],
    ipcReceived: numbers[12],
    signalsCount: numbers[13],
    voluntaryContextSwitches: numbers[14],
    involuntaryContextSwitches: numbers[15],
  };
}

function threadCpuUsage(prevValue) {
  check(binding.threadUsage(), 'uv_getrusage_thread');
  return cpuDifference(prevValue, numbers[0], numbers[1]);
}

function constrainedMemory() {
  binding.memoryLimits();
  return numbers[0];
}

function availableMemory() {
  binding.memoryLimits();
  return numbers[0] > 0 && numbers[0] < numbers[1] ? numbers[0] : numbers[1];
}

// --- signals to processes ----------------------------------------------------

function kill(pid, sig) {
  if (pid != (pid | 0)) {
    throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  }
  let err;
  if (typeof sig === 'number') {
    err = process._kill(pid, sig);
  } else {
    const { signals } = require('internal/os_constants');
    const number = signals[sig || 'SIGTERM'];
    if (number === undefined) {
      throw new ERR_UNKNOWN_SIGNAL(sig);
    }
    err = process._kill(pid, number);
  }
  if (err) {
    throw new ErrnoException(err, 'kill');
  }
  return true;
}

function _kill(pid, sig) {
  return binding.kill(pid, sig);
}

// --- the loop ----------------------------------------------------------------

const resourceNames = {
  __proto__: null,
  udp: 'UDPWrap',
  process: 'ProcessWrap',
  signal: 'SignalWrap',
  fs_event: 'FSEventWrap',
  fs_poll: 'StatWatcher',
};

// Handles that are named by what they are for.
const streamKinds = { __proto__: null, pipe: true, tcp: true, tty: true };

// The open, referenced handles of streams, oldest first.
function streamHandles() {
  return require('internal/bootstrap/realm')
    .isLoaded('internal/stream_handles') ?
    require('internal/stream_handles').activeHandles().reverse() : [];
}

function getActiveResourcesInfo() {
  const names = binding.activeHandles();
  const resources = [];
  for (let i = 0; i < names.length; i++) {
    if (!streamKinds[names[i]]) {
      resources.push(resourceNames[names[i]] ?? names[i]);
    }
  }
  const handles = streamHandles();
  for (let i = 0; i < handles.length; i++) {
    const { constructor: { name }, onconnection } = handles[i];
    resources.push(name === 'TTY' ? 'TTYWrap' :
      `${name}${onconnection ? 'Server' : name === 'TCP' ? 'Socket' : ''}Wrap`);
  }
  const { immediateInfo, timerInfo } = internalBinding('loop');
  for (let i = 0; i < timerInfo[0]; i++) {
    resources.push('Timeout');
  }
  for (let i = 0; i < immediateInfo[1]; i++) {
    resources.push('Immediate');
  }
  return resources;
}

function _getActiveHandles() {
  const handles = streamHandles();
  for (let i = 0; i < handles.length; i++) {
    const { owner_symbol } = require('internal/stream_handles');
    handles[i] = handles[i][owner_symbol] ?? handles[i];
  }
  return handles;
}

function refOrUnref(object, symbolName, method) {
  const fn = object?.[Symbol.for(symbolName)] ??
    object?.[Symbol.for(`node:${method}`)] ?? object?.[method];
  if (typeof fn === 'function') {
    fn.call(object);
  }
}

function ref(maybeRefable) {
  refOrUnref(maybeRefable, 'nodejs.ref', 'ref');
}

function unref(maybeRefable) {
  refOrUnref(maybeRefable, 'nodejs.unref', 'unref');
}

// --- the rest ----------------------------------------------------------------

function _rawDebug(...args) {
  const { format } = require('internal/util/inspect');
  binding.write(2, `${format(...args)}\n`);
}

function getBuiltinModule(id) {
  validateString(id, 'id');
  const name = require('internal/modules/cjs/loader').builtinId(id);
  return name === undefined ? undefined : require(name);
}

function loadEnvFile(path = '.env') {
  const text = require('fs').readFileSync(path, 'utf8');
  const values = require('util').parseEnv(text);
  for (const key of Object.keys(values)) {
    process.env[key] ??= values[key];
  }
}

// Replaces the process: returns only by throwing.
function execve(execPath, args = [], env = process.env) {
  validateString(execPath, 'execPath');
  validateArray(args, 'args');
  for (let i = 0; i < args.length; i++) {
    checkExecText(args[i], `args[${i}]`);
  }
  const pairs = [];
  if (env !== undefined) {
    validateObject(env, 'env');
    for (const key of Object.keys(env)) {
      const value = env[key];
      if (typeof value !== 'string' || key.includes('\u0000') ||
          value.includes('\u0000')) {
        throw new ERR_INVALID_ARG_VALUE(
          'env', env, 'must be an object with string keys and values without ' +
          'null bytes');
      }
      pairs.push(`${key}=${value}`);
    }
  }
  realm.guard?.demand('child', execPath);
  process.emit('exit', +process.exitCode || 0);
  const err = binding.execve(execPath, args, pairs);
  binding.write(2, `process.execve failed with error code ${
    require('internal/util').getSystemErrorName(err)}\n`);
  binding.abort();
}

function checkExecText(value, name) {
  if (typeof value !== 'string' || value.includes('\u0000')) {
    throw new ERR_INVALID_ARG_VALUE(
      name, value, 'must be a string without null bytes');
  }
}

function dlopen() {
  if (realm.guard?.may('addon') === false) throw new ERR_DLOPEN_DISABLED();
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('process.dlopen');
}

// The binding objects of Node's C++ are not there.
function binding_(name) {
  if (realm.guard !== undefined) {
    throw new ERR_ACCESS_DENIED('process.binding');
  }
  validateString(name, 'module');
  const error = new Error(`No such module: ${name}`);
  error.code = 'ERR_INVALID_MODULE';
  throw error;
}

function openStdin() {
  process.stdin.resume();
  return process.stdin;
}

module.exports = {
  _getActiveHandles,
  _kill,
  _rawDebug,
  abort,
  availableMemory,
  binding: binding_,
  chdir,
  checkExitCode,
  constrainedMemory,
  cpuUsage,
  cwd,
  dlopen,
  execve,
  getActiveResourcesInfo,
  getBuiltinModule,
  hrtime,
  kill,
  loadEnvFile,
  memoryUsage,
  openStdin,
  reallyExit,
  ref,
  resourceUsage,
  threadCpuUsage,
  umask,
  unref,
  uptime,
};
