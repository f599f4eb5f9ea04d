// SPDX-License-Identifier: MIT
// What the CommonJS loader asks of the system, in as few crossings as can be:
// resolving a relative request is one call, reading and compiling a file is
// another. Answers are strings, or negative error codes, or undefined for
// "nothing found this way". Files are ASCII or UTF-8.
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <uv.h>

#include "base/path.h"
#include "bindings/bindings.h"
#include "bindings/compile_cache.h"
#include "bindings/compiled.h"
#include "bindings/module_text.h"
#include "compiler/freeze.h"
#include "engine/call.h"
#include "engine/string.h"
#include "engine/value.h"
#include "loop/permission.h"

static const char *const modules_extensions[] = {"", ".js", ".json", ".node"};

// A path argument as a C string; false for one that holds a NUL (no file has
// such a name) or when memory is exhausted.
static bool modules_path(lode_env *env, lode_value value, lode_utf8 *out) {
  if (lode_utf8_open(env, value, out) < 0) {
    return false;
  }
  if (strlen(out->data) != out->size) {
    lode_utf8_close(out);
    return false;
  }
  return true;
}

// 0 a file (anything but a folder), 1 a folder, or a negative code.
static int modules_stat(const char *path) {
  uv_fs_t req;
  int err = uv_fs_stat(NULL, &req, path, NULL);
  if (err == 0) {
    err = (req.statbuf.st_mode & S_IFMT) == S_IFDIR;
  }
  uv_fs_req_cleanup(&req);
  return err;
}

static lode_value modules_realpath(lode_env *env, const char *path) {
  uv_fs_t req;
  int err = uv_fs_realpath(NULL, &req, path, NULL);
  lode_value result =
      err < 0 ? lode_from_int(env, err) : lode_string(env, req.ptr);
  uv_fs_req_cleanup(&req);
  return result;
}

// Tries a path as it is and with each default extension. On success `path`
// ends in NUL.
static bool modules_try_extensions(lode_buf *path) {
  size_t n = path->size;
  for (size_t i = 0; i < LODE_COUNT_OF(modules_extensions); i++) {
    path->size = n;
    const char *extension = modules_extensions[i];
    if (lode_buf_append(path, extension, strlen(extension) + 1) < 0) {
      return false;
    }
    if (modules_stat(path->data) == 0) {
      return true;
    }
  }
  return false;
}

// "x/", "x/." and "x/.." name folders.
static bool modules_names_folder(const char *request) {
  const char *last = strrchr(request, '/');
  last = last == NULL ? request : last + 1;
  return *last == '\0' || strcmp(last, ".") == 0 || strcmp(last, "..") == 0;
}

// (folder, request) -> the real path of the file that a relative or absolute
// request means, undefined when it is none or a folder.
LODE_NATIVE(modules_js_resolve_file) {
  lode_utf8 base, request;
  lode_value result = env->undefined;
  if (!modules_path(env, lode_arg(env, args, 0), &base)) {
    return result;
  }
  if (modules_path(env, lode_arg(env, args, 1), &request)) {
    lode_buf path = LODE_BUF_INIT;
    if (!modules_names_folder(request.data) &&
        lode_path_resolve(base.data, request.data, &path) == 0 &&
        modules_try_extensions(&path)) {
      lode_value real = modules_realpath(env, path.data);
      result = lode_is_string(env, real) ? real : result;
    }
    lode_buf_deinit(&path);
    lode_utf8_close(&request);
  }
  lode_utf8_close(&base);
  return result;
}

// (path) -> the absolute path, without "." and "..".
LODE_NATIVE(modules_js_absolute) {
  lode_utf8 path;
  lode_value result = lode_arg(env, args, 0);
  if (!modules_path(env, result, &path)) {
    return result;
  }
  char cwd[4096];
  size_t size = sizeof cwd;
  lode_buf out = LODE_BUF_INIT;
  if ((path.data[0] == '/' || uv_cwd(cwd, &size) == 0) &&
      lode_path_resolve(cwd, path.data, &out) == 0) {
    result = lode_string_utf8(env, out.data, out.size);
  }
  lode_buf_deinit(&out);
  lode_utf8_close(&path);
  return result;
}

LODE_NATIVE(modules_js_stat) {
  lode_utf8 path;
  if (!modules_path(env, lode_arg(env, args, 0), &path)) {
    return lode_from_int(env, UV_ENOENT);
  }
  int kind = modules_stat(path.data);
  lode_utf8_close(&path);
  return lode_from_int(env, kind);
}

LODE_NATIVE(modules_js_realpath) {
  lode_utf8 path;
  if (!modules_path(env, lode_arg(env, args, 0), &path)) {
    return lode_from_int(env, UV_ENOENT);
  }
  lode_value result = modules_realpath(env, path.data);
  lode_utf8_close(&path);
  return result;
}

