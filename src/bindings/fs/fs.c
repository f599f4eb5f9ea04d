// SPDX-License-Identifier: MIT
// internalBinding('fs'): the natives of this folder, the shared numbers and
// the constants. lib/internal/fs/ is the only user.
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/fs/op.h"
#include "loop/loop.h"

// start(completion, event): where results and the watchers' news go.
LODE_NATIVE(fs_js_start) {
  lode_fs *fs = lode_fs_state(env);
  fs->complete = lode_arg(env, args, 0);
  fs->event = lode_arg(env, args, 1);
  lode_protect(env, fs->complete);
  lode_protect(env, fs->event);
  return env->undefined;
}

static const lode_fn fs_functions[] = {
    LODE_FN("start", fs_js_start, 2),
};

#define FS_CONSTANT(name) \
  { #name, name }
#define FS_DIRENT(name) \
  { "UV_DIRENT_" #name, UV_DIRENT_##name }

static const struct {
  const char *name;
  int value;
} fs_constants[] = {
    FS_CONSTANT(UV_FS_SYMLINK_DIR),
    FS_CONSTANT(UV_FS_SYMLINK_JUNCTION),
    FS_CONSTANT(O_RDONLY),
    FS_CONSTANT(O_WRONLY),
    FS_CONSTANT(O_RDWR),
    FS_DIRENT(UNKNOWN),
    FS_DIRENT(FILE),
    FS_DIRENT(DIR),
    FS_DIRENT(LINK),
    FS_DIRENT(FIFO),
    FS_DIRENT(SOCKET),
    FS_DIRENT(CHAR),
    FS_DIRENT(BLOCK),
    FS_CONSTANT(S_IFMT),
    FS_CONSTANT(S_IFREG),
    FS_CONSTANT(S_IFDIR),
    FS_CONSTANT(S_IFCHR),
    FS_CONSTANT(S_IFBLK),
    FS_CONSTANT(S_IFIFO),
    FS_CONSTANT(S_IFLNK),
    FS_CONSTANT(S_IFSOCK),
    FS_CONSTANT(O_CREAT),
    FS_CONSTANT(O_EXCL),
    FS_CONSTANT(UV_FS_O_FILEMAP),
    FS_CONSTANT(O_NOCTTY),
    FS_CONSTANT(O_TRUNC),
    FS_CONSTANT(O_APPEND),
    FS_CONSTANT(O_DIRECTORY),
#ifdef O_NOATIME
    FS_CONSTANT(O_NOATIME),
#endif
    FS_CONSTANT(O_NOFOLLOW),
    FS_CONSTANT(O_SYNC),
    FS_CONSTANT(O_DSYNC),
#ifdef O_DIRECT
    FS_CONSTANT(O_DIRECT),
#endif
    FS_CONSTANT(O_NONBLOCK),
    FS_CONSTANT(S_IRWXU),
    FS_CONSTANT(S_IRUSR),
    FS_CONSTANT(S_IWUSR),
    FS_CONSTANT(S_IXUSR),
    FS_CONSTANT(S_IRWXG),
    FS_CONSTANT(S_IRGRP),
    FS_CONSTANT(S_IWGRP),
    FS_CONSTANT(S_IXGRP),
    FS_CONSTANT(S_IRWXO),
    FS_CONSTANT(S_IROTH),
    FS_CONSTANT(S_IWOTH),
    FS_CONSTANT(S_IXOTH),
    FS_CONSTANT(F_OK),
    FS_CONSTANT(R_OK),
    FS_CONSTANT(W_OK),
    FS_CONSTANT(X_OK),
    FS_CONSTANT(UV_FS_COPYFILE_EXCL),
    {"COPYFILE_EXCL", UV_FS_COPYFILE_EXCL},
    FS_CONSTANT(UV_FS_COPYFILE_FICLONE),
    {"COPYFILE_FICLONE", UV_FS_COPYFILE_FICLONE},
    FS_CONSTANT(UV_FS_COPYFILE_FICLONE_FORCE),
    {"COPYFILE_FICLONE_FORCE", UV_FS_COPYFILE_FICLONE_FORCE},
};

static lode_value fs_make_constants(lode_env *env) {
  JSObjectRef object = JSObjectMake(env->ctx, NULL, NULL);
  JSObjectSetPrototype(env->ctx, object, env->null);
  for (size_t i = 0; i < LODE_COUNT_OF(fs_constants); i++) {
    lode_define(env, object, fs_constants[i].name,
                lode_from_int(env, fs_constants[i].value));
  }
  return object;
}

void lode_fs_bind(lode_env *env, lode_value object) {
  lode_fs *fs = lode_malloc(sizeof *fs);
  fs->env = env;
  env->binding[LODE_BINDING_fs] = fs;
  lode_at_exit(env, free, fs);
  lode_define_functions(env, object, fs_functions, LODE_COUNT_OF(fs_functions));
  lode_define_functions(env, object, lode_fs_calls, lode_fs_calls_count);
  lode_define_functions(env, object, lode_fs_whole_calls,
                        lode_fs_whole_calls_count);
  lode_define_functions(env, object, lode_fs_tree_calls,
                        lode_fs_tree_calls_count);
  lode_define_functions(env, object, lode_fs_dir_calls,
                        lode_fs_dir_calls_count);
  lode_define_functions(env, object, lode_fs_watch_calls,
                        lode_fs_watch_calls_count);
  lode_define(env, object, "constants", fs_make_constants(env));
  lode_define(env, object, "statNumbers",
              lode_shared_array(env, kJSTypedArrayTypeFloat64Array, &fs->stat,
                                sizeof fs->stat));
  lode_define(env, object, "statIntegers",
              lode_shared_array(env, kJSTypedArrayTypeBigInt64Array, &fs->stat,
                                sizeof fs->stat));
}
