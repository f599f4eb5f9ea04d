// SPDX-License-Identifier: MIT
// One file system operation, from its arguments to its result. An operation
// is a function on plain C data (fs_run) that any thread may run: JavaScript's
// thread for the Sync calls, with the operation on the stack, or libuv's pool.
// Either way it is one crossing from JavaScript; a pooled one comes back
// through the one completion function that lib/internal/fs/request.js gave.
//
//   arguments ──fs_call──▶ ready ──run here──▶ done ──▶ value of the native
//                            └──pool──▶ running ──▶ done ──▶ completion
#ifndef LODE_BINDINGS_FS_OP_H
#define LODE_BINDINGS_FS_OP_H

#include <uv.h>

#include "base/buf.h"
#include "engine/bytes.h"
#include "engine/native.h"
#include "engine/string.h"

#define LODE_FS_STAT_FIELDS 18

typedef struct lode_fs_op lode_fs_op;

// Does the work: a result from 0 up, or a negative libuv code.
typedef int64_t (*lode_fs_run)(lode_fs_op *op);
// Makes the value of a success, on JavaScript's thread.
typedef lode_value (*lode_fs_shape)(lode_env *env, lode_fs_op *op);

struct lode_fs_op {
  uv_work_t work;  // of a pooled operation
  lode_env *env;
  lode_fs_run run;
  lode_fs_shape shape;  // NULL: the result itself
  double id;            // which request of JavaScript's; pooled ones only

  // Arguments, by the signature given to lode_fs_call().
  double number[6];
  lode_utf8 text[2];  // paths and string data
  unsigned numbers, texts;
  int fd;            // 'q': the descriptor given in place of a path, or -1
  lode_bytes bytes;  // 'b' and 's': JavaScript's memory, kept alive there
  uv_buf_t *bufs;    // 'v'
  unsigned nbufs;
  void *handle;                     // 'h': what lode_fs_dir_hold() found
  void (*release)(lode_fs_op *op);  // gives `handle` back; may be NULL

  // Results.
  int64_t result;
  uv_stat_t stat;
  uv_statfs_t statfs;
  lode_buf out;        // bytes of a file, of names, of a path
  const char *failed;  // the system call that failed, when there are several
  char *failed_path;   // owned; the path it failed on, when not the first
};

// The binding's state.
typedef struct lode_fs {
  lode_env *env;
  lode_value complete;  // completion(id, status, value); protected
  lode_value event;     // of watchers; protected
  // Two stats side by side, as numbers or as 64-bit integers: lib/ reads
  // them at once. The second is a poll watcher's previous one.
  union {
    double number[2 * LODE_FS_STAT_FIELDS];
    int64_t integer[2 * LODE_FS_STAT_FIELDS];
  } stat;
} lode_fs;

lode_fs *lode_fs_state(lode_env *env);

// Reads the arguments by `signature`, one letter each:
//   r w x path (string or bytes) to be read, written, or both
//   o path to be opened and q path or descriptor: flags are the first number
//   m beginning of the path of a folder to be made
//   l path of a link, allowed to those who may read and write everything
//   p path that nobody needs a right to here: lib/ asks
//   n number, f descriptor whose file's own facts are changed
//   b bytes of JavaScript's    s string or bytes      v array of bytes
//   h directory handle
// The letters of paths and f are also what --permission goes by (guard.c).
// then runs the operation: in the pool when a request id follows. The value
// of a Sync call is the success's value, or a negative code, or an array
// [code, system call, path] where one call stands for several.
lode_value lode_fs_call(lode_env *env, const lode_args *args,
                        const char *signature, lode_fs_run run,
                        lode_fs_shape shape);

// What guards the disk where the program has no permission for all of it.
// LODE_DENIED, with op->failed and op->failed_path telling what it takes, or 0.
int lode_fs_guard(lode_fs_op *op, const char *signature);
// The same for one path that the operation came to itself, by letter.
int lode_fs_guard_path(lode_fs_op *op, char letter, const char *path);

// Writes a stat into slot 0 or 1 of the shared numbers.
void lode_fs_put_stat(lode_fs *fs, const uv_stat_t *stat, unsigned slot,
                      bool integers);

// Ends a libuv request: its result.
int64_t lode_fs_done(uv_fs_t *req);
// Notes which call failed on which path (NULL: the operation's own).
int64_t lode_fs_failed(lode_fs_op *op, int64_t code, const char *call,
                       const char *path);

// Shapes. The number `flags` among the arguments says how.
lode_value lode_fs_shape_text(lode_env *env, lode_fs_op *op);
lode_value lode_fs_shape_stat(lode_env *env, lode_fs_op *op);

// The natives of the files of this folder.
extern const lode_fn lode_fs_calls[], lode_fs_whole_calls[],
    lode_fs_tree_calls[], lode_fs_dir_calls[], lode_fs_watch_calls[];
extern const size_t lode_fs_calls_count, lode_fs_whole_calls_count,
    lode_fs_tree_calls_count, lode_fs_dir_calls_count,
    lode_fs_watch_calls_count;

// Sets op->handle to the directory behind a handle of dir.c, which stays open
// until the operation is over.
void lode_fs_dir_hold(lode_fs_op *op, lode_value value);

#define LODE_FS_CALL(name, signature, shape)                         \
  LODE_NATIVE(fs_js_##name) {                                        \
    return lode_fs_call(env, args, signature, fs_run_##name, shape); \
  }

#endif
