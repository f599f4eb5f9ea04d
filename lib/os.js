// node:os
'use strict';

const { Float64Array, NumberParseInt, ObjectDefineProperties, SymbolToPrimitive } =
  primordials;
const binding = internalBinding('os');
const constants = require('internal/os_constants');
const { ERR_SYSTEM_ERROR } = require('internal/errors').codes;
const { validateInt32 } = require('internal/validators');

// Throws what a negative code means, as os functions do.
function check(result, syscall) {
  if (typeof result === 'number' && result < 0) {
    fail(result, syscall);
  }
  return result;
}

function fail(errno, syscall) {
  const { 0: code, 1: message } =
    require('internal/util').getSystemErrorMap().get(errno);
  throw new ERR_SYSTEM_ERROR({ code, errno, message, syscall });
}

const uname = binding.uname();  // sysname, release, version, machine

function arch() { return process.arch; }
function availableParallelism() { return binding.availableParallelism(); }
function endianness() { return 'LE'; }
function freemem() { return binding.freeMemory(); }
function hostname() { return check(binding.hostName(), 'uv_os_gethostname'); }
function machine() { return uname[3]; }
function platform() { return process.platform; }
function release() { return uname[1]; }
function totalmem() { return binding.totalMemory(); }
function type() { return uname[0]; }
function uptime() { return check(binding.uptime(), 'uv_uptime'); }
function version() { return uname[2]; }

function homedir() { return check(binding.homeDirectory(), 'uv_os_homedir'); }

function tmpdir() {
  const { env } = process;
  let path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';
  if (path.length > 1 && path[path.length - 1] === '/') {
    path = path.slice(0, -1);
  }
  return path;
}

function loadavg() {
  const load = binding.loadAverage();
  return [load[0], load[1], load[2]];
}

const kCpuFields = 7;  // model, speed, user, nice, sys, idle, irq

function cpus() {
  const flat = check(binding.cpus(), 'uv_cpu_info');
  const list = [];
  for (let i = 0; i < flat.length; i += kCpuFields) {
    list.push({
      model: flat[i],
      speed: flat[i + 1],
      times: {
        user: flat[i + 2],
        nice: flat[i + 3],
        sys: flat[i + 4],
        idle: flat[i + 5],
        irq: flat[i + 6],
      },
    });
  }
  return list;
}

// How many leading one bits a netmask has.
function prefixLength(netmask, isV6) {
  let bits = 0;
  const groups = netmask.split(isV6 ? ':' : '.');
  for (let i = 0; i < groups.length; i++) {
    let group = NumberParseInt(groups[i] || '0', isV6 ? 16 : 10);
    for (; group > 0; group >>>= 1) {
      bits += group & 1;
    }
  }
  return bits;
}

const kInterfaceFields = 7;  // name, address, netmask, family, mac, internal,
                             // scope id

function networkInterfaces() {
  const flat = check(binding.networkInterfaces(), 'uv_interface_addresses');
  const interfaces = {};
  for (let i = 0; i < flat.length; i += kInterfaceFields) {
    const name = flat[i];
    const netmask = flat[i + 2];
    const isV6 = flat[i + 3] === 'IPv6';
    const entry = {
      address: flat[i + 1],
      netmask,
      family: flat[i + 3],
      mac: flat[i + 4],
      internal: flat[i + 5],
      cidr: `${flat[i + 1]}/${prefixLength(netmask, isV6)}`,
    };
    if (isV6) {
      entry.scopeid = flat[i + 6];
    }
    (interfaces[name] ??= []).push(entry);
  }
  return interfaces;
}

function userInfo(options) {
  const asBuffer = typeof options === 'object' && options !== null &&
    options.encoding === 'buffer';
  const user = check(binding.userInfo(), 'uv_os_get_passwd');
  const text = (value) => (value === null ? null :
    asBuffer ? Buffer.from(value) : value);
  return {
    uid: user[0],
    gid: user[1],
    username: text(user[2]),
    homedir: text(user[3]),
    shell: text(user[4]),
    __proto__: null,
  };
}

function getPriority(pid) {
  if (pid === undefined) {
    pid = 0;
  } else {
    validateInt32(pid, 'pid');
  }
  const priority = new Float64Array(1);
  check(binding.getPriority(pid, priority), 'uv_os_getpriority');
  return priority[0];
}

function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  check(binding.setPriority(pid, priority), 'uv_os_setpriority');
}

// `${os.hostname}` gives the value, as in Node.
const primitives = { arch, availableParallelism, endianness, freemem, homedir,
                     hostname, machine, platform, release, tmpdir, totalmem,
                     type, uptime, version };
for (const fn of Object.values(primitives)) {
  fn[SymbolToPrimitive] = () => fn();
}

module.exports = {
  arch,
  availableParallelism,
  cpus,
  endianness,
  freemem,
  getPriority,
  homedir,
  hostname,
  loadavg,
  machine,
  networkInterfaces,
  platform,
  release,
  setPriority,
  tmpdir,
  totalmem,
  type,
  uptime,
  userInfo,
  version,
};
ObjectDefineProperties(module.exports, {
  EOL: { __proto__: null, configurable: true, enumerable: true, value: '\n',
         writable: false },
  constants: { __proto__: null, configurable: false, enumerable: true,
               value: constants },
  devNull: { __proto__: null, configurable: true, enumerable: true,
             value: '/dev/null', writable: false },
});
