// SPDX-License-Identifier: MIT
// The parser of the command line and of NODE_OPTIONS.
#include "runtime/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/mem.h"

enum { OPTIONS_EXIT_CODE = 9 };

#define ENV LODE_OPTION_ENV
#define ON LODE_OPTION_ON
#define ABSENT LODE_OPTION_ABSENT
const lode_option lode_options_table[LODE_OPT_COUNT] = {
#define OPTIONS_ROW(id, name, kind, flags) {name, LODE_OPTION_##kind, flags},
    LODE_OPTIONS(OPTIONS_ROW)
#undef OPTIONS_ROW
};

const lode_option_alias lode_options_aliases[] = {
    {"--debug-port", "--inspect-port"},
    {"--enable-network-family-autoselection", "--network-family-autoselection"},
    {"--es-module-specifier-resolution", "--experimental-specifier-resolution"},
    {"--experimental-strip-types", "--strip-types"},
    {"--experimental-test-isolation", "--test-isolation"},
    {"--loader", "--experimental-loader"},
    {"--report-directory", "--report-dir"},
    {"--security-reverts", "--security-revert"},
    {"--trace-events-enabled", "--trace-event-categories"},
    {"--webstorage", "--experimental-webstorage"},
    {"-C", "--conditions"},
    {"-c", "--check"},
    {"-e", "--eval"},
    {"-h", "--help"},
    {"-i", "--interactive"},
    {"-p", "--print"},
    {"-pe", "--print"},
    {"-r", "--require"},
    {"-v", "--version"},
};
const size_t lode_options_alias_count = LODE_COUNT_OF(lode_options_aliases);

// An option that turns another one on with it.
static const struct {
  lode_option_id when, then;
} options_implied[] = {
    {LODE_OPT_EXPERIMENTAL_TRANSFORM_TYPES, LODE_OPT_STRIP_TYPES},
    {LODE_OPT_REPORT_SIGNAL, LODE_OPT_REPORT_ON_SIGNAL},
    {LODE_OPT_TRACE_ENV_JS_STACK, LODE_OPT_TRACE_ENV},
    {LODE_OPT_TRACE_ENV_NATIVE_STACK, LODE_OPT_TRACE_ENV},
};

static const struct {
  lode_option_id id;
  int64_t number;
  const char *text;
} options_defaults[] = {
    {LODE_OPT_CPU_PROF_INTERVAL, 1000, NULL},
    {LODE_OPT_HEAP_PROF_INTERVAL, 524288, NULL},
    {LODE_OPT_INSPECT_PORT, 0, "127.0.0.1:9229"},
    {LODE_OPT_INSPECT_PUBLISH_UID, 0, "stderr,http"},
    {LODE_OPT_MAX_HTTP_HEADER_SIZE, 16384, NULL},
    {LODE_OPT_NETWORK_FAMILY_AUTOSELECTION_ATTEMPT_TIMEOUT, 500, NULL},
    {LODE_OPT_REPORT_SIGNAL, 0, "SIGUSR2"},
    {LODE_OPT_SECURE_HEAP_MIN, 2, NULL},
    {LODE_OPT_STACK_TRACE_LIMIT, 10, NULL},
    {LODE_OPT_TEST_ISOLATION, 0, "process"},
    {LODE_OPT_TRACE_EVENT_FILE_PATTERN, 0, "node_trace.${rotation}.log"},
    {LODE_OPT_USE_LARGEPAGES, 0, "off"},
    {LODE_OPT_V8_POOL_SIZE, 4, NULL},
    {LODE_OPT_WATCH_KILL_SIGNAL, 0, "SIGTERM"},
};

typedef struct options_reader {
  lode_options *options;
  const char *program;  // argv[0], in front of every error
  char **words;
  int count;
  int next;  // index of the word to read
  bool env;  // these are the words of NODE_OPTIONS
  lode_buf *errors;
} options_reader;

static void options_fail(options_reader *r, const char *before,
                         const char *what, const char *after) {
  const char *parts[] = {r->program, ": ", before, what, after, "\n"};
  for (size_t i = 0; i < LODE_COUNT_OF(parts); i++) {
    int err = lode_buf_append(r->errors, parts[i], strlen(parts[i]));
    LODE_CHECK(err == 0);
  }
}

