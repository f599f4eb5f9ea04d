// SPDX-License-Identifier: MIT
// What node:os asks of the system. Numbers come back through one shared array.
#include <stdlib.h>
#include <uv.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "engine/bytes.h"
#include "engine/string.h"

LODE_NATIVE(os_js_uptime) {
  double seconds;
  int err = uv_uptime(&seconds);
  return err < 0 ? lode_from_int(env, err) : lode_from_double(env, seconds);
}

LODE_NATIVE(os_js_total_memory) {
  return lode_from_double(env, (double)uv_get_total_memory());
}

LODE_NATIVE(os_js_free_memory) {
  return lode_from_double(env, (double)uv_get_free_memory());
}

LODE_NATIVE(os_js_host_name) {
  char name[UV_MAXHOSTNAMESIZE];
  size_t size = sizeof name;
  int err = uv_os_gethostname(name, &size);
  return err < 0 ? lode_from_int(env, err) : lode_string(env, name);
}

static const lode_fn os_functions[] = {
    LODE_FN("uptime", os_js_uptime, 0),
    LODE_FN("totalMemory", os_js_total_memory, 0),
    LODE_FN("freeMemory", os_js_free_memory, 0),
    LODE_FN("hostName", os_js_host_name, 0),
};

void lode_os_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, os_functions, LODE_COUNT_OF(os_functions));
}