// (path) -> the text without a byte order mark, or a negative code.
LODE_NATIVE(modules_js_read_text) {
  lode_utf8 path;
  if (!modules_path(env, lode_arg(env, args, 0), &path)) {
    return lode_from_int(env, UV_ENOENT);
  }
  lode_buf text = LODE_BUF_INIT;
  int err = LODE_DENIED;
  if (lode_may_path(env->permission, LODE_MAY_READ, path.data)) {
    err = lode_read_file(path.data, &text);
  }
  lode_value result;
  if (err < 0) {
    result = lode_from_int(env, err);
  } else {
    size_t skip = text.size >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0;
    result = lode_string_utf8(env, text.data + skip * 3, text.size - skip * 3);
  }
  lode_buf_deinit(&text);
  lode_utf8_close(&path);
  return result == NULL ? lode_from_int(env, UV_ENOMEM) : result;
}

// () -> everything standard input gives until its end, or a negative code.
LODE_NATIVE(modules_js_read_stdin) {
  lode_buf text = LODE_BUF_INIT;
  int err = lode_read_all(0, &text);
  while (err == UV_EAGAIN) {
    struct pollfd poll_stdin = {0, POLLIN, 0};
    poll(&poll_stdin, 1, -1);
    err = lode_read_all(0, &text);
  }
  lode_value result = err < 0 ? lode_from_int(env, err)
                              : lode_string_utf8(env, text.data, text.size);
  lode_buf_deinit(&text);
  return result == NULL ? lode_from_int(env, UV_ENOMEM) : result;
}

// (file) -> the folder of the nearest package.json above it, or undefined.
// The search ends at a node_modules folder, and where reading is not allowed.
LODE_NATIVE(modules_js_package_folder) {
  static const char file[] = "/package.json";
  static const char end[] = "/node_modules";
  lode_utf8 path;
  if (!modules_path(env, lode_arg(env, args, 0), &path)) {
    return env->undefined;
  }
  lode_value result = env->undefined;
  lode_buf test = LODE_BUF_INIT;
  size_t n = path.size;
  if (lode_buf_append(&test, path.data, n) < 0 ||
      lode_buf_reserve(&test, sizeof file) < 0) {
    n = 0;
  }
  while (n > 0) {
    do {
      n--;
    } while (n > 0 && test.data[n] != '/');
    if (n >= sizeof end - 1 &&
        memcmp(test.data + n - (sizeof end - 1), end, sizeof end - 1) == 0) {
      break;
    }
    memcpy(test.data + n, file, sizeof file);
    if (!lode_may_path(env->permission, LODE_MAY_READ, test.data)) {
      break;
    }
    if (modules_stat(test.data) == 0) {
      result =
          n > 0 ? lode_string_utf8(env, path.data, n) : lode_string(env, "/");
      break;
    }
  }
  lode_buf_deinit(&test);
  lode_utf8_close(&path);
  return result;
}

// Evaluates the program: the module's function, or an exception.
static lode_value modules_evaluate(lode_env *env, lode_module_text *text,
                                   const char *url, lode_cache_entry *entry,
                                   lode_value *exception) {
  char *source = text->source;
  *exception = NULL;
  if (text->size >= 3 && memcmp(source, "\xef\xbb\xbf", 3) == 0) {
    text->size -= 3;
    memmove(source, source + 3, text->size);
  } else if (text->size >= 2 && source[0] == '#' && source[1] == '!') {
    memcpy(source, "//", 2);
  }
  lode_value program = lode_module_text_program(env, text);
  return program == NULL
             ? lode_throw_error(env, "RangeError", "Out of memory")
             : lode_cache_evaluate(env, entry, program,
                                   entry == NULL ? 0 : entry->source, url,
                                   exception);
}

// What the compiler made of the unit: [create].
static lode_value modules_run(lode_env *env, lode_unit *unit, const char *url,
                              lode_cache_entry *entry) {
  lode_value create =
      lode_compiled_run(env, unit, LODE_EMIT_COMMONJS, NULL, url, entry);
  return create == NULL ? NULL : lode_array(env, &create, 1);
}

// By what the cache knows. env->undefined when it is of no use.
static lode_value modules_compile_known(lode_env *env, lode_module_text *text,
                                        const char *url,
                                        lode_cache_entry *entry) {
  lode_unit *unit;
  lode_value result;
  if (entry->unit_size == 0) {
    lode_value exception;
    result = modules_evaluate(env, text, url, entry, &exception);
    result = exception == NULL ? result : lode_throw(env, exception);
  } else if (lode_unit_thaw(text->source, text->size, entry->unit,
                            entry->unit_size, &unit) == 0) {
    result = modules_run(env, unit, url, entry);
  } else {
    entry->known = false;
    return env->undefined;
  }
  if (result != NULL) {
    lode_cache_accept(env, entry);
  }
  return result;
}

