// SPDX-License-Identifier: MIT
// Pipes: local sockets by path (a leading NUL makes them abstract), and the
// descriptors that processes talk over.
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "bindings/bindings.h"
#include "bindings/stream_state.h"
#include "engine/string.h"
#include "loop/loop.h"
#include "loop/permission.h"

// (ipc) -> native, or a negative code.
LODE_NATIVE(pipe_js_create) {
  lode_stream *stream;
  int err = lode_stream_new(env, LODE_STREAM_PIPE,
                            lode_arg(env, args, 0) == env->yes, &stream);
  return err < 0 ? lode_from_int(env, err) : lode_stream_object(stream);
}

LODE_NATIVE(pipe_js_open) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  int err =
      uv_pipe_open(&stream->uv.pipe, lode_to_int(env, lode_arg(env, args, 1)));
  if (err == 0) {
    lode_stream_live(stream);
  }
  return lode_from_int(env, err);
}

// libuv 1.44 takes paths as C strings and cuts long ones: the abstract ones
// are opened here, the long ones refused.
static int pipe_abstract(lode_stream *stream, const lode_utf8 *path,
                         int (*act)(int, const struct sockaddr *, socklen_t)) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path, path->data, path->size);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) {
    return -errno;
  }
  socklen_t size =
      (socklen_t)(offsetof(struct sockaddr_un, sun_path) + path->size);
  int err = act(fd, (const struct sockaddr *)&address, size) < 0
                ? -errno
                : uv_pipe_open(&stream->uv.pipe, fd);
  if (err < 0) {
    close(fd);
  }
  return err;
}

static int pipe_check_path(const lode_utf8 *path) {
  struct sockaddr_un address;
  return path->size == 0 || path->size >= sizeof address.sun_path ? UV_EINVAL
                                                                  : 0;
}

// (native, path)
LODE_NATIVE(pipe_js_bind) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  lode_utf8 path;
  int err = lode_utf8_open(env, lode_arg(env, args, 1), &path);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  err = lode_may(env->permission, LODE_MAY_NET) ? pipe_check_path(&path)
                                                : LODE_DENIED;
  if (err == 0) {
    err = path.data[0] == '\0' ? pipe_abstract(stream, &path, bind)
                               : uv_pipe_bind(&stream->uv.pipe, path.data);
  }
  if (err == 0) {
    lode_stream_live(stream);
  }
  lode_utf8_close(&path);
  return lode_from_int(env, err);
}

// (native, path): 0 when onConnect will come, 1 when it is connected already.
LODE_NATIVE(pipe_js_connect) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  if (stream->connecting) {
    return lode_from_int(env, UV_EALREADY);
  }
  lode_utf8 path;
  int result = lode_utf8_open(env, lode_arg(env, args, 1), &path);
  if (result < 0) {
    return lode_from_int(env, result);
  }
  result = lode_may(env->permission, LODE_MAY_NET) ? pipe_check_path(&path)
                                                   : LODE_DENIED;
  if (result == 0 && path.data[0] == '\0') {
    result = pipe_abstract(stream, &path, connect);
    result = result == 0 ? 1 : result;
  } else if (result == 0) {
    uv_pipe_connect(&stream->connect, &stream->uv.pipe, path.data,
                    lode_stream_on_connect);
    stream->connecting = true;
  }
  if (result >= 0) {
    lode_stream_live(stream);
  }
  lode_utf8_close(&path);
  return lode_from_int(env, result);
}

// (native, mode): adds UV_READABLE and UV_WRITABLE for everyone.
LODE_NATIVE(pipe_js_fchmod) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  return lode_from_int(env,
                       uv_pipe_chmod(&stream->uv.pipe,
                                     lode_to_int(env, lode_arg(env, args, 1))));
}

static const lode_fn pipe_functions[] = {
    LODE_FN("bind", pipe_js_bind, 2),
    LODE_FN("connect", pipe_js_connect, 2),
    LODE_FN("create", pipe_js_create, 1),
    LODE_FN("fchmod", pipe_js_fchmod, 2),
    LODE_FN("open", pipe_js_open, 2),
};

void lode_pipe_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, pipe_functions,
                        LODE_COUNT_OF(pipe_functions));
}
