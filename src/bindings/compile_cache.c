// SPDX-License-Identifier: MIT
// Entries by type and name. What was kept comes out of one file for each
// program (cache_file.c), and all of it goes into a new one when the process
// ends or flushCompileCache() asks, if anything is new.
#include "bindings/compile_cache.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/cache_file.h"
#include "engine/call.h"
#include "engine/string.h"
#include "engine/value.h"
#include "loop/program.h"

enum {
  CACHE_SLOTS = 256,
  CACHE_MAX = 256 << 20,  // bytes of a file, about
  CACHE_OTHERS = 16,      // files of other programs that are looked into
};

static_assert(LODE_CACHE_ALIGN % LODE_BYTECODE_ALIGN == 0, "alignment");

typedef struct cache_state {
  char *dir;                             // where the files are; absolute
  char *path;                            // the program's
  lode_cache_file file;                  // what it held at the start
  lode_cache_file others[CACHE_OTHERS];  // of other programs
  size_t other_count;
  bool others_open;
  bool portable;  // names are kept relative to the folder
  bool debug;     // say on standard error what happens
  lode_cache_entry *table[CACHE_SLOTS];
} cache_state;

static const char *const cache_types[LODE_CACHE_TYPES] = {
    "CommonJS", "ESM", "StrippedTypeScript",
    "TransformedTypeScriptWithSourceMaps"};

static cache_state *cache_of(lode_env *env) {
  return env->binding[LODE_BINDING_compile_cache];
}

static void cache_say(const cache_state *cache, const char *format, ...) {
  if (cache->debug) {
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
  }
}

static void cache_say_entry(const cache_state *cache, const char *before,
                            const lode_cache_entry *entry, const char *after) {
  cache_say(cache, "[compile cache] %s %s %s%s", before,
            cache_types[entry->type], entry->name, after);
}

static bool cache_is_code(lode_cache_type type) {
  return type == LODE_CACHE_COMMONJS || type == LODE_CACHE_ESM;
}

// A name as seen from the folder of the cache: "../" for each folder to leave.
static int cache_relative(const char *dir, const char *name, lode_buf *out) {
  size_t same = 0, i = 0;
  for (; dir[i] != '\0' && dir[i] == name[i]; i++) {
    same = dir[i] == '/' ? i + 1 : same;
  }
  if (dir[i] == '\0' && name[i] == '/') {
    same = i + 1;
  }
  int err = 0;
  for (const char *at = dir + same; at != NULL && *at != '\0' && err == 0;) {
    err = lode_buf_append(out, "../", 3);
    at = strchr(at, '/');
    at = at == NULL ? NULL : at + 1;
  }
  return err < 0 ? err : lode_buf_append(out, name + same, strlen(name + same));
}

// 0 for a name that no file has.
static uint64_t cache_key(const cache_state *cache, lode_cache_type type,
                          const char *name) {
  static const char scheme[] = "file://";
  if (strncmp(name, scheme, sizeof scheme - 1) == 0) {
    name += sizeof scheme - 1;
  }
  if (name[0] != '/') {
    return 0;
  }
  if (!cache->portable) {
    return lode_hash(name, strlen(name), type) | 1;
  }
  lode_buf path = LODE_BUF_INIT;
  uint64_t key = 0;
  if (cache_relative(cache->dir, name, &path) == 0) {
    key = lode_hash(path.data, path.size, type) | 1;
  }
  lode_buf_deinit(&path);
  return key;
}

// The files of other programs in the folder: they may share modules with this
// one.
static void cache_open_others(cache_state *cache) {
  const char *own = strrchr(cache->path, '/') + 1;
  uv_fs_t req;
  uv_dirent_t file;
  cache->others_open = true;
  if (uv_fs_scandir(NULL, &req, cache->dir, 0, NULL) >= 0) {
    while (cache->other_count < CACHE_OTHERS &&
           uv_fs_scandir_next(&req, &file) == 0) {
      char path[4096];
      int n = snprintf(path, sizeof path, "%s/%s", cache->dir, file.name);
      lode_cache_file *other = &cache->others[cache->other_count];
      cache->other_count +=
          n < (int)sizeof path && strlen(file.name) == strlen(own) &&
          strcmp(file.name, own) != 0 && lode_cache_file_open(path, other) == 0;
    }
  }
  uv_fs_req_cleanup(&req);
}

static int cache_look_in(const lode_cache_file *file,
                         const lode_cache_entry *entry,
                         lode_cache_record *record) {
  int err = lode_cache_file_find(file, entry->key, record);
  return err == 0 && record->source != entry->source ? UV_EINVAL : err;
}

