// SPDX-License-Identifier: MIT
// The command line's --allow-... options as the record that the process is
// asked by (loop/permission.h).
#ifndef LODE_RUNTIME_GRANTS_H
#define LODE_RUNTIME_GRANTS_H

#include "loop/permission.h"
#include "runtime/options.h"

// Fills `permission`; false when there is no --permission to mind. `script` is
// what the command line runs, NULL for none: it and what -r names may be read.
LODE_NODISCARD bool lode_grants_read(const lode_options *options,
                                     const char *script,
                                     lode_permission *permission);
void lode_grants_deinit(lode_permission *permission);

#endif