// Opens a unit when the text needs one. 1 with a unit, 0 without, or an error
// of lode_unit_open. Appends what a cache should know.
static int modules_open(const lode_module_text *text, lode_unit **unit,
                        lode_parse_error *error, lode_buf *frozen) {
  if (!lode_compiled_wanted(text->source, text->size)) {
    return 0;
  }
  int err = lode_unit_open(text->source, text->size, LODE_GOAL_COMMONJS, 0,
                           unit, error);
  if (err < 0) {
    return err;
  }
  if ((*unit)->edits.count == 0) {
    lode_unit_free(*unit);
    return 0;
  }
  if (frozen != NULL && lode_unit_freeze(*unit, frozen) < 0) {
    lode_unit_free(*unit);
    return -ENOMEM;
  }
  return 1;
}

// The same for a text that may need the compiler: [create] when it did,
// which lib/internal/compiler/host.js makes the module's function of.
static lode_value modules_compile_new(lode_env *env, lode_module_text *text,
                                      const char *url, lode_cache_entry *entry,
                                      lode_buf *frozen) {
  lode_unit *unit;
  lode_parse_error error;
  int err = modules_open(text, &unit, &error, frozen);
  if (err > 0) {
    return modules_run(env, unit, url, entry);
  }
  if (err == LODE_PARSE_SYNTAX && error.fault != LODE_FAULT_SYNTAX) {
    return lode_compiled_throw(env, &error, text->source, url);
  }
  // What our parser does not know the engine may; where both object, ours
  // knows the place.
  lode_value exception;
  lode_value result = modules_evaluate(env, text, url, entry, &exception);
  if (exception == NULL) {
    return result;
  }
  return err == LODE_PARSE_SYNTAX
             ? lode_compiled_throw(env, &error, text->source, url)
             : lode_throw(env, exception);
}

static lode_value modules_compile(lode_env *env, lode_module_text *text,
                                  const char *url) {
  lode_cache_entry *entry =
      lode_cache_find(env, LODE_CACHE_COMMONJS, url, text->source, text->size);
  if (entry == NULL) {
    return modules_compile_new(env, text, url, NULL, NULL);
  }
  if (entry->known) {
    lode_value result = modules_compile_known(env, text, url, entry);
    if (result != env->undefined) {
      return result;
    }
  }
  lode_buf frozen = LODE_BUF_INIT;
  lode_value result = modules_compile_new(env, text, url, entry, &frozen);
  if (result != NULL) {
    lode_cache_put(env, entry, &frozen);
  }
  lode_buf_deinit(&frozen);
  return result;
}

// (file) -> the module's function, or a negative code when the file cannot
// be read. The text never becomes a string of JavaScript's on its own.
LODE_NATIVE(modules_js_load) {
  lode_utf8 path;
  if (!modules_path(env, lode_arg(env, args, 0), &path)) {
    return lode_from_int(env, UV_ENOENT);
  }
  if (!lode_may_path(env->permission, LODE_MAY_READ, path.data)) {
    lode_utf8_close(&path);
    return lode_from_int(env, LODE_DENIED);
  }
  lode_module_text text;
  int err = lode_module_text_read(env, path.data, &text);
  lode_value result = err < 0 ? lode_from_int(env, err)
                              : modules_compile(env, &text, path.data);
  lode_module_text_deinit(env, &text);
  lode_utf8_close(&path);
  return result;
}

// (source, file) -> the module's function.
LODE_NATIVE(modules_js_compile) {
  lode_utf8 source, path;
  lode_value result = NULL;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &source) < 0) {
    return lode_throw_error(env, "RangeError", "Out of memory");
  }
  if (lode_utf8_open(env, lode_arg(env, args, 1), &path) == 0) {
    lode_module_text text;
    if (lode_module_text_set(&text, source.data, source.size) == 0) {
      result = modules_compile(env, &text, path.data);
    } else {
      lode_throw_error(env, "RangeError", "Out of memory");
    }
    lode_module_text_deinit(env, &text);
    lode_utf8_close(&path);
  }
  lode_utf8_close(&source);
  return result;
}

// A full collection: gc() of --expose-gc.
LODE_NATIVE(modules_js_collect) {
  lode_collect(env);
  return env->undefined;
}

static const lode_fn modules_functions[] = {
    LODE_FN("absolute", modules_js_absolute, 1),
    LODE_FN("collect", modules_js_collect, 0),
    LODE_FN("compile", modules_js_compile, 2),
    LODE_FN("load", modules_js_load, 1),
    LODE_FN("packageFolder", modules_js_package_folder, 1),
    LODE_FN("readStdin", modules_js_read_stdin, 0),
    LODE_FN("readText", modules_js_read_text, 1),
    LODE_FN("realpath", modules_js_realpath, 1),
    LODE_FN("resolveFile", modules_js_resolve_file, 2),
    LODE_FN("stat", modules_js_stat, 1),
};

void lode_modules_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, modules_functions,
                        LODE_COUNT_OF(modules_functions));
  lode_define(env, object, "wrapperColumns",
              lode_from_int(env, (int32_t)sizeof LODE_MODULE_HEAD - 1));
  // Whether to report what happens; "module" is one of several names.
  const char *debug = getenv("NODE_DEBUG");
  lode_define(env, object, "debugging",
              lode_from_bool(env, debug != NULL && *debug != '\0'));
}
