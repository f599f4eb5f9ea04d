// SPDX-License-Identifier: MIT
// TCP handles: what a stream has because it is TCP. Addresses come numeric;
// names are dns.c's work.
#include <errno.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <sys/socket.h>

#include "bindings/bindings.h"
#include "bindings/stream_state.h"
#include "engine/string.h"
#include "loop/loop.h"
#include "loop/permission.h"

// Flags of bind(), as JavaScript has them (UV_TCP_IPV6ONLY is 1).
#define TCP_REUSEPORT 2

// () -> native, or a negative code.
LODE_NATIVE(tcp_js_create) {
  lode_stream *stream;
  int err = lode_stream_new(env, LODE_STREAM_TCP, 0, &stream);
  return err < 0 ? lode_from_int(env, err) : lode_stream_object(stream);
}

LODE_NATIVE(tcp_js_open) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  int err =
      uv_tcp_open(&stream->uv.tcp, lode_to_int(env, lode_arg(env, args, 1)));
  if (err == 0) {
    lode_stream_live(stream);
  }
  return lode_from_int(env, err);
}

int lode_address_parse(const char *text, int port, int family,
                       struct sockaddr_storage *out) {
  return family == 6 ? uv_ip6_addr(text, port, (struct sockaddr_in6 *)out)
                     : uv_ip4_addr(text, port, (struct sockaddr_in *)out);
}

// The address in arguments `i` (text), i + 1 (port) and i + 2 (4 or 6).
static int tcp_address(lode_env *env, const lode_args *args, size_t i,
                       struct sockaddr_storage *out) {
  lode_utf8 text;
  int err = lode_utf8_open(env, lode_arg(env, args, i), &text);
  if (err < 0) {
    return err;
  }
  err = lode_address_parse(text.data,
                           lode_to_int(env, lode_arg(env, args, i + 1)),
                           lode_to_int(env, lode_arg(env, args, i + 2)), out);
  lode_utf8_close(&text);
  return err;
}

// libuv makes the socket when it binds; SO_REUSEPORT must be set in between,
// so the socket is made here.
static int tcp_make_reusable(lode_stream *stream, int family) {
  int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) {
    return -errno;
  }
  int on = 1;
  int err = setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) < 0
                ? -errno
                : uv_tcp_open(&stream->uv.tcp, fd);
  if (err < 0) {
    uv_fs_t req;
    uv_fs_close(NULL, &req, fd, NULL);
  }
  return err;
}

// (native, address, port, family, flags)
LODE_NATIVE(tcp_js_bind) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  unsigned flags = lode_to_uint32(env, lode_arg(env, args, 4));
  struct sockaddr_storage address;
  int err = lode_may(env->permission, LODE_MAY_NET)
                ? tcp_address(env, args, 1, &address)
                : LODE_DENIED;
  if (err == 0 && (flags & TCP_REUSEPORT) != 0) {
    err = tcp_make_reusable(stream, address.ss_family);
  }
  if (err == 0) {
    err = uv_tcp_bind(&stream->uv.tcp, (const struct sockaddr *)&address,
                      flags & UV_TCP_IPV6ONLY);
  }
  if (err == 0) {
    lode_stream_live(stream);
  }
  return lode_from_int(env, err);
}

// (native, address, port, family): onConnect will come when this answers 0.
LODE_NATIVE(tcp_js_connect) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  struct sockaddr_storage address;
  int err =
      stream->connecting ? UV_EALREADY : tcp_address(env, args, 1, &address);
  if (!lode_may(env->permission, LODE_MAY_NET)) {
    err = LODE_DENIED;
  }
  if (err == 0) {
    err = uv_tcp_connect(&stream->connect, &stream->uv.tcp,
                         (const struct sockaddr *)&address,
                         lode_stream_on_connect);
  }
  if (err == 0) {
    stream->connecting = true;
    lode_stream_live(stream);
  }
  return lode_from_int(env, err);
}

lode_value lode_address_value(lode_env *env, const struct sockaddr *address) {
  char text[INET6_ADDRSTRLEN + 1 + UV_IF_NAMESIZE] = "";
  int port = 0, family = 0;
  if (address->sa_family == AF_INET) {
    const struct sockaddr_in *in = (const void *)address;
    uv_ip4_name(in, text, sizeof text);
    port = ntohs(in->sin_port);
    family = 4;
  } else if (address->sa_family == AF_INET6) {
    const struct sockaddr_in6 *in6 = (const void *)address;
    uv_ip6_name(in6, text, sizeof text);
    if (IN6_IS_ADDR_LINKLOCAL(&in6->sin6_addr) && in6->sin6_scope_id != 0) {
      size_t used = strlen(text), room = sizeof text - used - 1;
      text[used] = '%';
      if (uv_if_indextoiid(in6->sin6_scope_id, text + used + 1, &room) < 0) {
        text[used] = '\0';
      }
    }
    port = ntohs(in6->sin6_port);
    family = 6;
  }
  lode_value fields[3] = {lode_string(env, text), lode_from_int(env, family),
                          lode_from_int(env, port)};
  return lode_array(env, fields, 3);
}

