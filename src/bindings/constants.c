// SPDX-License-Identifier: MIT
// The system's numbers that programs know by name: signals, error numbers,
// dlopen flags, priorities.
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <uv.h>

#include "bindings/bindings.h"
#include "engine/string.h"

typedef struct os_constant {
  const char *name;
  int value;
} os_constant;

#define OS_CONSTANT(name) {#name, name},

static const os_constant constants_signals[] = {
    OS_CONSTANT(SIGHUP) OS_CONSTANT(SIGINT) OS_CONSTANT(SIGQUIT) OS_CONSTANT(
        SIGILL) OS_CONSTANT(SIGTRAP) OS_CONSTANT(SIGABRT) OS_CONSTANT(SIGIOT)
        OS_CONSTANT(SIGBUS) OS_CONSTANT(SIGFPE) OS_CONSTANT(SIGKILL)
            OS_CONSTANT(SIGUSR1) OS_CONSTANT(SIGSEGV) OS_CONSTANT(SIGUSR2)
                OS_CONSTANT(SIGPIPE) OS_CONSTANT(SIGALRM) OS_CONSTANT(SIGTERM)
                    OS_CONSTANT(SIGCHLD) OS_CONSTANT(SIGSTKFLT) OS_CONSTANT(
                        SIGCONT) OS_CONSTANT(SIGSTOP) OS_CONSTANT(SIGTSTP)
                        OS_CONSTANT(SIGTTIN) OS_CONSTANT(SIGTTOU)
                            OS_CONSTANT(SIGURG) OS_CONSTANT(SIGXCPU)
                                OS_CONSTANT(SIGXFSZ) OS_CONSTANT(SIGVTALRM)
                                    OS_CONSTANT(SIGPROF) OS_CONSTANT(SIGWINCH)
                                        OS_CONSTANT(SIGIO) OS_CONSTANT(SIGPOLL)
                                            OS_CONSTANT(SIGPWR)
                                                OS_CONSTANT(SIGSYS)};

