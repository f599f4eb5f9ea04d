// SPDX-License-Identifier: MIT
// The process as JavaScript sees it. Numbers come back through one shared
// array of doubles; JavaScript gives them names.
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "engine/bytes.h"
#include "engine/introspect.h"
#include "engine/string.h"
#include "loop/loop.h"
#include "loop/permission.h"
#include "loop/program.h"

typedef struct process_state {
  double numbers[16];     // results, by the function that was called
  uint64_t nanoseconds;   // hrtime
  double seconds_and[2];  // hrtime as [seconds, nanoseconds]
} process_state;

static process_state *process_get(lode_env *env) {
  return env->binding[LODE_BINDING_process];
}

// Runs `call` with the string argument i as UTF-8; its result is the native's.
static lode_value process_with_text(lode_env *env, const lode_args *args,
                                    size_t i, int (*call)(const char *)) {
  lode_utf8 text;
  if (lode_utf8_open(env, lode_arg(env, args, i), &text) < 0) {
    return lode_from_int(env, UV_ENOMEM);
  }
  int err = call(text.data);
  lode_utf8_close(&text);
  return lode_from_int(env, err);
}

// Ends the process now, whatever is open. Never returns.
LODE_NATIVE(process_js_really_exit) {
  lode_program_exit(lode_to_int(env, lode_arg(env, args, 0)));
}

LODE_NATIVE(process_js_abort) {
  abort();
}

// Writes to file descriptor 1 or 2, all of it, whatever the descriptor is.
LODE_NATIVE(process_js_write) {
  int fd = lode_to_int(env, lode_arg(env, args, 0));
  lode_utf8 text;
  if (lode_utf8_open(env, lode_arg(env, args, 1), &text) < 0) {
    return lode_from_int(env, UV_ENOMEM);
  }
  int err = lode_program_write(fd, text.data, text.size);
  lode_utf8_close(&text);
  return lode_from_int(env, err);
}

LODE_NATIVE(process_js_exec_path) {
  return lode_string(env, env->program->exec_path);
}

// Calls a libuv function that fills a text of unknown length; the text, or a
// negative code.
static lode_value process_text(lode_env *env,
                               int (*get)(char *buffer, size_t *size)) {
  char local[4096];
  size_t size = sizeof local;
  int err = get(local, &size);
  return err < 0 ? lode_from_int(env, err)
                 : lode_string_utf8(env, local, strlen(local));
}

LODE_NATIVE(process_js_cwd) {
  return process_text(env, uv_cwd);
}

static int process_chdir(const char *path) {
  return lode_may_path(lode_env_current()->permission, LODE_MAY_READ, path)
             ? uv_chdir(path)
             : LODE_DENIED;
}

LODE_NATIVE(process_js_chdir) {
  return process_with_text(env, args, 0, process_chdir);
}

// mask or undefined -> the mask before.
LODE_NATIVE(process_js_umask) {
  lode_value mask = lode_arg(env, args, 0);
  mode_t old = umask((mode_t)lode_to_int(env, mask));
  if (lode_is_undefined(env, mask)) {
    umask(old);
  }
  return lode_from_int(env, (int32_t)old);
}

static int process_title(char *buffer, size_t *size) {
  return uv_get_process_title(buffer, *size);
}

LODE_NATIVE(process_js_title) {
  return process_text(env, process_title);
}

LODE_NATIVE(process_js_set_title) {
  return process_with_text(env, args, 0, uv_set_process_title);
}

// Seconds since the process began.
LODE_NATIVE(process_js_uptime) {
  return lode_from_double(env,
                          (double)(uv_hrtime() - env->program->started) / 1e9);
}

// Fills `nanoseconds` and `secondsAnd`.
LODE_NATIVE(process_js_hrtime) {
  process_state *state = process_get(env);
  uint64_t now = uv_hrtime();
  state->nanoseconds = now;
  state->seconds_and[0] = (double)(now / 1000000000);
  state->seconds_and[1] = (double)(now % 1000000000);
  return env->undefined;
}

LODE_NATIVE(process_js_rss) {
  size_t rss = 0;
  int err = uv_resident_set_memory(&rss);
  return err < 0 ? lode_from_int(env, err) : lode_from_double(env, (double)rss);
}

// numbers: heap capacity, heap in use, memory outside that objects own.
LODE_NATIVE(process_js_heap) {
  lode_heap_statistics heap;
  lode_heap_measure(env, &heap);
  double *numbers = process_get(env)->numbers;
  numbers[0] = (double)heap.capacity;
  numbers[1] = (double)heap.used;
  numbers[2] = (double)heap.external;
  return env->undefined;
}

