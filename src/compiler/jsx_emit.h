// SPDX-License-Identifier: MIT
// What the files of the JSX emitter share: the state of one run over the
// elements of a text.
#ifndef LODE_COMPILER_JSX_EMIT_H
#define LODE_COMPILER_JSX_EMIT_H

#include "compiler/jsx.h"
#include "compiler/ts.h"

// What elements call, by names that begin with the prefix.
enum {
  JSX_ONE = 1,       // $: jsx(type, props, key)
  JSX_MANY = 2,      // $s: jsxs, the same for many children
  JSX_FRAGMENT = 4,  // $Fragment
  JSX_DEV = 8,       // $DEV: jsxDEV(type, props, key, many, source, this)
  JSX_CREATE = 16,   // $Create: createElement, for a key behind a spread
  JSX_KEYED = 32,    // $Keyed(f, type, key, props, …): a key in front
  JSX_LATE = 64,     // $Late(f, type, props with $Key, …): a key elsewhere
  JSX_FILE = 128,    // $File: the name of the file
  JSX_OF_RUNTIME = 15
};

typedef struct jsx_emitter {
  const lode_program *program;
  const lode_jsx_options *options;
  lode_edits *edits;
  const char *source;
  char prefix[24];  // of every name of ours
  uint32_t used;    // JSX_*
  lode_buf text;    // for a moment
  size_t at;        // up to here lines are counted
  size_t line_start;
  uint32_t line;
} jsx_emitter;

// jsx_head.c: declares the names that are used.
void lode_jsx_fill_head(jsx_emitter *e, size_t head, bool module);

#endif
