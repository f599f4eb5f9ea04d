// SPDX-License-Identifier: MIT
// Large program texts: the documented API copies a text that it evaluates;
// this does not.
#ifndef LODE_ENGINE_SOURCE_H
#define LODE_ENGINE_SOURCE_H

#include "engine/env.h"

// From how many characters on it is worth the effort.
enum { LODE_SOURCE_LARGE = 65536 };

// Whether large texts can go in without a copy; proved when first asked.
bool lode_source_open(lode_env *env);

// A script of a flat string, to be evaluated and released (private.h). Only
// when lode_source_open() is true.
struct OpaqueJSScript *lode_source_script(lode_env *env, lode_value source,
                                          const char *url, int line);

// Says that the text will be parsed: asks for the memory that this takes
// (prefault.h) where it is much.
void lode_source_expect(lode_value source);

// Evaluates a flat string of at least LODE_SOURCE_LARGE characters, as
// lode_evaluate() does. Only when lode_source_open() is true.
lode_value lode_source_evaluate(lode_env *env, lode_value source,
                                const char *url, int line,
                                lode_value *exception);

#endif
