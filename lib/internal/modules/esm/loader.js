// SPDX-License-Identifier: MIT
'use strict';
// The ES module loader: the module map, and the way from a URL to a record
// with all that it imports. Loading is synchronous, as nothing here waits for
// anybody; that import() is not shows in dynamic.js alone.

const {
  ArrayPrototypePush,
  SafeMap,
  StringPrototypeStartsWith,
} = primordials;

const { dropModule, parseModule } = internalBinding('compiler');
const { rt } = require('internal/compiler/host');
const { Record } = require('internal/modules/esm/record');
const { link } = require('internal/modules/esm/link');
const { evaluate } = require('internal/modules/esm/evaluate');
const { pathOf, resolveSpecifier } = require('internal/modules/esm/specifier');
const source = require('internal/modules/esm/source');
const { state } = require('internal/modules/cjs/loader');

// Flags of parseModule().
const kWaits = 1;

const map = new SafeMap();  // URL and type -> record

// Attributes come flat: key, value, ...
function typeOf(attributes, url) {
  let type;
  for (let i = 0; i < attributes?.length; i += 2) {
    if (attributes[i] !== 'type') {
      const { ERR_IMPORT_ATTRIBUTE_UNSUPPORTED } =
        require('internal/errors').codes;
      throw new ERR_IMPORT_ATTRIBUTE_UNSUPPORTED(attributes[i],
                                                 attributes[i + 1], url);
    }
    type = attributes[i + 1];
  }
  return type;
}

// JSON has to be asked for; nothing else may be.
function checkType(type, format, url) {
  if (type === undefined && format !== 'json' ||
      type === 'json' && format === 'json') {
    return;
  }
  const { codes } = require('internal/errors');
  if (type === undefined) {
    throw new codes.ERR_IMPORT_ATTRIBUTE_MISSING(url, 'type', 'json');
  }
  if (type === 'json') {
    throw new codes.ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE(url, type);
  }
  throw new codes.ERR_IMPORT_ATTRIBUTE_UNSUPPORTED('type', type, url);
}

function decorate(err, text, url) {
  return require('internal/modules/syntax_error')
    .decorateSyntaxError(err, text, url);
}

function makeHost(record) {
  const host = {
    rt,
    url: record.url,
    meta: undefined,
    import(specifier, options) {
      return require('internal/modules/esm/dynamic')
        .importFrom(specifier, options, record.url);
    },
    importSource(specifier) {
      return require('internal/modules/esm/dynamic')
        .importSource(specifier, record.url);
    },
  };
  primordials.ObjectDefineProperty(host, 'meta', {
    __proto__: null,
    get() {
      const value = require('internal/modules/esm/meta').makeMeta(record.url);
      primordials.ObjectDefineProperty(host, 'meta', {
        __proto__: null, value,
      });
      return value;
    },
    configurable: true,
  });
  return host;
}

// A record of a text; what it imports is not there yet.
function parse(url, text) {
  state.sourceMaps?.noteSource(url, text);
  let parsed;
  try {
    parsed = parseModule(text, url);
  } catch (err) {
    throw decorate(err, text, url);
  }
  const record = new Record(url, 'module');
  const requests = parsed[1];
  for (let i = 0; i < requests.length; i += 5) {
    ArrayPrototypePush(record.requests, {
      __proto__: null,
      specifier: requests[i],
      attributes: requests[i + 1],
      phase: requests[i + 2],
      line: requests[i + 3],
      column: requests[i + 4],
      record: undefined,
    });
  }
  record.handle = parsed[0];
  record.imports = parsed[2];
  record.setNames(parsed[3]);
  const indirect = parsed[4];
  if (indirect.length > 0) {
    record.indirect = new SafeMap();
    for (let i = 0; i < indirect.length; i += 5) {
      record.indirect.set(indirect[i], {
        __proto__: null, request: indirect[i + 1], name: indirect[i + 2],
        line: indirect[i + 3], column: indirect[i + 4],
      });
    }
  }
  const stars = parsed[5];
  for (let i = 0; i < stars.length; i += 3) {
    ArrayPrototypePush(record.stars, stars[i]);
  }
  record.waits = (parsed[6] & kWaits) !== 0;
  record.host = makeHost(record);
  return record;
}

function makeRecord(url, { format, source: text, hooked }) {
  if (format === 'module') {
    return parse(url, text ?? source.readFile(pathOf(url)));
  }
  return require('internal/modules/esm/translators').make(url, format, text, hooked);
}

function keyOf(url, type) {
  return type === undefined ? url : `${url}\n${type}`;
}

// The record of a URL, without what it imports.
function recordOf(url, attributes) {
  const type = typeOf(attributes, url);
  const key = keyOf(url, type);
  let record = map.get(key);
  if (record === undefined) {
    const loaded = state.hooks === undefined ? source.load(url) :
      state.hooks.loadModule(url, attributes);
    checkType(type, loaded.format, url);
    record = makeRecord(url, loaded);
    record.key = key;
    map.set(key, record);
  }
  return record;
}

function resolve(specifier, parentURL, attributes) {
  return state.hooks === undefined ? resolveSpecifier(specifier, parentURL) :
    state.hooks.resolveModule(specifier, parentURL, attributes);
}

// Fills in what the requests of a record, and of those, stand for. A graph
// that cannot be loaded whole leaves no new record in the map.
function loadRequests(root) {
  if (root.complete) return;
  const fresh = [root];
  root.complete = true;
  try {
    for (let i = 0; i < fresh.length; i++) {
      const { requests, url } = fresh[i];
      for (let j = 0; j < requests.length; j++) {
        const request = requests[j];
        const found = resolve(request.specifier, url, request.attributes);
        const target = request.phase === 0 ?
          recordOf(found, request.attributes) :
          require('internal/modules/esm/source_phase').sourceRecord(found);
        request.record = target;
        if (!target.complete) {
          target.complete = true;
          ArrayPrototypePush(fresh, target);
        }
      }
    }
  } catch (err) {
    forget(fresh);
    throw err;
  }
}

function forget(records) {
  for (let i = 0; i < records.length; i++) {
    const record = records[i];
    record.complete = false;
    if (map.get(record.key) === record) map.delete(record.key);
    if (record.handle !== undefined) dropModule(record.handle);
  }
}

/** The linked record of a URL, ready to be evaluated. */
function linkedRecord(url, attributes) {
  const record = recordOf(url, attributes);
  loadRequests(record);
  link(record);
  return record;
}

/** The linked record of a text that is in no file. */
function linkedText(url, text) {
  const record = parse(url, text);
  record.source = text;
  record.key = url;
  map.set(url, record);
  loadRequests(record);
  link(record);
  return record;
}

/** The records of the map whose URL begins so. */
function eachRecord(prefix, callback) {
  map.forEach((record) => {
    if (StringPrototypeStartsWith(record.url, prefix)) callback(record);
  });
}

module.exports = {
  eachRecord,
  evaluate,
  linkedRecord,
  linkedText,
  loadRequests,
  makeHost,
  resolve,
};
