// SPDX-License-Identifier: MIT
// A script object of the engine's (JSScriptCreateFromString) holds its text as
// a pointer to a StringImpl. We make one of a tiny text and put the large
// string's StringImpl in the place of the tiny one, counted as the engine
// counts: so the text lives as long as functions of it do, and exists once.
#include "engine/source.h"

#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "engine/door.h"
#include "engine/prefault.h"
#include "engine/private.h"
#include "engine/string.h"
#include "engine/value.h"

// What the tiny scripts are made of: nothing else in them looks like it.
static const char source_tiny[] = "/*lode*/0";

enum {
  SOURCE_TINY = sizeof source_tiny - 1,
  SOURCE_WORDS = 48,          // of a script object, to be searched
  SOURCE_PREFAULT = 1 << 20,  // characters whose parse takes much memory
};

static size_t source_slot;  // in words; 0: not known

// Reads memory that may not be there.
static bool source_read(const void *from, void *to, size_t n) {
  struct iovec local = {to, n};
  struct iovec remote = {(void *)(uintptr_t)from, n};
  return process_vm_readv(getpid(), &local, 1, &remote, 1, 0) == (ssize_t)n;
}

static bool source_is_tiny(uintptr_t word) {
  lode_string_header impl;
  char text[SOURCE_TINY];
  return word % sizeof(void *) == 0 && word > 65536 &&
         source_read((const void *)word, &impl, sizeof impl) &&
         impl.length == SOURCE_TINY && impl.characters != NULL &&
         source_read(impl.characters, text, sizeof text) &&
         memcmp(text, source_tiny, sizeof text) == 0;
}

// The one word of the script that leads to the tiny text; 0 when there is
// none or more than one.
static size_t source_find_slot(const void *script) {
  size_t found = 0;
  for (size_t i = 1; i < SOURCE_WORDS; i++) {
    uintptr_t word;
    const char *at = (const char *)script + i * sizeof word;
    if (!source_read(at, &word, sizeof word)) {
      break;
    }
    if (source_is_tiny(word)) {
      if (found != 0) {
        return 0;
      }
      found = i;
    }
  }
  return found;
}

static JSScriptRef source_make_tiny(lode_env *env, const char *url, int line) {
  JSStringRef name = JSStringCreateWithUTF8CString(url);
  JSStringRef text = JSStringCreateWithUTF8CString(source_tiny);
  JSStringRef error = NULL;
  int error_line = 0;
  JSScriptRef script = JSScriptCreateFromString(env->group, name, line, text,
                                                &error, &error_line);
  if (error != NULL) {
    JSStringRelease(error);
  }
  JSStringRelease(text);
  JSStringRelease(name);
  return script;
}

void lode_source_expect(lode_value source) {
  size_t length = lode_string_header_of(source)->length;
  if (length >= SOURCE_PREFAULT) {
    lode_prefault_expect(length);
  }
}

JSScriptRef lode_source_script(lode_env *env, lode_value source,
                               const char *url, int line) {
  lode_string_header *impl = lode_string_header_of(source);
  JSScriptRef script = source_make_tiny(env, url, line);
  uintptr_t *slot = (uintptr_t *)(void *)script + source_slot;
  lode_string_header *tiny = (lode_string_header *)*slot;
  impl->refs += LODE_STRING_REFERENCE;
  *slot = (uintptr_t)impl;
  // A cell of nobody's takes the tiny text to the collector.
  lode_the_door.string_cell((void *)(uintptr_t)env->group, tiny);
  tiny->refs -= LODE_STRING_REFERENCE;
  return script;
}

lode_value lode_source_evaluate(lode_env *env, lode_value source,
                                const char *url, int line,
                                lode_value *exception) {
  *exception = NULL;
  lode_source_expect(source);
  JSScriptRef script = lode_source_script(env, source, url, line);
  lode_value result = JSScriptEvaluate(env->ctx, script, NULL, exception);
  JSScriptRelease(script);
  return *exception != NULL ? NULL : result;
}

static bool source_prove(lode_env *env) {
  JSScriptRef script = source_make_tiny(env, "", 1);
  if (script == NULL) {
    return false;
  }
  source_slot = source_find_slot(script);
  JSScriptRelease(script);
  if (source_slot == 0) {
    return false;
  }
  static const char text[] = "(()=>[6*7])()[0]";
  lode_value source = lode_string_latin1(env, text, sizeof text - 1);
  const lode_string_header *impl = lode_string_header_of(source);
  if (impl == NULL) {
    return false;
  }
  uint32_t refs = impl->refs;
  lode_value exception;
  lode_value result = lode_source_evaluate(env, source, "", 1, &exception);
  return result != NULL && exception == NULL &&
         JSValueToNumber(env->ctx, result, NULL) == 42 && impl->refs >= refs;
}

bool lode_source_open(lode_env *env) {
  lode_door *d = &lode_the_door;
  if (!d->sources_tried) {
    d->sources_tried = true;
    d->sources = d->strings && d->fill_strings && source_prove(env);
  }
  return d->sources;
}