static const os_constant constants_errors[] =
    {OS_CONSTANT(E2BIG) OS_CONSTANT(EACCES) OS_CONSTANT(EADDRINUSE) OS_CONSTANT(
        EADDRNOTAVAIL) OS_CONSTANT(EAFNOSUPPORT) OS_CONSTANT(EAGAIN)
         OS_CONSTANT(EALREADY) OS_CONSTANT(EBADF) OS_CONSTANT(
             EBADMSG) OS_CONSTANT(EBUSY) OS_CONSTANT(ECANCELED)
             OS_CONSTANT(ECHILD) OS_CONSTANT(ECONNABORTED) OS_CONSTANT(
                 ECONNREFUSED) OS_CONSTANT(ECONNRESET) OS_CONSTANT(EDEADLK)
                 OS_CONSTANT(EDESTADDRREQ) OS_CONSTANT(EDOM) OS_CONSTANT(
                     EDQUOT) OS_CONSTANT(EEXIST) OS_CONSTANT(EFAULT)
                     OS_CONSTANT(EFBIG) OS_CONSTANT(EHOSTUNREACH) OS_CONSTANT(
                         EIDRM) OS_CONSTANT(EILSEQ) OS_CONSTANT(EINPROGRESS)
                         OS_CONSTANT(EINTR) OS_CONSTANT(EINVAL) OS_CONSTANT(
                             EIO) OS_CONSTANT(EISCONN) OS_CONSTANT(EISDIR)
                             OS_CONSTANT(ELOOP) OS_CONSTANT(EMFILE) OS_CONSTANT(
                                 EMLINK) OS_CONSTANT(EMSGSIZE) OS_CONSTANT(EMULTIHOP)
                                 OS_CONSTANT(ENAMETOOLONG) OS_CONSTANT(
                                     ENETDOWN) OS_CONSTANT(ENETRESET)
                                     OS_CONSTANT(ENETUNREACH) OS_CONSTANT(ENFILE) OS_CONSTANT(
                                         ENOBUFS) OS_CONSTANT(ENODATA) OS_CONSTANT(ENODEV) OS_CONSTANT(ENOENT)
                                         OS_CONSTANT(ENOEXEC) OS_CONSTANT(ENOLCK) OS_CONSTANT(
                                             ENOLINK) OS_CONSTANT(ENOMEM) OS_CONSTANT(ENOMSG)
                                             OS_CONSTANT(ENOPROTOOPT) OS_CONSTANT(ENOSPC) OS_CONSTANT(ENOSR) OS_CONSTANT(
                                                 ENOSTR) OS_CONSTANT(ENOSYS)
                                                 OS_CONSTANT(ENOTCONN) OS_CONSTANT(ENOTDIR) OS_CONSTANT(
                                                     ENOTEMPTY) OS_CONSTANT(ENOTSOCK)
                                                     OS_CONSTANT(ENOTSUP) OS_CONSTANT(ENOTTY) OS_CONSTANT(
                                                         ENXIO) OS_CONSTANT(EOPNOTSUPP)
                                                         OS_CONSTANT(
                                                             EOVERFLOW) OS_CONSTANT(EPERM)
                                                             OS_CONSTANT(
                                                                 EPIPE) OS_CONSTANT(EPROTO)
                                                                 OS_CONSTANT(EPROTONOSUPPORT) OS_CONSTANT(
                                                                     EPROTOTYPE) OS_CONSTANT(ERANGE)
                                                                     OS_CONSTANT(
                                                                         EROFS) OS_CONSTANT(ESPIPE)
                                                                         OS_CONSTANT(
                                                                             ESRCH) OS_CONSTANT(ESTALE)
                                                                             OS_CONSTANT(
                                                                                 ETIME) OS_CONSTANT(ETIMEDOUT)
                                                                                 OS_CONSTANT(
                                                                                     ETXTBSY)
                                                                                     OS_CONSTANT(
                                                                                         EWOULDBLOCK)
                                                                                         OS_CONSTANT(
                                                                                             EXDEV)};

static const os_constant constants_dlopen[] = {
    OS_CONSTANT(RTLD_LAZY) OS_CONSTANT(RTLD_NOW) OS_CONSTANT(RTLD_GLOBAL)
        OS_CONSTANT(RTLD_LOCAL) OS_CONSTANT(RTLD_DEEPBIND)};

static const os_constant constants_priority[] = {
    {"PRIORITY_LOW", UV_PRIORITY_LOW},
    {"PRIORITY_BELOW_NORMAL", UV_PRIORITY_BELOW_NORMAL},
    {"PRIORITY_NORMAL", UV_PRIORITY_NORMAL},
    {"PRIORITY_ABOVE_NORMAL", UV_PRIORITY_ABOVE_NORMAL},
    {"PRIORITY_HIGH", UV_PRIORITY_HIGH},
    {"PRIORITY_HIGHEST", UV_PRIORITY_HIGHEST},
};

static void constants_define(lode_env *env, lode_value object, const char *name,
                             const os_constant *table, size_t n) {
  JSObjectRef group = JSObjectMake(env->ctx, NULL, NULL);
  JSObjectSetPrototype(env->ctx, group, env->null);
  for (size_t i = 0; i < n; i++) {
    lode_define(env, group, table[i].name, lode_from_int(env, table[i].value));
  }
  lode_define(env, object, name, group);
}

void lode_constants_bind(lode_env *env, lode_value object) {
  constants_define(env, object, "signals", constants_signals,
                   LODE_COUNT_OF(constants_signals));
  constants_define(env, object, "errno", constants_errors,
                   LODE_COUNT_OF(constants_errors));
  constants_define(env, object, "dlopen", constants_dlopen,
                   LODE_COUNT_OF(constants_dlopen));
  constants_define(env, object, "priority", constants_priority,
                   LODE_COUNT_OF(constants_priority));
}
