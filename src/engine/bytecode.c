// SPDX-License-Identifier: MIT
// A script object of the engine's (source.c) is a SourceProvider, whose
// virtual functions are the engine's border to a bytecode cache: it asks
// cachedBytecode() for what is known of a text, gives cacheBytecode() a
// function that encodes a program just compiled, and tells updateCache() of
// each function that it compiles later. The script object's own do nothing.
// Each record is a copy of the object's table of them with ours in those
// places, so the table that an object points to leads to its record.
//
//     new ── evaluate ──┬── the bytes are taken: nothing to record
//                       └── cacheBytecode: recording, updateCache adds to it
//
// The engine puts the text into what it encodes, to compare it when it
// decodes. A hash that our caller compares does that better: while the engine
// encodes or compares, source() gives the first characters of the text alone.
// Layouts: WebKit 2.50, SourceProvider.h, CachedBytecode.h.
#include "engine/bytecode.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/door.h"
#include "engine/private.h"
#include "engine/source.h"
#include "engine/string.h"
#include "engine/value.h"

// The places of a SourceProvider's virtual functions.
enum {
  BYTECODE_DESTROY,
  BYTECODE_DELETE,
  BYTECODE_HASH,
  BYTECODE_SOURCE,
  BYTECODE_CACHED,
  BYTECODE_CACHE,
  BYTECODE_UPDATE,
  BYTECODE_COMMIT,
  BYTECODE_BLOCK_HASH,
  BYTECODE_LOCK,
  BYTECODE_UNLOCK,
  BYTECODE_SLOTS,
  BYTECODE_BRIEF = 32,  // characters that source() gives while comparing
};

// WTF::StringView: two words, in two registers.
typedef struct bytecode_view {
  const void *characters;
  uint64_t length_and_width;
} bytecode_view;

// JSC::CachedBytecode: counted (not by atomics), then its size with all that
// was added, its bytes, which functions it lacks, what was added.
typedef struct bytecode_block {
  uint32_t refs;
  size_t size;
  const char *bytes;
  size_t byte_count;
  uint8_t kind;  // of the bytes' owner: 0 is memory of the engine's
  void *functions;
  void *updates;
  uint64_t update_count;
} bytecode_block;

// A function object of the engine's (WTF::Function) leads to one of these.
typedef struct bytecode_callable {
  const uintptr_t *table;  // destroy, delete, call
} bytecode_callable;

struct lode_bytecode {
  uintptr_t above[2];  // what lies in front of a table: nothing we know of
  uintptr_t table[BYTECODE_SLOTS];
  const uintptr_t *original;
  uint32_t hash;
  bool brief;              // the next source() is for a comparison
  bool asked;              // the engine was given the bytes
  bool owned, provided;    // our owner and the script object: the last frees
  bytecode_block given;    // an earlier run's; no bytes: none
  bytecode_block *record;  // this run's
  lode_env *env;
  lode_value root;  // the first function compiled: keeps all others alive
};

static struct {
  bool tried, open;
  // encodeFunctionCodeBlock, CachedBytecode::addFunctionUpdate,
  // CachedBytecode::commitUpdates
  void *(*encode)(void **result, void *vm, const void *code, void *error);
  void (*add)(void *block, const void *function, int kind, void **added);
  void (*commit)(const void *block, const void *callback);
} bytecode_engine;

static lode_bytecode *bytecode_of(const void *provider) {
  const uintptr_t *table;
  memcpy(&table, provider, sizeof table);
  return (lode_bytecode *)((uintptr_t)table - offsetof(lode_bytecode, table));
}

// Calls one of the original virtual functions.
static void *bytecode_original(const lode_bytecode *code, int slot) {
  return (void *)code->original[slot];
}

static void bytecode_drop(lode_bytecode *code) {
  // Decoded functions may hold the bytes longer than the text.
  if (!code->owned && !code->provided && code->given.refs <= 1) {
    free(code);
  }
}

static void bytecode_on_delete(void *provider) {
  lode_bytecode *code = bytecode_of(provider);
  void (*original)(void *);
  void *function = bytecode_original(code, BYTECODE_DELETE);
  memcpy(&original, &function, sizeof original);
  original(provider);
  code->provided = false;
  bytecode_drop(code);
}

static uint32_t bytecode_on_hash(const void *provider) {
  return bytecode_of(provider)->hash;
}

static bytecode_view bytecode_on_source(const void *provider) {
  lode_bytecode *code = bytecode_of(provider);
  bytecode_view (*original)(const void *);
  void *function = bytecode_original(code, BYTECODE_SOURCE);
  memcpy(&original, &function, sizeof original);
  bytecode_view view = original(provider);
  uint32_t length = (uint32_t)view.length_and_width;
  if (code->brief && length > BYTECODE_BRIEF) {
    view.length_and_width -= length - BYTECODE_BRIEF;
  }
  code->brief = false;
  return view;
}

static void **bytecode_on_cached(void **result, const void *provider) {
  lode_bytecode *code = bytecode_of(provider);
  *result = NULL;
  if (code->given.bytes != NULL) {
    code->given.refs++;
    code->brief = code->asked = true;
    *result = &code->given;
  }
  return result;
}