// What the files have for a text.
static int cache_look_up(cache_state *cache, const lode_cache_entry *entry,
                         lode_cache_record *record) {
  int err = cache_look_in(&cache->file, entry, record);
  if (err < 0 && !cache->others_open) {
    cache_open_others(cache);
  }
  for (size_t i = 0; err == UV_ENOENT && i < cache->other_count; i++) {
    err = cache_look_in(&cache->others[i], entry, record);
  }
  return err;
}

static const char *cache_mistake(int err) {
  return err == UV_ENOENT   ? "no such entry"
         : err == UV_EINVAL ? "code hash mismatch: the text has changed"
                            : "checksum mismatch";
}

static void cache_load(cache_state *cache, lode_cache_entry *entry) {
  lode_cache_record record;
  int err = cache_look_up(cache, entry, &record);
  if (cache_is_code(entry->type)) {
    cache_say(cache, "[compile cache] reading cache from %s for %s %s... %s\n",
              cache->path, cache_types[entry->type], entry->name,
              err == 0 ? "success" : cache_mistake(err));
  } else if (err == 0) {
    cache_say_entry(cache, "retrieving transpile cache for", entry,
                    "... success\n");
  } else {
    cache_say_entry(cache, "no transpile cache for", entry, "\n");
  }
  if (err == 0) {
    entry->unit = record.unit;
    entry->unit_size = record.unit_size;
    entry->program = record.program;
    entry->bytecode = record.bytecode;
    entry->bytecode_size = record.bytecode_size;
    entry->known = entry->kept = true;
  }
}

static void cache_forget(lode_cache_entry *entry) {
  lode_buf_deinit(&entry->made);
  if (entry->code != NULL) {
    lode_bytecode_free(entry->code);
  }
  entry->unit = entry->bytecode = NULL;
  entry->unit_size = entry->bytecode_size = entry->written = 0;
  entry->program = 0;
  entry->code = NULL;
  entry->known = entry->kept = false;
}

static lode_cache_entry *cache_add(cache_state *cache, lode_cache_type type,
                                   const char *name, uint64_t key) {
  lode_cache_entry *entry = lode_malloc(sizeof *entry);
  *entry = (lode_cache_entry){.type = type, .key = key};
  entry->name = lode_strndup(name, strlen(name));
  entry->next = cache->table[key / 2 % CACHE_SLOTS];
  cache->table[key / 2 % CACHE_SLOTS] = entry;
  return entry;
}

static lode_cache_entry *cache_get(const cache_state *cache, uint64_t key) {
  lode_cache_entry *entry = cache->table[key / 2 % CACHE_SLOTS];
  while (entry != NULL && entry->key != key) {
    entry = entry->next;
  }
  return entry;
}

lode_cache_entry *lode_cache_find(lode_env *env, lode_cache_type type,
                                  const char *name, const char *source,
                                  size_t size) {
  cache_state *cache = cache_of(env);
  uint64_t key = cache == NULL ? 0 : cache_key(cache, type, name);
  if (key == 0) {
    return NULL;
  }
  uint64_t hash = lode_hash(source, size, size);
  lode_cache_entry *entry = cache_get(cache, key);
  if (entry != NULL && entry->source == hash) {
    return entry;
  }
  if (entry == NULL) {
    entry = cache_add(cache, type, name, key);
  }
  cache_forget(entry);
  entry->source = hash;
  cache_load(cache, entry);
  return entry;
}

lode_cache_entry *lode_cache_again(lode_env *env, lode_cache_type type,
                                   const char *name) {
  const cache_state *cache = cache_of(env);
  uint64_t key = cache == NULL ? 0 : cache_key(cache, type, name);
  return key == 0 ? NULL : cache_get(cache, key);
}

void lode_cache_accept(lode_env *env, lode_cache_entry *entry) {
  cache_say_entry(cache_of(env), "V8 code cache for", entry,
                  " was accepted, keeping the in-memory entry\n");
}

void lode_cache_put(lode_env *env, lode_cache_entry *entry, lode_buf *unit) {
  if (cache_is_code(entry->type)) {
    cache_say_entry(cache_of(env), "V8 code cache for", entry,
                    " was not initialized, initializing the in-memory entry\n");
  } else {
    cache_say_entry(cache_of(env), "saving transpilation cache for", entry,
                    "\n");
  }
  lode_buf_deinit(&entry->made);
  entry->made = *unit;
  *unit = (lode_buf)LODE_BUF_INIT;
  entry->unit = entry->made.data;
  entry->unit_size = entry->made.size;
  entry->known = true;
  entry->kept = false;
}

