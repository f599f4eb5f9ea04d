// SPDX-License-Identifier: MIT
// What --help prints.
#ifndef LODE_RUNTIME_HELP_H
#define LODE_RUNTIME_HELP_H

extern const char lode_help_text[];

#endif
