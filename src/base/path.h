// SPDX-License-Identifier: MIT
// Paths as texts: nothing here looks at the disk.
#ifndef LODE_BASE_PATH_H
#define LODE_BASE_PATH_H

#include "base/buf.h"

// Appends `path`, made absolute against `base`, without empty, "." and ".."
// parts and without a slash at its end; no NUL. 0 or a negative code.
LODE_NODISCARD int lode_path_resolve(const char *base, const char *path,
                                     lode_buf *out);

#endif