static void bytecode_on_cache(const void *provider,
                              bytecode_callable *const *generator) {
  lode_bytecode *code = bytecode_of(provider);
  void *(*call)(void **result, const void *self);
  memcpy(&call, &(*generator)->table[2], sizeof call);
  void *block = NULL;
  code->brief = true;
  call(&block, *generator);
  code->brief = false;
  if (code->record == NULL) {
    code->record = block;
  }
}

static void bytecode_on_update(const void *provider, const void *function,
                               const void *source, int kind,
                               const void *compiled) {
  lode_bytecode *code = bytecode_of(provider);
  (void)source;
  if (code->record == NULL) {
    return;
  }
  if (code->root == NULL) {
    // The record knows functions by their addresses.
    code->root = function;
    lode_protect(code->env, function);
  }
  uint64_t error[32] = {0};  // a BytecodeCacheError, larger than it is
  void *block = NULL;
  bytecode_engine.encode(&block, (void *)(uintptr_t)code->env->group, compiled,
                         error);
  if (block != NULL) {
    bytecode_engine.add(code->record, function, kind, &block);
  }
}

static void bytecode_nothing(void) {
}

static const uintptr_t *bytecode_table_of(const void *script) {
  const uintptr_t *table;
  memcpy(&table, script, sizeof table);
  return table;
}

static void bytecode_take_script(lode_bytecode *code, void *script) {
  code->original = bytecode_table_of(script);
  memcpy(code->above, code->original - 2, sizeof code->above);
  memcpy(code->table, code->original, sizeof code->table);
  code->table[BYTECODE_DELETE] = (uintptr_t)bytecode_on_delete;
  code->table[BYTECODE_HASH] = (uintptr_t)bytecode_on_hash;
  code->table[BYTECODE_SOURCE] = (uintptr_t)bytecode_on_source;
  code->table[BYTECODE_CACHED] = (uintptr_t)bytecode_on_cached;
  code->table[BYTECODE_CACHE] = (uintptr_t)bytecode_on_cache;
  code->table[BYTECODE_UPDATE] = (uintptr_t)bytecode_on_update;
  const uintptr_t *table = code->table;
  memcpy(script, &table, sizeof table);
  code->provided = true;
}

lode_bytecode *lode_bytecode_new(uint32_t hash, const void *bytes, size_t n) {
  lode_bytecode *code = lode_malloc(sizeof *code);
  *code = (lode_bytecode){.hash = hash, .owned = true};
  // One reference is ours, so that the engine never frees the bytes.
  code->given.refs = 1;
  code->given.size = code->given.byte_count = n;
  code->given.bytes = bytes;
  return code;
}

lode_value lode_bytecode_evaluate(lode_env *env, lode_bytecode *code,
                                  lode_value source, const char *url, int line,
                                  lode_value *exception) {
  *exception = NULL;
  if (code->given.bytes == NULL) {
    lode_source_expect(source);
  }
  JSScriptRef script = lode_source_script(env, source, url, line);
  code->env = env;
  bytecode_take_script(code, script);
  lode_value result = JSScriptEvaluate(env->ctx, script, NULL, exception);
  JSScriptRelease(script);
  return *exception != NULL ? NULL : result;
}

size_t lode_bytecode_recorded(const lode_bytecode *code) {
  return code->record == NULL ? 0 : code->record->size;
}

// What commitUpdates() calls with each piece and where it belongs.
typedef struct bytecode_writer {
  bytecode_callable callable;
  lode_buf *out;
  size_t start;  // of the record in `out`
  int err;
} bytecode_writer;

static void bytecode_on_write(void *self, int64_t at, const void *bytes,
                              size_t n) {
  bytecode_writer *writer = self;
  lode_buf *out = writer->out;
  size_t from = writer->start + (size_t)at;
  if (writer->err == 0 && from + n > out->size) {
    writer->err = lode_buf_reserve(out, from + n - out->size);
    if (writer->err == 0) {
      out->size = from + n;
    }
  }
  if (writer->err == 0) {
    memcpy(out->data + from, bytes, n);
  }
}

int lode_bytecode_write(const lode_bytecode *code, lode_buf *out) {
  const bytecode_block *block = code->record;
  if (block == NULL) {
    return 0;
  }
  const uintptr_t table[3] = {(uintptr_t)bytecode_nothing,
                              (uintptr_t)bytecode_nothing,
                              (uintptr_t)bytecode_on_write};
  bytecode_writer writer = {{table}, out, out->size, 0};
  writer.err = lode_buf_append(out, block->bytes, block->byte_count);
  if (writer.err == 0) {
    const void *callback = &writer;
    bytecode_engine.commit(block, &callback);
  }
  if (writer.err < 0) {
    out->size = writer.start;
  }
  return writer.err;
}

void lode_bytecode_free(lode_bytecode *code) {
  // What was recorded goes with the process: its destructor is the engine's
  // own, inlined where we cannot call it.
  code->record = NULL;
  code->owned = false;
  bytecode_drop(code);
}