int lode_options_find(const char *name, size_t n) {
  size_t low = 0;
  size_t high = LODE_OPT_COUNT;
  while (low < high) {
    size_t mid = (low + high) / 2;
    const char *have = lode_options_table[mid].name;
    int order = strncmp(have, name, n);
    if (order == 0 && have[n] == '\0') {
      return (int)mid;
    }
    if (order < 0) {
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  return -1;
}

static int options_find_any(const char *name, size_t n) {
  for (size_t i = 0; i < lode_options_alias_count; i++) {
    const lode_option_alias *alias = &lode_options_aliases[i];
    if (strncmp(alias->name, name, n) == 0 && alias->name[n] == '\0') {
      return lode_options_find(alias->target, strlen(alias->target));
    }
  }
  return lode_options_find(name, n);
}

static void options_add(lode_option_value *value, const char *text) {
  size_t bytes = (value->count + 1) * sizeof *value->list;
  const char **list = lode_try_realloc(value->list, bytes);
  LODE_CHECK(list != NULL);
  list[value->count++] = text;
  value->list = list;
}

static void options_set(options_reader *r, int id, const char *text, bool on) {
  lode_option_value *value = &r->options->values[id];
  value->given = true;
  switch ((lode_option_kind)lode_options_table[id].kind) {
    case LODE_OPTION_NOOP:
    case LODE_OPTION_ENGINE:
    case LODE_OPTION_BOOL:
      value->number = on;
      break;
    case LODE_OPTION_INT:
    case LODE_OPTION_UINT:
      value->number = strtoll(text, NULL, 10);
      break;
    case LODE_OPTION_STRING:
    case LODE_OPTION_HOSTPORT:
      value->text = text;
      break;
    case LODE_OPTION_LIST:
      options_add(value, text);
      break;
  }
  for (size_t i = 0; on && i < LODE_COUNT_OF(options_implied); i++) {
    if ((int)options_implied[i].when == id) {
      r->options->values[options_implied[i].then].number = 1;
    }
  }
}

static bool options_takes_value(int id) {
  return lode_options_table[id].kind >= LODE_OPTION_INT;
}

// The value behind '=' or in the next word; NULL when there is none.
static const char *options_value(options_reader *r, const char *inline_value) {
  if (inline_value != NULL) {
    return *inline_value != '\0' ? inline_value : NULL;
  }
  if (r->next >= r->count || r->words[r->next][0] == '-') {
    return NULL;
  }
  const char *text = r->words[r->next++];
  return text[0] == '\\' && text[1] == '-' ? text + 1 : text;
}

// --print takes the next word as the program, unless that is an option.
static void options_print(options_reader *r, const char *word) {
  bool joined = strcmp(word, "-pe") == 0;
  if (r->next < r->count && r->words[r->next][0] != '-') {
    options_set(r, LODE_OPT_EVAL, options_value(r, NULL), true);
  } else if (joined) {
    options_fail(r, "", "--eval", " requires an argument");
  }
}

static bool options_forbidden(const options_reader *r, int id) {
  return r->env && !(lode_options_table[id].flags & LODE_OPTION_ENV);
}

static bool options_refused(options_reader *r, int id, const char *word) {
  if (lode_options_table[id].flags & LODE_OPTION_ABSENT) {
    options_fail(r, "", word, " is not supported");
    return true;
  }
  return false;
}

static void options_unknown(options_reader *r, const char *word) {
  if (r->env) {
    options_fail(r, "", word, " is not allowed in NODE_OPTIONS");
  } else if (strncmp(word, "--harmony", 9) != 0) {
    options_fail(r, "bad option: ", word, "");
  }
}

static void options_word(options_reader *r, const char *word) {
  char name[80];
  size_t n = strcspn(word, "=");
  bool is_long = word[1] == '-';
  // A short option is the whole word: "-C=x" is none.
  if (!is_long) {
    n = strlen(word);
  }
  if (n >= sizeof name) {
    options_unknown(r, word);
    return;
  }
  for (size_t i = 0; i < n; i++) {
    name[i] = i >= 2 && is_long && word[i] == '_' ? '-' : word[i];
  }
  name[n] = '\0';
  bool on = true;
  int id = options_find_any(name, n);
  if (id < 0 && strncmp(name, "--no-", 5) == 0) {
    on = false;
    memmove(name + 2, name + 5, n - 4);
    id = options_find_any(name, n - 3);
  }
  if (id < 0) {
    options_unknown(r, word);
  } else if (on && options_forbidden(r, id)) {
    options_fail(r, "", word, " is not allowed in NODE_OPTIONS");
  } else if (!on && options_takes_value(id)) {
    options_fail(r, "", word,
                 " is an invalid negation because it is not a boolean option");
  } else if (strcmp(name, "--trace-events-enabled") == 0) {
    options_set(r, id, "v8,node,node.async_hooks", true);
  } else if (options_takes_value(id)) {
    const char *value = options_value(r, word[n] == '=' ? word + n + 1 : NULL);
    if (value == NULL) {
      options_fail(r, "", word, " requires an argument");
    } else if (!options_refused(r, id, word)) {
      options_set(r, id, value, true);
    }
  } else if (!on || !options_refused(r, id, word)) {
    options_set(r, id, NULL, on);
    if (id == LODE_OPT_PRINT && on && word[n] != '=') {
      options_print(r, word);
    }
  }
}

// Reads options up to the first word that is none.
static void options_read(options_reader *r) {
  while (r->next < r->count && r->errors->size == 0) {
    const char *word = r->words[r->next];
    bool end = strcmp(word, "--") == 0;
    if (end && r->env) {
      options_fail(r, "", word, " is not allowed in NODE_OPTIONS");
    }
    if (end || word[0] != '-' || word[1] == '\0') {
      return;
    }
    r->next++;
    options_word(r, word);
  }
}

// Splits NODE_OPTIONS in place: blanks separate, double quotes hold together,
// a backslash inside quotes takes the next character as it is.
static const char *options_split(char *text, char **words, int *count) {
  char *out = text;
  bool quoted = false;
  bool open = false;  // a word has begun
  for (char *in = text; *in != '\0'; in++) {
    char c = *in;
    if (c == '\\' && quoted) {
      if (in[1] == '\0') {
        return "invalid value for NODE_OPTIONS (invalid escape)\n";
      }
      c = *++in;
    } else if (c == ' ' && !quoted) {
      if (open) {
        *out++ = '\0';
        open = false;
      }
      continue;
    } else if (c == '"') {
      quoted = !quoted;
      continue;
    }
    if (!open) {
      words[(*count)++] = out;
      open = true;
    }
    *out++ = c;
  }
  *out = '\0';
  return quoted ? "invalid value for NODE_OPTIONS (unterminated string)\n"
                : NULL;
}

static void options_read_env(options_reader *r, const char *text) {
  size_t n = strlen(text);
  // A word and its end take two bytes at least, and splitting only shrinks.
  char **words = lode_try_malloc((n / 2 + 1) * sizeof *words);
  r->options->env_text = lode_strndup(text, n);
  LODE_CHECK(words != NULL);
  r->words = words;
  r->count = 0;
  r->next = 0;
  r->env = true;
  const char *bad = options_split(r->options->env_text, words, &r->count);
  if (bad != NULL) {
    options_fail(r, "", bad, "");
  }
  options_read(r);
  free(words);
}

static bool options_one_of(const char *text, const char *const *choices) {
  for (; *choices != NULL; choices++) {
    if (text == NULL || *text == '\0' || strcmp(text, *choices) == 0) {
      return true;
    }
  }
  return false;
}

static void options_check_choices(options_reader *r) {
  static const char *const rejections[] = {
      "warn-with-error-code", "throw", "strict", "warn", "none", NULL};
  static const char *const inputs[] = {
      "commonjs", "module", "commonjs-typescript", "module-typescript", NULL};
  static const char *const traces[] = {"all", "no-node-modules", NULL};
  static const char *const pages[] = {"off", "on", "silent", NULL};
  const lode_option_value *v = r->options->values;
  if (!options_one_of(v[LODE_OPT_UNHANDLED_REJECTIONS].text, rejections)) {
    options_fail(r, "invalid value for --unhandled-rejections", "", "");
  }
  if (!options_one_of(v[LODE_OPT_INPUT_TYPE].text, inputs)) {
    options_fail(r, "--input-type must be \"module\",\"commonjs\", ",
                 "\"module-typescript\" or \"commonjs-typescript\"", "");
  }
  if (!options_one_of(v[LODE_OPT_TRACE_REQUIRE_MODULE].text, traces)) {
    options_fail(r, "invalid value for --trace-require-module", "", "");
  }
  if (!options_one_of(v[LODE_OPT_USE_LARGEPAGES].text, pages)) {
    options_fail(r, "invalid value for --use-largepages", "", "");
  }
  if (v[LODE_OPT_HEAPSNAPSHOT_NEAR_HEAP_LIMIT].number < 0) {
    options_fail(r, "--heapsnapshot-near-heap-limit must not be negative", "",
                 "");
  }
}

static void options_check(options_reader *r) {
  static const struct {
    lode_option_id one, other;
  } either[] = {
      {LODE_OPT_CHECK, LODE_OPT_EVAL},
      {LODE_OPT_TLS_MIN_V1_3, LODE_OPT_TLS_MAX_V1_2},
      {LODE_OPT_USE_OPENSSL_CA, LODE_OPT_USE_BUNDLED_CA},
  };
  const lode_option_value *v = r->options->values;
  for (size_t i = 0; i < LODE_COUNT_OF(either); i++) {
    if (v[either[i].one].given && v[either[i].other].given) {
      char both[120];
      snprintf(both, sizeof both, "either %s or %s can be used, not both",
               lode_options_table[either[i].one].name,
               lode_options_table[either[i].other].name);
      options_fail(r, both, "", "");
    }
  }
  options_check_choices(r);
}

static void options_init(lode_options *o) {
  memset(o, 0, sizeof *o);
  for (int i = 0; i < LODE_OPT_COUNT; i++) {
    o->values[i].number = (lode_options_table[i].flags & LODE_OPTION_ON) != 0;
  }
  for (size_t i = 0; i < LODE_COUNT_OF(options_defaults); i++) {
    o->values[options_defaults[i].id].number = options_defaults[i].number;
    o->values[options_defaults[i].id].text = options_defaults[i].text;
  }
}

int lode_options_parse(lode_options *o, int argc, char **argv,
                       const char *node_options, lode_buf *errors) {
  options_init(o);
  options_reader r = {o,     argc > 0 ? argv[0] : "lode", NULL, 0, 0, false,
                      errors};
  if (node_options != NULL && *node_options != '\0') {
    options_read_env(&r, node_options);
  }
  r.words = argv;
  r.count = argc;
  r.next = 1;
  r.env = false;
  options_read(&r);
  int next = r.next < argc ? r.next : argc;
  o->exec_argc = next > 0 ? next - 1 : 0;
  if (next < argc && strcmp(argv[next], "--") == 0) {
    next++;
  }
  o->rest = next;
  o->has_eval = o->values[LODE_OPT_EVAL].given;
  o->use_stdin = next < argc && strcmp(argv[next], "-") == 0;
  if (errors->size == 0) {
    options_check(&r);
  }
  return errors->size != 0 ? OPTIONS_EXIT_CODE : 0;
}

void lode_options_apply_env(lode_options *o) {
  static const struct {
    const char *name;
    lode_option_id id;
    bool on;
  } flags[] = {
      {"NODE_NO_WARNINGS", LODE_OPT_WARNINGS, false},
      {"NODE_PENDING_DEPRECATION", LODE_OPT_PENDING_DEPRECATION, true},
      {"NODE_PRESERVE_SYMLINKS", LODE_OPT_PRESERVE_SYMLINKS, true},
      {"NODE_PRESERVE_SYMLINKS_MAIN", LODE_OPT_PRESERVE_SYMLINKS_MAIN, true},
      {"NODE_USE_ENV_PROXY", LODE_OPT_USE_ENV_PROXY, true},
      {"NODE_USE_SYSTEM_CA", LODE_OPT_USE_SYSTEM_CA, true},
  };
  for (size_t i = 0; i < LODE_COUNT_OF(flags); i++) {
    const char *value = getenv(flags[i].name);
    lode_option_value *option = &o->values[flags[i].id];
    if (!option->given && value != NULL && strcmp(value, "1") == 0) {
      option->number = flags[i].on;
    }
  }
  lode_option_value *redirect = &o->values[LODE_OPT_REDIRECT_WARNINGS];
  if (!redirect->given) {
    redirect->text = getenv("NODE_REDIRECT_WARNINGS");
  }
}

void lode_options_deinit(lode_options *o) {
  for (int i = 0; i < LODE_OPT_COUNT; i++) {
    free(o->values[i].list);
  }
  free(o->env_text);
  memset(o, 0, sizeof *o);
}