static double process_microseconds(uv_timeval_t t) {
  return (double)t.tv_sec * 1e6 + (double)t.tv_usec;
}

// numbers: what getrusage tells, in Node's order.
LODE_NATIVE(process_js_usage) {
  uv_rusage_t u;
  int err = uv_getrusage(&u);
  const double values[16] = {process_microseconds(u.ru_utime),
                             process_microseconds(u.ru_stime),
                             (double)u.ru_maxrss,
                             (double)u.ru_ixrss,
                             (double)u.ru_idrss,
                             (double)u.ru_isrss,
                             (double)u.ru_minflt,
                             (double)u.ru_majflt,
                             (double)u.ru_nswap,
                             (double)u.ru_inblock,
                             (double)u.ru_oublock,
                             (double)u.ru_msgsnd,
                             (double)u.ru_msgrcv,
                             (double)u.ru_nsignals,
                             (double)u.ru_nvcsw,
                             (double)u.ru_nivcsw};
  memcpy(process_get(env)->numbers, values, sizeof values);
  return lode_from_int(env, err);
}

// numbers: user and system time of this thread, in microseconds.
LODE_NATIVE(process_js_thread_usage) {
  struct rusage u;
  int err = getrusage(RUSAGE_THREAD, &u) == 0 ? 0 : -errno;
  double *numbers = process_get(env)->numbers;
  numbers[0] = (double)u.ru_utime.tv_sec * 1e6 + (double)u.ru_utime.tv_usec;
  numbers[1] = (double)u.ru_stime.tv_sec * 1e6 + (double)u.ru_stime.tv_usec;
  return lode_from_int(env, err);
}

// numbers: the limit a container sets (0 none), and what is available.
LODE_NATIVE(process_js_memory_limits) {
  double *numbers = process_get(env)->numbers;
  numbers[0] = (double)uv_get_constrained_memory();
  numbers[1] = (double)uv_get_free_memory();
  return env->undefined;
}

LODE_NATIVE(process_js_kill) {
  return lode_from_int(env, uv_kill(lode_to_int(env, lode_arg(env, args, 0)),
                                    lode_to_int(env, lode_arg(env, args, 1))));
}

LODE_NATIVE(process_js_pid) {
  return lode_from_int(env, uv_os_getpid());
}

LODE_NATIVE(process_js_ppid) {
  return lode_from_int(env, uv_os_getppid());
}

// Texts as a NULL-terminated vector; NULL when memory is exhausted. The texts
// and the vector are not freed: execve() takes the process away.
static char **process_vector(lode_env *env, lode_value array) {
  JSStringRef key = JSStringCreateWithUTF8CString("length");
  lode_value length =
      JSObjectGetProperty(env->ctx, lode_as_object(array), key, NULL);
  JSStringRelease(key);
  size_t n = lode_to_uint32(env, length);
  char **vector = lode_malloc((n + 1) * sizeof *vector);
  for (size_t i = 0; i < n; i++) {
    lode_utf8 text;
    lode_value item = JSObjectGetPropertyAtIndex(
        env->ctx, lode_as_object(array), (unsigned)i, NULL);
    if (lode_utf8_open(env, item, &text) < 0) {
      return NULL;
    }
    vector[i] = lode_strndup(text.data, text.size);
    lode_utf8_close(&text);
  }
  return vector;
}

// (path, args, env) -> a negative code; on success there is no return.
LODE_NATIVE(process_js_execve) {
  if (!lode_may(env->permission, LODE_MAY_CHILD)) {
    return lode_from_int(env, LODE_DENIED);
  }
  lode_utf8 path;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &path) < 0) {
    return lode_from_int(env, UV_ENOMEM);
  }
  char **argv = process_vector(env, lode_arg(env, args, 1));
  char **envp = process_vector(env, lode_arg(env, args, 2));
  // The standard descriptors stay open, as for any program that is started.
  for (int fd = 0; fd <= 2; fd++) {
    int flags = fcntl(fd, F_GETFD);
    if (flags >= 0) {
      fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC);
    }
  }
  if (argv == NULL || envp == NULL) {
    return lode_from_int(env, UV_ENOMEM);
  }
  execve(path.data, argv, envp);
  return lode_from_int(env, -errno);
}

// --- environment variables ---------------------------------------------------

