// SPDX-License-Identifier: MIT
// --env-file and --env-file-if-exists: variables from files into the
// environment of the process.
#ifndef LODE_RUNTIME_ENV_FILES_H
#define LODE_RUNTIME_ENV_FILES_H

#include "base/compiler.h"
#include "runtime/options.h"

// Reads the files that the first words of argv name, in order. A later file
// wins over an earlier one; what was in the environment before wins over all.
// Returns 0, or the exit code when it has reported a file that is not there.
LODE_NODISCARD int lode_env_files_load(const lode_options *options,
                                       char **argv);

#endif
