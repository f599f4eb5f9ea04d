// SPDX-License-Identifier: MIT
// Files of environment variables: NAME=value lines, comments, quotes. Knows
// no engine and touches no environment.
#ifndef LODE_RUNTIME_DOTENV_H
#define LODE_RUNTIME_DOTENV_H

#include <stddef.h>

// One assignment; neither string ends in NUL. They live inside the text.
typedef void (*lode_dotenv_each)(void *data, const char *key, size_t key_size,
                                 const char *value, size_t value_size);

// Calls `each` for every assignment in order. Works in place: the text is
// garbage afterwards.
void lode_dotenv_parse(char *text, size_t size, lode_dotenv_each each,
                       void *data);

#endif
