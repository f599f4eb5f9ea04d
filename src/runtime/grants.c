// SPDX-License-Identifier: MIT
#include "runtime/grants.h"

#include <string.h>

static const lode_option_id grants_options[LODE_MAY_COUNT] = {
    [LODE_MAY_READ] = LODE_OPT_ALLOW_FS_READ,
    [LODE_MAY_WRITE] = LODE_OPT_ALLOW_FS_WRITE,
    [LODE_MAY_ADDONS] = LODE_OPT_ALLOW_ADDONS,
    [LODE_MAY_CHILD] = LODE_OPT_ALLOW_CHILD_PROCESS,
    [LODE_MAY_INSPECTOR] = LODE_OPT_ALLOW_INSPECTOR,
    [LODE_MAY_NET] = LODE_OPT_ALLOW_NET,
    [LODE_MAY_WASI] = LODE_OPT_ALLOW_WASI,
    [LODE_MAY_WORKER] = LODE_OPT_ALLOW_WORKER,
};

// What runs may be read. A star in its name would say more than one file.
static void grants_add_file(lode_permission *permission, const char *path) {
  if (strchr(path, '*') == NULL) {
    lode_permission_grant(permission, LODE_MAY_READ, path);
  }
}

bool lode_grants_read(const lode_options *options, const char *script,
                      lode_permission *permission) {
  memset(permission, 0, sizeof *permission);
  if (!lode_options_on(options, LODE_OPT_PERMISSION)) {
    return false;
  }
  for (lode_right right = 0; right < LODE_MAY_COUNT; right++) {
    const lode_option_value *value = &options->values[grants_options[right]];
    permission->all[right] = value->number != 0;
    for (size_t i = 0; i < value->count; i++) {
      lode_permission_grant(permission, right, value->list[i]);
    }
  }
  if (script != NULL) {
    const lode_option_value *preload = &options->values[LODE_OPT_REQUIRE];
    grants_add_file(permission, script);
    for (size_t i = 0; i < preload->count; i++) {
      grants_add_file(permission, preload->list[i]);
    }
  }
  return true;
}

void lode_grants_deinit(lode_permission *permission) {
  lode_path_set_deinit(&permission->paths[LODE_MAY_READ]);
  lode_path_set_deinit(&permission->paths[LODE_MAY_WRITE]);
}
