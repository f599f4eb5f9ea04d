// SPDX-License-Identifier: MIT
// What --permission leaves the program: one record for the process, made from
// the command line before JavaScript starts and never changed, so any thread
// may ask. Without the option there is none, and asking is one pointer test.
#ifndef LODE_LOOP_PERMISSION_H
#define LODE_LOOP_PERMISSION_H

#include <stdbool.h>

#include "base/path_set.h"

// What a native answers instead of a libuv code where the program may not.
// lib/internal/errors.js knows the number.
#define LODE_DENIED (-99998)

typedef enum lode_right {
  LODE_MAY_READ,
  LODE_MAY_WRITE,
  LODE_MAY_ADDONS,
  LODE_MAY_CHILD,
  LODE_MAY_INSPECTOR,
  LODE_MAY_NET,
  LODE_MAY_WASI,
  LODE_MAY_WORKER,
  LODE_MAY_COUNT
} lode_right;

typedef struct lode_permission {
  bool all[LODE_MAY_COUNT];  // without bounds
  lode_path_set paths[2];    // for reading, for writing
} lode_permission;

// Grants what a value of --allow-fs-read or --allow-fs-write says: "*", a path,
// a folder and all below it (if there is one now), or with a star in it all
// that begins with the text before.
void lode_permission_grant(lode_permission *permission, lode_right right,
                           const char *value);

// The answers for a program that has a record. A relative path is seen from
// the working directory.
bool lode_permission_has_path(const lode_permission *permission,
                              lode_right right, const char *path);

// The same for any program: `permission` is the environment's.
static inline bool lode_may(const lode_permission *permission,
                            lode_right right) {
  return permission == NULL || permission->all[right];
}

static inline bool lode_may_path(const lode_permission *permission,
                                 lode_right right, const char *path) {
  return permission == NULL ||
         lode_permission_has_path(permission, right, path);
}

#endif
