// SPDX-License-Identifier: MIT
// Names by the system's resolver, on libuv's threads: getaddrinfo and
// getnameinfo. A request object is JavaScript's until it is asked, then pinned
// until its one answer; at teardown it is cancelled or waited for.
#include <netdb.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/stream.h"
#include "engine/string.h"
#include "loop/callback.h"
#include "loop/loop.h"
#include "loop/permission.h"

typedef struct dns_request {
  union {
    uv_getaddrinfo_t addresses;
    uv_getnameinfo_t name;
  } uv;               // .data is the env
  lode_value object;  // protected
} dns_request;

typedef struct dns_state {
  lode_value on_answer;  // protected: (request, status, result, more)
} dns_state;

// Hands the answer over and ends the request.
static void dns_answer(lode_env *env, dns_request *request,
                       const lode_value *results, size_t n) {
  dns_state *state = env->binding[LODE_BINDING_dns];
  lode_value argv[4] = {request->object};
  for (size_t i = 0; i < n; i++) {
    argv[i + 1] = results[i];
  }
  lode_callback(env, state->on_answer, NULL, argv, n + 1);
  lode_unprotect(env, request->object);
  free(request);
}

static dns_request *dns_begin(lode_env *env, lode_value object) {
  dns_request *request = lode_malloc(sizeof *request);
  request->object = object;
  lode_protect(env, object);
  return request;
}

static void dns_drop(lode_env *env, dns_request *request) {
  lode_unprotect(env, request->object);
  free(request);
}

// [address, …]: those of the system, in its order.
static lode_value dns_list(lode_env *env, const struct addrinfo *first) {
  lode_value list = lode_array(env, NULL, 0);
  unsigned n = 0;
  for (const struct addrinfo *info = first; info != NULL;
       info = info->ai_next) {
    char text[INET6_ADDRSTRLEN];
    const void *bytes =
        info->ai_family == AF_INET
            ? (const void *)&(
                  (const struct sockaddr_in *)(const void *)info->ai_addr)
                  ->sin_addr
            : (const void *)&(
                  (const struct sockaddr_in6 *)(const void *)info->ai_addr)
                  ->sin6_addr;
    if ((info->ai_family == AF_INET || info->ai_family == AF_INET6) &&
        uv_inet_ntop(info->ai_family, bytes, text, sizeof text) == 0) {
      JSObjectSetPropertyAtIndex(env->ctx, lode_as_object(list), n++,
                                 lode_string(env, text), NULL);
    }
  }
  return list;
}

static void dns_on_addresses(uv_getaddrinfo_t *req, int status,
                             struct addrinfo *result) {
  dns_request *request = (dns_request *)(void *)req;
  lode_env *env = req->data;
  lode_enter(env);
  lode_value results[2] = {lode_from_int(env, status), env->undefined};
  if (status == 0 && !env->exiting) {
    results[1] = dns_list(env, result);
  }
  uv_freeaddrinfo(result);
  dns_answer(env, request, results, 2);
  lode_leave(env);
}

// (request, hostname, family 0/4/6, flags) -> 0 or a negative code.
LODE_NATIVE(dns_js_getaddrinfo) {
  if (!lode_may(env->permission, LODE_MAY_NET)) {
    return lode_from_int(env, LODE_DENIED);
  }
  lode_utf8 host;
  int err = lode_utf8_open(env, lode_arg(env, args, 1), &host);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  int family = lode_to_int(env, lode_arg(env, args, 2));
  struct addrinfo hints = {
      .ai_family = family == 4   ? AF_INET
                   : family == 6 ? AF_INET6
                                 : AF_UNSPEC,
      .ai_socktype = SOCK_STREAM,
      .ai_flags = lode_to_int(env, lode_arg(env, args, 3)),
  };
  dns_request *request = dns_begin(env, lode_arg(env, args, 0));
  request->uv.addresses.data = env;
  err = uv_getaddrinfo(lode_uv(env), &request->uv.addresses, dns_on_addresses,
                       host.data, NULL, &hints);
  lode_utf8_close(&host);
  if (err < 0) {
    dns_drop(env, request);
  }
  return lode_from_int(env, err);
}

static void dns_on_name(uv_getnameinfo_t *req, int status, const char *host,
                        const char *service) {
  dns_request *request = (dns_request *)(void *)req;
  lode_env *env = req->data;
  lode_enter(env);
  lode_value results[3] = {lode_from_int(env, status), env->undefined,
                           env->undefined};
  if (status == 0) {
    results[1] = lode_string(env, host);
    results[2] = lode_string(env, service);
  }
  dns_answer(env, request, results, 3);
  lode_leave(env);
}

// (request, address, port, family) -> 0 or a negative code.
LODE_NATIVE(dns_js_getnameinfo) {
  if (!lode_may(env->permission, LODE_MAY_NET)) {
    return lode_from_int(env, LODE_DENIED);
  }
  lode_utf8 host;
  int err = lode_utf8_open(env, lode_arg(env, args, 1), &host);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  struct sockaddr_storage address;
  err = lode_address_parse(host.data, lode_to_int(env, lode_arg(env, args, 2)),
                           lode_to_int(env, lode_arg(env, args, 3)), &address);
  lode_utf8_close(&host);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  dns_request *request = dns_begin(env, lode_arg(env, args, 0));
  request->uv.name.data = env;
  err = uv_getnameinfo(lode_uv(env), &request->uv.name, dns_on_name,
                       (const struct sockaddr *)&address, NI_NAMEREQD);
  if (err < 0) {
    dns_drop(env, request);
  }
  return lode_from_int(env, err);
}

LODE_NATIVE(dns_js_setup) {
  dns_state *state = env->binding[LODE_BINDING_dns];
  state->on_answer = lode_arg(env, args, 0);
  lode_protect(env, state->on_answer);
  return env->undefined;
}

static const lode_fn dns_functions[] = {
    LODE_FN("getaddrinfo", dns_js_getaddrinfo, 4),
    LODE_FN("getnameinfo", dns_js_getnameinfo, 4),
    LODE_FN("setup", dns_js_setup, 1),
};

void lode_dns_bind(lode_env *env, lode_value object) {
  dns_state *state = lode_malloc(sizeof *state);
  env->binding[LODE_BINDING_dns] = state;
  lode_at_exit(env, free, state);
  lode_define_functions(env, object, dns_functions,
                        LODE_COUNT_OF(dns_functions));
  lode_define(env, object, "AI_ADDRCONFIG", lode_from_int(env, AI_ADDRCONFIG));
  lode_define(env, object, "AI_ALL", lode_from_int(env, AI_ALL));
  lode_define(env, object, "AI_V4MAPPED", lode_from_int(env, AI_V4MAPPED));
}