#if defined(__x86_64__)
// Whether the table is what we take it for: all places lie in the engine's
// code, cachedBytecode() gives nothing, the three behind it return, source()
// gives the text, and nothing comes behind the last.
static bool bytecode_prove_table(const void *script,
                                 const lode_string_header *text) {
  static const unsigned char gives_nothing[] = {
      0x48, 0x89, 0xf8, 0x48, 0xc7, 0x07, 0, 0, 0, 0, 0xc3};
  static const unsigned char returns[] = {0xc3};
  const uintptr_t *table = bytecode_table_of(script);
  for (int i = 0; i < BYTECODE_SLOTS; i++) {
    if (!lode_door_is_code(table[i])) {
      return false;
    }
  }
  if (table[BYTECODE_SLOTS] != 0 ||
      memcmp((const void *)table[BYTECODE_CACHED], gives_nothing,
             sizeof gives_nothing) != 0) {
    return false;
  }
  for (int i = BYTECODE_CACHE; i <= BYTECODE_COMMIT; i++) {
    if (memcmp((const void *)table[i], returns, sizeof returns) != 0) {
      return false;
    }
  }
  lode_bytecode code = {.original = table};
  bytecode_view (*source)(const void *);
  void *function = bytecode_original(&code, BYTECODE_SOURCE);
  memcpy(&source, &function, sizeof source);
  return source(script).characters == text->characters;
}

// Evaluates a text with two functions, of which one is called; 42.
static bool bytecode_prove_text(lode_env *env, lode_bytecode *code,
                                lode_value text) {
  lode_value exception;
  lode_value result =
      lode_bytecode_evaluate(env, code, text, "", 1, &exception);
  return exception == NULL && JSValueToNumber(env->ctx, result, NULL) == 42;
}

// A text is recorded and written.
static bool bytecode_prove_record(lode_env *env, lode_value text, uint32_t hash,
                                  lode_buf *out) {
  lode_bytecode *code = lode_bytecode_new(hash, NULL, 0);
  bool proved = bytecode_prove_text(env, code, text) && code->record != NULL;
  const bytecode_block *block = code->record;
  proved = proved && block->refs == 1 && block->kind == 0 &&
           block->byte_count > 0 && block->byte_count < block->size &&
           lode_bytecode_write(code, out) == 0 && out->size == block->size;
  lode_bytecode_free(code);
  return proved;
}

// What was written is used.
static bool bytecode_prove_given(lode_env *env, lode_value text, uint32_t hash,
                                 const lode_buf *bytes) {
  lode_bytecode *code = lode_bytecode_new(hash, bytes->data, bytes->size);
  bool proved = bytecode_prove_text(env, code, text) && code->record == NULL &&
                code->asked;
  lode_bytecode_free(code);
  return proved;
}

static bool bytecode_prove(lode_env *env) {
  // The engine remembers the first text. The second is another one to it until
  // it compares them with what was written, by their beginnings.
  static const char *const texts[2] = {
      "(function lode(){function a(x){return x*7}function b(){}return a})()(6)"
      "//1",
      "(function lode(){function a(x){return x*7}function b(){}return a})()(6)"
      "//2"};
  static lode_buf bytes;  // there for good: the engine may keep to them
  lode_value first = lode_string_latin1(env, texts[0], strlen(texts[0]));
  lode_value second = lode_string_latin1(env, texts[1], strlen(texts[1]));
  JSScriptRef script = lode_source_script(env, first, "", 1);
  bool proved = bytecode_prove_table(script, lode_string_header_of(first));
  JSScriptRelease(script);
  return proved && bytecode_prove_record(env, first, 0x10de, &bytes) &&
         bytecode_prove_given(env, second, 0x10de, &bytes);
}
#endif

bool lode_bytecode_open(lode_env *env) {
  if (!bytecode_engine.tried) {
    bytecode_engine.tried = true;
#if defined(__x86_64__)
    bytecode_engine.open =
        lode_source_open(env) &&
        lode_door_find(
            "_ZN3JSC23encodeFunctionCodeBlockERNS_2VMEPKNS_"
            "25UnlinkedFunctionCodeBlockERNS_18BytecodeCacheErrorE",
            &bytecode_engine.encode) &&
        lode_door_find(
            "_ZN3JSC14CachedBytecode17addFunctionUpdateEPKNS_"
            "26UnlinkedFunctionExecutableENS_"
            "22CodeSpecializationKindEN3WTF3RefI"
            "S0_NS5_12RawPtrTraitsIS0_EENS5_21DefaultRefDerefTraitsIS0_EEEE",
            &bytecode_engine.add) &&
        lode_door_find(
            "_ZNK3JSC14CachedBytecode13commitUpdatesERKN3WTF8FunctionIFvlSt4"
            "spanIKhLm18446744073709551615EEEEE",
            &bytecode_engine.commit) &&
        bytecode_prove(env);
#endif
  }
  return bytecode_engine.open;
}