LODE_NATIVE(process_js_env_get) {
  lode_utf8 name;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &name) < 0) {
    return env->undefined;
  }
  const char *value = getenv(name.data);
  lode_utf8_close(&name);
  return value != NULL ? lode_string(env, value) : env->undefined;
}

LODE_NATIVE(process_js_env_set) {
  lode_utf8 name, value;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &name) < 0) {
    return lode_from_int(env, UV_ENOMEM);
  }
  int err = UV_ENOMEM;
  if (lode_utf8_open(env, lode_arg(env, args, 1), &value) == 0) {
    err = uv_os_setenv(name.data, value.data);
    lode_utf8_close(&value);
  }
  lode_utf8_close(&name);
  return lode_from_int(env, err);
}

LODE_NATIVE(process_js_env_delete) {
  return process_with_text(env, args, 0, uv_os_unsetenv);
}

LODE_NATIVE(process_js_env_keys) {
  lode_value list = lode_array(env, NULL, 0);
  uv_env_item_t *items = NULL;
  int n = 0;
  if (uv_os_environ(&items, &n) < 0) {
    return list;
  }
  for (int i = 0; i < n; i++) {
    JSObjectSetPropertyAtIndex(env->ctx, lode_as_object(list), (unsigned)i,
                               lode_string(env, items[i].name), NULL);
  }
  uv_os_free_environ(items, n);
  return list;
}

// --- users and groups --------------------------------------------------------

// 0 uid, 1 effective uid, 2 gid, 3 effective gid.
LODE_NATIVE(process_js_id) {
  switch (lode_to_int(env, lode_arg(env, args, 0))) {
    case 0:
      return lode_from_double(env, getuid());
    case 1:
      return lode_from_double(env, geteuid());
    case 2:
      return lode_from_double(env, getgid());
    default:
      return lode_from_double(env, getegid());
  }
}

// (which, id): sets one of the above; 0 or a negative code.
LODE_NATIVE(process_js_set_id) {
  uint32_t id = lode_to_uint32(env, lode_arg(env, args, 1));
  int err = 0;
  switch (lode_to_int(env, lode_arg(env, args, 0))) {
    case 0:
      err = setuid(id);
      break;
    case 1:
      err = seteuid(id);
      break;
    case 2:
      err = setgid(id);
      break;
    default:
      err = setegid(id);
      break;
  }
  return lode_from_int(env, err == 0 ? 0 : -errno);
}

// (name, isGroup) -> the id, or -1 for an unknown name.
LODE_NATIVE(process_js_find_id) {
  lode_utf8 name;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &name) < 0) {
    return lode_from_int(env, -1);
  }
  double id = -1;
  if (lode_arg(env, args, 1) == env->yes) {
    const struct group *group = getgrnam(name.data);
    id = group != NULL ? (double)group->gr_gid : -1;
  } else {
    const struct passwd *user = getpwnam(name.data);
    id = user != NULL ? (double)user->pw_uid : -1;
  }
  lode_utf8_close(&name);
  return lode_from_double(env, id);
}

// The supplementary groups with the effective one.
LODE_NATIVE(process_js_groups) {
  int n = getgroups(0, NULL);
  if (n < 0) {
    return lode_from_int(env, -errno);
  }
  gid_t *groups = lode_malloc(((size_t)n + 1) * sizeof *groups);
  n = getgroups(n, groups);
  bool listed = false;
  lode_value list = lode_array(env, NULL, 0);
  for (int i = 0; i <= n; i++) {
    if (i < n) {
      listed = listed || groups[i] == getegid();
    } else if (listed) {
      break;
    } else {
      groups[i] = getegid();
    }
    JSObjectSetPropertyAtIndex(env->ctx, lode_as_object(list), (unsigned)i,
                               lode_from_double(env, groups[i]), NULL);
  }
  free(groups);
  return list;
}

// Float64Array of ids -> 0 or a negative code.
LODE_NATIVE(process_js_set_groups) {
  lode_bytes bytes;
  lode_bytes_get(env, lode_arg(env, args, 0), &bytes);
  size_t n = bytes.size / sizeof(double);
  gid_t *groups = lode_malloc((n + 1) * sizeof *groups);
  for (size_t i = 0; i < n; i++) {
    double id;
    memcpy(&id, bytes.data + i * sizeof id, sizeof id);
    groups[i] = (gid_t)id;
  }
  int err = setgroups(n, groups) == 0 ? 0 : -errno;
  free(groups);
  return lode_from_int(env, err);
}