static lode_value tcp_name(lode_env *env, const lode_args *args,
                           int (*name)(const uv_tcp_t *, struct sockaddr *,
                                       int *)) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  struct sockaddr_storage address;
  int size = sizeof address;
  int err = name(&stream->uv.tcp, (struct sockaddr *)&address, &size);
  return err < 0 ? lode_from_int(env, err)
                 : lode_address_value(env, (struct sockaddr *)&address);
}

// [address, family, port], or a negative code.
LODE_NATIVE(tcp_js_getsockname) {
  return tcp_name(env, args, uv_tcp_getsockname);
}

LODE_NATIVE(tcp_js_getpeername) {
  return tcp_name(env, args, uv_tcp_getpeername);
}

LODE_NATIVE(tcp_js_set_no_delay) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  return lode_from_int(
      env, uv_tcp_nodelay(&stream->uv.tcp, lode_arg(env, args, 1) == env->yes));
}

LODE_NATIVE(tcp_js_set_keep_alive) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  return lode_from_int(
      env, uv_tcp_keepalive(&stream->uv.tcp, lode_arg(env, args, 1) == env->yes,
                            lode_to_uint32(env, lode_arg(env, args, 2))));
}

// The option that the socket's family has for the type of service.
static int tcp_tos_option(const lode_stream *stream, int *fd, int *level,
                          int *option) {
  int err = uv_fileno(&stream->uv.handle, fd);
  if (err < 0) {
    return err;
  }
  struct sockaddr_storage address;
  socklen_t size = sizeof address;
  if (getsockname(*fd, (struct sockaddr *)&address, &size) < 0) {
    return -errno;
  }
  bool six = address.ss_family == AF_INET6;
  *level = six ? IPPROTO_IPV6 : IPPROTO_IP;
  *option = six ? IPV6_TCLASS : IP_TOS;
  return 0;
}

LODE_NATIVE(tcp_js_set_type_of_service) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  int tos = lode_to_int(env, lode_arg(env, args, 1));
  int fd, level, option;
  int err = tcp_tos_option(stream, &fd, &level, &option);
  if (err == 0 && setsockopt(fd, level, option, &tos, sizeof tos) < 0) {
    err = -errno;
  }
  return lode_from_int(env, err);
}

LODE_NATIVE(tcp_js_get_type_of_service) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  int tos = 0, fd, level, option;
  socklen_t size = sizeof tos;
  int err = tcp_tos_option(stream, &fd, &level, &option);
  if (err == 0 && getsockopt(fd, level, option, &tos, &size) < 0) {
    err = -errno;
  }
  return lode_from_int(env, err < 0 ? err : tos);
}

// Closes with RST instead of FIN; the close callback comes as from close().
LODE_NATIVE(tcp_js_reset) {
  lode_stream *stream = lode_stream_get(env, lode_arg(env, args, 0));
  int err = uv_tcp_close_reset(&stream->uv.tcp, lode_stream_on_close);
  if (err == 0) {
    stream->tell_close = true;
    lode_stream_live(stream);
  }
  return lode_from_int(env, err);
}

static const lode_fn tcp_functions[] = {
    LODE_FN("bind", tcp_js_bind, 5),
    LODE_FN("connect", tcp_js_connect, 4),
    LODE_FN("create", tcp_js_create, 0),
    LODE_FN("getpeername", tcp_js_getpeername, 1),
    LODE_FN("getsockname", tcp_js_getsockname, 1),
    LODE_FN("getTypeOfService", tcp_js_get_type_of_service, 1),
    LODE_FN("open", tcp_js_open, 2),
    LODE_FN("reset", tcp_js_reset, 1),
    LODE_FN("setKeepAlive", tcp_js_set_keep_alive, 3),
    LODE_FN("setNoDelay", tcp_js_set_no_delay, 2),
    LODE_FN("setTypeOfService", tcp_js_set_type_of_service, 2),
};

void lode_tcp_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, tcp_functions,
                        LODE_COUNT_OF(tcp_functions));
}
