// SPDX-License-Identifier: MIT
'use strict';
// The hooks of module.register(), on the thread where they run: the last one
// registered is asked first, each may answer or ask the next, the end of the
// chain is what the loader does without hooks. What goes in and out of each is
// checked, and blamed on the hook that did it.

const {
  ArrayBufferIsView,
  ArrayPrototypePush,
  ObjectAssign,
  ObjectDefineProperty,
} = primordials;

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_RETURN_PROPERTY_VALUE,
    ERR_INVALID_RETURN_VALUE,
    ERR_LOADER_CHAIN_INCOMPLETE,
  },
} = require('internal/errors');
const { URL } = require('internal/url');
const { isAnyArrayBuffer } = require('internal/util/types');
const { validateObject, validateString } = require('internal/validators');

const kDefault = 'node:internal/modules/default';

function isURL(text) {
  try {
    new URL(text);
    return true;
  } catch {
    return false;
  }
}

const kinds = {
  __proto__: null,
  resolve: {
    next: 'nextResolve',
    checkSubject(specifier, who) {
      validateString(specifier, `${who} specifier`);
    },
    checkAnswer({ format, importAttributes, url }, who) {
      if (typeof url !== 'string' || !isURL(url)) {
        throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', who, 'url',
                                                    url);
      }
      if (importAttributes !== undefined &&
          (typeof importAttributes !== 'object' || importAttributes === null)) {
        throw new ERR_INVALID_RETURN_PROPERTY_VALUE(
          'an object', who, 'importAttributes', importAttributes);
      }
      checkFormat(format, who);
      return { __proto__: null, format, importAttributes, url };
    },
  },
  load: {
    next: 'nextLoad',
    checkSubject(url, who) {
      if (typeof url !== 'string') {
        throw new ERR_INVALID_ARG_TYPE(`${who} url`, 'a URL string', url);
      }
      if (!isURL(url)) {
        throw new ERR_INVALID_ARG_VALUE(`${who} url`, url,
                                        'should be a URL string');
      }
    },
    checkAnswer({ format, responseURL, source }, who) {
      checkFormat(format, who);
      if (source !== undefined && source !== null &&
          typeof source !== 'string' && !isAnyArrayBuffer(source) &&
          !ArrayBufferIsView(source)) {
        throw new ERR_INVALID_RETURN_PROPERTY_VALUE(
          'a string, an ArrayBuffer, or a TypedArray', who, 'source', source);
      }
      return { __proto__: null, format, responseURL, source };
    },
  },
};

function checkFormat(format, who) {
  if (format !== undefined && format !== null && typeof format !== 'string') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', who, 'format',
                                                format);
  }
}

class HooksChain {
  constructor(defaults) {
    // Of each kind [{ fn, url }], the default first.
    this.hooks = {
      __proto__: null,
      resolve: [{ fn: defaults.resolve, url: kDefault }],
      load: [{ fn: defaults.load, url: kDefault }],
    };
  }

  add(kind, fn, url) {
    ArrayPrototypePush(this.hooks[kind], { fn, url });
  }

  /**
   * @param {'resolve' | 'load'} kind
   * @param {string} subject specifier or URL
   * @param {object} context
   */
  async ask(kind, subject, context) {
    const rules = kinds[kind];
    addImportAssertions(context);
    const hooks = this.hooks[kind];
    let who;  // the hook that ran last
    let finished = false;  // it was the default
    let shortCircuited = false;

    const nextOf = (index) => named(rules.next, async (what, more) => {
      const { fn, url } = hooks[index];
      const caller = hooks[index + 1]?.url ?? url;
      const asked = `${caller} '${kind}' hook's ${rules.next}()`;
      rules.checkSubject(what, asked);
      if (more) {
        validateObject(more, `${asked} context`);
        ObjectAssign(context, more);
      }
      who = `${url} '${kind}'`;
      if (index === 0) finished = true;
      const answer = await fn(what, context,
                              index === 0 ? undefined : nextOf(index - 1));
      checkObject(answer, asked);
      if (answer.shortCircuit) shortCircuited = true;
      return answer;
    });

    const last = hooks.length - 1;
    const answer = await nextOf(last)(subject);
    checkObject(answer, who);
    if (!finished && !shortCircuited) {
      throw new ERR_LOADER_CHAIN_INCOMPLETE(who);
    }
    return rules.checkAnswer(answer, who);
  }
}

function named(name, fn) {
  ObjectDefineProperty(fn, 'name', { __proto__: null, value: name });
  return fn;
}

// The old name of importAttributes.
function addImportAssertions(context) {
  ObjectDefineProperty(context, 'importAssertions', {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      if (!aliasWarned) {
        aliasWarned = true;
        process.emitWarning(
          'Use `importAttributes` instead of `importAssertions`',
          'ExperimentalWarning');
      }
      return context.importAttributes;
    },
  });
}

let aliasWarned = false;

function checkObject(answer, who) {
  if (typeof answer !== 'object' || answer === null) {
    throw new ERR_INVALID_RETURN_VALUE('an object', who, answer);
  }
}

module.exports = { HooksChain };