LODE_NATIVE(process_js_init_groups) {
  lode_utf8 user;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &user) < 0) {
    return lode_from_int(env, UV_ENOMEM);
  }
  int err = initgroups(user.data, lode_to_uint32(env, lode_arg(env, args, 1)));
  err = err == 0 ? 0 : -errno;
  lode_utf8_close(&user);
  return lode_from_int(env, err);
}

// --- the loop ----------------------------------------------------------------

static void process_on_walk(uv_handle_t *handle, void *list) {
  lode_env *env = lode_env_current();
  if (!uv_is_active(handle) || !uv_has_ref(handle) || uv_is_closing(handle)) {
    return;
  }
  lode_loop *loop = env->loop;
  if (handle == (uv_handle_t *)&loop->timer ||
      handle == (uv_handle_t *)&loop->immediate_idle) {
    return;
  }
  const char *name = uv_handle_type_name(handle->type);
  lode_value *slot = list;
  lode_value text = lode_string(env, name != NULL ? name : "unknown");
  JSStringRef key = JSStringCreateWithUTF8CString("length");
  unsigned n = (unsigned)JSValueToNumber(
      env->ctx, JSObjectGetProperty(env->ctx, lode_as_object(*slot), key, NULL),
      NULL);
  JSStringRelease(key);
  JSObjectSetPropertyAtIndex(env->ctx, lode_as_object(*slot), n, text, NULL);
}

// The kinds (libuv's names) of the referenced handles that are active.
LODE_NATIVE(process_js_active_handles) {
  lode_value list = lode_array(env, NULL, 0);
  uv_walk(lode_uv(env), process_on_walk, &list);
  return list;
}

static const lode_fn process_functions[] = {
    LODE_FN("abort", process_js_abort, 0),
    LODE_FN("activeHandles", process_js_active_handles, 0),
    LODE_FN("chdir", process_js_chdir, 1),
    LODE_FN("cwd", process_js_cwd, 0),
    LODE_FN("envDelete", process_js_env_delete, 1),
    LODE_FN("envGet", process_js_env_get, 1),
    LODE_FN("envKeys", process_js_env_keys, 0),
    LODE_FN("envSet", process_js_env_set, 2),
    LODE_FN("execve", process_js_execve, 3),
    LODE_FN("execPath", process_js_exec_path, 0),
    LODE_FN("findId", process_js_find_id, 2),
    LODE_FN("groups", process_js_groups, 0),
    LODE_FN("heap", process_js_heap, 0),
    LODE_FN("hrtime", process_js_hrtime, 0),
    LODE_FN("id", process_js_id, 1),
    LODE_FN("initGroups", process_js_init_groups, 2),
    LODE_FN("kill", process_js_kill, 2),
    LODE_FN("memoryLimits", process_js_memory_limits, 0),
    LODE_FN("pid", process_js_pid, 0),
    LODE_FN("ppid", process_js_ppid, 0),
    LODE_FN("reallyExit", process_js_really_exit, 1),
    LODE_FN("rss", process_js_rss, 0),
    LODE_FN("setGroups", process_js_set_groups, 1),
    LODE_FN("setId", process_js_set_id, 2),
    LODE_FN("setTitle", process_js_set_title, 1),
    LODE_FN("threadUsage", process_js_thread_usage, 0),
    LODE_FN("title", process_js_title, 0),
    LODE_FN("umask", process_js_umask, 1),
    LODE_FN("uptime", process_js_uptime, 0),
    LODE_FN("usage", process_js_usage, 0),
    LODE_FN("write", process_js_write, 2),
};

void lode_process_bind(lode_env *env, lode_value object) {
  process_state *state = lode_malloc(sizeof *state);
  env->binding[LODE_BINDING_process] = state;
  lode_at_exit(env, free, state);
  lode_define_functions(env, object, process_functions,
                        LODE_COUNT_OF(process_functions));
  lode_define(env, object, "numbers",
              lode_shared_array(env, kJSTypedArrayTypeFloat64Array,
                                state->numbers, sizeof state->numbers));
  lode_define(
      env, object, "nanoseconds",
      lode_shared_array(env, kJSTypedArrayTypeBigUint64Array,
                        &state->nanoseconds, sizeof state->nanoseconds));
  lode_define(env, object, "secondsAnd",
              lode_shared_array(env, kJSTypedArrayTypeFloat64Array,
                                state->seconds_and, sizeof state->seconds_and));
}