lode_value lode_cache_evaluate(lode_env *env, lode_cache_entry *entry,
                               lode_value program, uint64_t hash,
                               const char *url, lode_value *exception) {
  // A text that runs again is in the engine's memory, or nearly there.
  if (entry == NULL || entry->code != NULL ||
      lode_string_header_of(program) == NULL || !lode_bytecode_open(env)) {
    return lode_evaluate(env, program, url, 1, exception);
  }
  bool same = entry->program == hash && entry->bytecode != NULL;
  entry->program = hash;
  // The engine's own hashes of texts have 24 bits.
  entry->code = lode_bytecode_new((uint32_t)hash & 0xffffff,
                                  same ? entry->bytecode : NULL,
                                  same ? entry->bytecode_size : 0);
  return lode_bytecode_evaluate(env, entry->code, program, url, 1, exception);
}

static size_t cache_recorded(const lode_cache_entry *entry) {
  return entry->code == NULL ? 0 : lode_bytecode_recorded(entry->code);
}

static bool cache_is_new(const lode_cache_entry *entry) {
  return entry->known &&
         (!entry->kept || cache_recorded(entry) != entry->written);
}

// What the next file will hold, and the bytes that are made for it.
typedef struct cache_writer {
  lode_cache_record *records;
  lode_buf *bytecode;
  size_t count, capacity;
  uint64_t size;
} cache_writer;

static bool cache_writer_init(cache_writer *writer, size_t capacity) {
  *writer = (cache_writer){.capacity = capacity};
  writer->records = lode_try_malloc((capacity + 1) * sizeof *writer->records);
  writer->bytecode = lode_try_malloc((capacity + 1) * sizeof *writer->bytecode);
  return writer->records != NULL && writer->bytecode != NULL;
}

static void cache_writer_deinit(cache_writer *writer) {
  for (size_t i = 0; writer->bytecode != NULL && i < writer->count; i++) {
    lode_buf_deinit(&writer->bytecode[i]);
  }
  free(writer->bytecode);
  free(writer->records);
}

static void cache_add_entry(cache_writer *writer,
                            const lode_cache_entry *entry) {
  lode_buf *made = &writer->bytecode[writer->count];
  *made = (lode_buf)LODE_BUF_INIT;
  lode_cache_record *record = &writer->records[writer->count++];
  *record = (lode_cache_record){
      .key = entry->key,
      .source = entry->source,
      .program = entry->program,
      .unit = entry->unit,
      .unit_size = entry->unit_size,
      .bytecode = entry->bytecode,
      .bytecode_size = entry->bytecode_size,
  };
  if (cache_recorded(entry) > 0) {
    // Without memory for it, the bytecode is not kept.
    bool fits = lode_bytecode_write(entry->code, made) == 0;
    record->bytecode = fits ? made->data : NULL;
    record->bytecode_size = fits ? made->size : 0;
  }
  writer->size += record->unit_size + record->bytecode_size;
}

// The records of the present file that this run has not touched, while there
// is room: another run of the program may need them.
static void cache_add_others(const cache_state *cache, cache_writer *writer) {
  for (uint64_t i = 0; i < cache->file.count; i++) {
    lode_cache_record record, whole;
    lode_cache_file_at(&cache->file, i, &record);
    if (cache_get(cache, record.key) == NULL && writer->size < CACHE_MAX &&
        lode_cache_file_find(&cache->file, record.key, &whole) == 0) {
      writer->bytecode[writer->count] = (lode_buf)LODE_BUF_INIT;
      writer->records[writer->count++] = whole;
      writer->size += whole.unit_size + whole.bytecode_size;
    }
  }
}

static void cache_flushed(const cache_state *cache, lode_cache_entry *entry,
                          int err) {
  if (!entry->known) {
    cache_say_entry(cache, "skip persisting", entry,
                    " because the cache was not initialized\n");
  } else if (!cache_is_new(entry)) {
    cache_say_entry(cache, "skip persisting", entry,
                    " because cache was the same\n");
  } else {
    cache_say_entry(cache, "writing cache for", entry, "... ");
    cache_say(cache, "%s\n", err < 0 ? uv_strerror(err) : "success");
  }
  if (entry->known && err == 0) {
    entry->kept = true;
    entry->written = cache_recorded(entry);
  }
}

// Calls `each` with every entry.
static void cache_each(const cache_state *cache,
                       void (*each)(lode_cache_entry *entry, void *data),
                       void *data) {
  for (size_t i = 0; i < CACHE_SLOTS; i++) {
    lode_cache_entry *entry = cache->table[i];
    while (entry != NULL) {
      lode_cache_entry *next = entry->next;
      each(entry, data);
      entry = next;
    }
  }
}

typedef struct cache_tally {
  const cache_state *cache;
  cache_writer *writer;
  size_t known, fresh;
  int err;
} cache_tally;

static void cache_tally_count(lode_cache_entry *entry, void *data) {
  cache_tally *tally = data;
  tally->known += entry->known;
  tally->fresh += cache_is_new(entry);
}

