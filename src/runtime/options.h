// SPDX-License-Identifier: MIT
// The command line and NODE_OPTIONS, parsed into one table of values. Knows
// no engine and prints nothing: errors are text for the caller to print.
#ifndef LODE_RUNTIME_OPTIONS_H
#define LODE_RUNTIME_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/compiler.h"
#include "runtime/options_table.h"

typedef enum lode_option_id {
#define LODE_OPTION_ENUM(id, name, kind, flags) LODE_OPT_##id,
  LODE_OPTIONS(LODE_OPTION_ENUM)
#undef LODE_OPTION_ENUM
      LODE_OPT_COUNT
} lode_option_id;

typedef enum lode_option_kind {
  LODE_OPTION_NOOP,      // accepted, means nothing any more
  LODE_OPTION_ENGINE,    // meant for V8, takes a value only after '='
  LODE_OPTION_BOOL,      // --x and --no-x
  LODE_OPTION_INT,       // signed number
  LODE_OPTION_UINT,      // number
  LODE_OPTION_STRING,    // the last one counts
  LODE_OPTION_HOSTPORT,  // host:port
  LODE_OPTION_LIST       // every one counts
} lode_option_kind;

enum {
  LODE_OPTION_ENV = 1,    // may stand in NODE_OPTIONS
  LODE_OPTION_ON = 2,     // true unless negated
  LODE_OPTION_ABSENT = 4  // Node has it, we do not: refused by name
};

typedef struct lode_option {
  const char *name;
  uint8_t kind;
  uint8_t flags;
} lode_option;

extern const lode_option lode_options_table[LODE_OPT_COUNT];

// Strings are borrowed from argv or from lode_options.env_text.
typedef struct lode_option_value {
  int64_t number;     // BOOL, INT, UINT
  const char *text;   // STRING, HOSTPORT; NULL while unset and no default
  const char **list;  // LIST; owned array
  size_t count;       // of list
  bool given;         // set by somebody, not by default
} lode_option_value;

typedef struct lode_options {
  lode_option_value values[LODE_OPT_COUNT];
  int exec_argc;   // argv[1] ... argv[exec_argc] are process.execArgv
  int rest;        // index in argv of the script, or of the first argument
  bool has_eval;   // --eval, or --print with an argument
  bool use_stdin;  // "-" in the place of a script
  char *env_text;  // owned: the words of NODE_OPTIONS
} lode_options;

// Fills `o`: defaults, then the words of `node_options` (may be NULL), then
// argv. Returns 0, or the exit code with one line for each error in `errors`.
// Always deinit `o` afterwards.
LODE_NODISCARD int lode_options_parse(lode_options *o, int argc, char **argv,
                                      const char *node_options,
                                      lode_buf *errors);
void lode_options_deinit(lode_options *o);

// The environment variables that stand for options; the command line wins.
void lode_options_apply_env(lode_options *o);

// The option with this name ("--x", dashes), or -1.
int lode_options_find(const char *name, size_t n);

static inline bool lode_options_on(const lode_options *o, lode_option_id id) {
  return o->values[id].number != 0;
}

typedef struct lode_option_alias {
  const char *name;
  const char *target;
} lode_option_alias;

extern const lode_option_alias lode_options_aliases[];
extern const size_t lode_options_alias_count;

#endif