static void cache_tally_add(lode_cache_entry *entry, void *data) {
  if (entry->known) {
    cache_add_entry(((cache_tally *)data)->writer, entry);
  }
}

static void cache_tally_done(lode_cache_entry *entry, void *data) {
  const cache_tally *tally = data;
  cache_flushed(tally->cache, entry, tally->err);
}

static int cache_write(const cache_state *cache, cache_tally *tally) {
  cache_writer writer;
  int err = UV_ENOMEM;
  if (cache_writer_init(&writer, tally->known + cache->file.count)) {
    tally->writer = &writer;
    cache_each(cache, cache_tally_add, tally);
    cache_add_others(cache, &writer);
    err = lode_cache_file_write(cache->path, writer.records, writer.count);
  }
  cache_writer_deinit(&writer);
  return err;
}

static void cache_flush(void *data) {
  cache_state *cache = data;
  cache_tally tally = {.cache = cache};
  cache_each(cache, cache_tally_count, &tally);
  if (tally.fresh > 0) {
    tally.err = cache_write(cache, &tally);
  }
  cache_each(cache, cache_tally_done, &tally);
}

static void cache_free_entry(lode_cache_entry *entry, void *data) {
  (void)data;
  cache_forget(entry);
  free(entry->name);
  free(entry);
}

static void cache_deinit(void *data) {
  cache_state *cache = data;
  lode_program_before_exit(NULL, NULL);
  cache_flush(cache);
  cache_each(cache, cache_free_entry, NULL);
  free(cache->dir);
  free(cache->path);
  free(cache);
}

// The program's file: its name is the hash of the program's.
static void cache_open(cache_state *cache, const char *program) {
  size_t n = strlen(cache->dir) + 18;
  cache->path = lode_malloc(n);
  snprintf(cache->path, n, "%s/%016llx", cache->dir,
           (unsigned long long)cache_key(cache, LODE_CACHE_TYPES, program));
  int err = lode_cache_file_open(cache->path, &cache->file);
  if (err < 0 && err != UV_ENOENT) {
    cache_say(cache, "[compile cache] %s is not used: %s\n", cache->path,
              uv_strerror(err));
  }
}

// (folder, program, portable, debug)
LODE_NATIVE(cache_js_enable) {
  lode_utf8 dir, program;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &dir) < 0) {
    return env->undefined;
  }
  if (lode_utf8_open(env, lode_arg(env, args, 1), &program) == 0) {
    cache_state *cache = lode_malloc(sizeof *cache);
    *cache = (cache_state){.dir = lode_strndup(dir.data, dir.size)};
    cache->portable = lode_is_true(env, lode_arg(env, args, 2));
    cache->debug = lode_is_true(env, lode_arg(env, args, 3));
    cache_open(cache, program.data);
    env->binding[LODE_BINDING_compile_cache] = cache;
    lode_at_exit(env, cache_deinit, cache);
    lode_program_before_exit(cache_flush, cache);
    lode_utf8_close(&program);
  }
  lode_utf8_close(&dir);
  return env->undefined;
}

// (path) -> whether it is the user's alone: 0 or a negative code.
LODE_NATIVE(cache_js_trust) {
  lode_utf8 path;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &path) < 0) {
    return lode_from_int(env, UV_ENOMEM);
  }
  int err = lode_cache_trust(path.data);
  lode_utf8_close(&path);
  return lode_from_int(env, err);
}

LODE_NATIVE(cache_js_flush) {
  if (cache_of(env) != NULL) {
    cache_flush(cache_of(env));
  }
  return env->undefined;
}

// What tells this build from others: its file's size and time.
static lode_value cache_build(lode_env *env) {
  uv_fs_t req;
  uint64_t facts[2] = {0, 0};
  if (uv_fs_stat(NULL, &req, env->program->exec_path, NULL) == 0) {
    facts[0] = req.statbuf.st_size;
    facts[1] = (uint64_t)req.statbuf.st_mtim.tv_sec;
  }
  uv_fs_req_cleanup(&req);
  const char *all = getenv("LODE_COMPILE");
  uint64_t hash = lode_hash(facts, sizeof facts, all != NULL);
  char text[24];
  snprintf(text, sizeof text, "%08x", (unsigned)hash);
  return lode_string(env, text);
}

static const lode_fn cache_functions[] = {
    LODE_FN("enable", cache_js_enable, 4),
    LODE_FN("flush", cache_js_flush, 0),
    LODE_FN("trust", cache_js_trust, 1),
};

void lode_compile_cache_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, cache_functions,
                        LODE_COUNT_OF(cache_functions));
  lode_define(env, object, "build", cache_build(env));
}
