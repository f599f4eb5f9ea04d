// SPDX-License-Identifier: MIT
// Opens the fast door and proves each part of it. A check makes a value by
// the documented API, looks at it by the private way, and shuts that part
// when the two disagree. Layouts: WebKit 2.50, see the comments.
#include "engine/door.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/bytecode.h"
#include "engine/errors.h"
#include "engine/introspect.h"
#include "engine/microtasks.h"
#include "engine/private.h"
#include "engine/source.h"
#include "engine/string.h"
#include "engine/value.h"

lode_door lode_the_door;

static bool door_shut;  // LODE_ENGINE=plain

bool lode_door_find(const char *symbol, void *function) {
  void *address = dlsym(RTLD_DEFAULT, symbol);
  memcpy(function, &address, sizeof address);
  return address != NULL;
}

void lode_door_open(void) {
  const char *choice = getenv("LODE_ENGINE");
  door_shut = choice != NULL && strcmp(choice, "plain") == 0;
  // The full-collection timer needs WTF's main thread set up (or it crashes
  // seconds later); without that entry the timer is switched off.
  void (*initialize_main_thread)(void);
  if (lode_door_find("_ZN3WTF20initializeMainThreadEv",
                     &initialize_main_thread)) {
    initialize_main_thread();
  } else {
    JSDisableGCTimer();
  }
  if (door_shut) {
    return;
  }
  lode_door *d = &lode_the_door;
  d->natives =
      lode_door_find(
          "_ZN3JSC10JSFunction6createERNS_2VMEPNS_14JSGlobalObjectEjRKN3WTF6"
          "StringENS5_11FunctionPtrILNS5_6PtrTagE1EFlS4_PNS_9CallFrameEELNS5_"
          "18FunctionAttributesE2EEENS_24ImplementationVisibilityENS_"
          "9IntrinsicESF_PKNS_6DOMJIT9SignatureE",
          &d->make_function) &&
      lode_door_find(
          "_ZN3JSC2VM14throwExceptionEPNS_14JSGlobalObjectENS_7JSValueE",
          &d->throw_value);
  d->fill_strings =
      lode_door_find(
          "_ZN3WTF10StringImpl19createUninitializedEmRSt4spanIhLm18446744073709"
          "551615EE",
          &d->string_impl[0]) &&
      lode_door_find(
          "_ZN3WTF10StringImpl19createUninitializedEmRSt4spanIDsLm1844674407370"
          "9551615EE",
          &d->string_impl[1]) &&
      lode_door_find(
          "_ZN3JSC25jsStringWithCacheSlowCaseERNS_2VMERN3WTF10StringImplE",
          &d->string_cell);
  d->drain =
      lode_door_find("_ZN3JSC2VM15drainMicrotasksEv", &d->drain_microtasks);
  // Without that drain, microtasks run outside of every entry.
  d->entries =
      d->drain &&
      lode_door_find("_ZN3JSC12VMEntryScope9setUpSlowEv", &d->entry_open) &&
      lode_door_find("_ZN3JSC12VMEntryScope12tearDownSlowEv", &d->entry_close);
}

static bool door_prove_boxing(lode_env *env) {
  JSContextRef ctx = env->ctx;
  uint64_t half;
  double d = 1.5;
  memcpy(&half, &d, sizeof half);
  return lode_bits(env->undefined) == 0x0a && lode_bits(env->null) == 0x02 &&
         lode_bits(env->yes) == 0x07 && lode_bits(env->no) == 0x06 &&
         lode_bits(JSValueMakeNumber(ctx, -7)) ==
             (LODE_BOX_NUMBER | (uint32_t)-7) &&
         lode_bits(JSValueMakeNumber(ctx, d)) == half + LODE_BOX_DOUBLE;
}

// Calls with (7, 8): counts the arguments, adds them, and tests the throw.
static int64_t door_probe(void *global, void *frame) {
  const uint64_t *words = frame;
  lode_env *env = lode_env_current();
  uint32_t count = (uint32_t)words[4] - 1;
  if (count == 1) {
    lode_the_door.throw_value((void *)(uintptr_t)env->group, global, words[6]);
    return 0;
  }
  bool right = count == 2 && words[6] == (LODE_BOX_NUMBER | 7) &&
               words[7] == (LODE_BOX_NUMBER | 8) && global == env->ctx;
  return (int64_t)(LODE_BOX_NUMBER | (right ? 15 : 0));
}

static bool door_prove_natives(lode_env *env) {
  JSStringRef name = JSStringCreateWithUTF8CString("probe");
  JSObjectRef fn = lode_the_door.make_function(
      (void *)(uintptr_t)env->group, env->ctx, 2,
      (const char *)name + sizeof(void *), door_probe, 0, 0, door_probe, NULL);
  JSStringRelease(name);
  lode_value argv[2] = {JSValueMakeNumber(env->ctx, 7),
                        JSValueMakeNumber(env->ctx, 8)};
  lode_value exception = NULL;
  if (!JSValueIsObject(env->ctx, fn) || !JSObjectIsFunction(env->ctx, fn)) {
    return false;
  }
  lode_value sum =
      JSObjectCallAsFunction(env->ctx, fn, NULL, 2, argv, &exception);
  if (exception != NULL || JSValueToNumber(env->ctx, sum, NULL) != 15) {
    return false;
  }
  JSObjectCallAsFunction(env->ctx, fn, NULL, 1, argv, &exception);
  return exception == argv[0];
}

// The record of an entry is no larger than we think, and a call inside of it
// leaves it alone.
static bool door_prove_entries(lode_env *env) {
  lode_door *d = &lode_the_door;
  lode_entry entry = env->entry;
  lode_value argument = JSValueMakeNumber(env->ctx, 7);
  d->entry_open(&entry);
  lode_value date = JSObjectMakeDate(env->ctx, 1, &argument, NULL);
  double time = JSValueToNumber(env->ctx, date, NULL);
  d->entry_close(&entry);
  return time == 7 && memcmp(&entry, &env->entry, sizeof entry) == 0;
}

// A flat 8-bit string, and a flat 16-bit one, read in place.
static bool door_prove_strings(lode_env *env) {
  static const JSChar wide[3] = {0x3b1, 'b', 0xd800};
  JSStringRef narrow_ref = JSStringCreateWithUTF8CString("probe me");
  JSStringRef wide_ref = JSStringCreateWithCharacters(wide, 3);
  lode_value narrow_value = JSValueMakeString(env->ctx, narrow_ref);
  lode_value wide_value = JSValueMakeString(env->ctx, wide_ref);
  lode_the_door.type.string = ((const uint8_t *)narrow_value)[5];
  bool right = ((const uint8_t *)wide_value)[5] == lode_the_door.type.string;
  uintptr_t words[2];
  memcpy(&words[0], (const char *)narrow_value + 8, sizeof words[0]);
  memcpy(&words[1], (const char *)wide_value + 8, sizeof words[1]);
  // Both cells must hold the very StringImpl that references to them hold
  // (not the ones they were made from: the engine copies those).
  JSStringRelease(narrow_ref);
  JSStringRelease(wide_ref);
  narrow_ref = JSValueToStringCopy(env->ctx, narrow_value, NULL);
  wide_ref = JSValueToStringCopy(env->ctx, wide_value, NULL);
  right = right && !memcmp(&words[0], (const char *)narrow_ref + 8, 8) &&
          !memcmp(&words[1], (const char *)wide_ref + 8, 8);
  if (right) {
    lode_chars chars;
    lode_the_door.strings = true;
    lode_chars_open(env, narrow_value, &chars);
    right = !chars.wide && chars.length == 8 && chars.hold == NULL &&
            memcmp(chars.data, "probe me", 8) == 0;
    lode_chars_open(env, wide_value, &chars);
    right = right && chars.wide && chars.length == 3 &&
            memcmp(chars.data, wide, sizeof wide) == 0;
  }
  JSStringRelease(narrow_ref);
  JSStringRelease(wide_ref);
  return right;
}

// Makes strings of both widths, overwrites what they were made from, and
// reads them back.
static bool door_prove_make_strings(lode_env *env) {
  uint16_t units[4] = {0x3b1, 'b', 0, 0xd800};
  uint8_t bytes[4] = {'a', 0, 0xe9, '!'};
  const uint16_t expected[2][4] = {{'a', 0, 0xe9, '!'},
                                   {0x3b1, 'b', 0, 0xd800}};
  lode_value made[2] = {lode_string_latin1(env, bytes, 4),
                        lode_string_utf16(env, units, 4)};
  memset(units, 'x', sizeof units);
  memset(bytes, 'x', sizeof bytes);
  bool right = true;
  for (int i = 0; i < 2 && right; i++) {
    right = made[i] != NULL && JSValueIsString(env->ctx, made[i]);
    if (right) {
      JSStringRef ref = JSValueToStringCopy(env->ctx, made[i], NULL);
      right = JSStringGetLength(ref) == 4 &&
              memcmp(JSStringGetCharactersPtr(ref), expected[i], 8) == 0;
      JSStringRelease(ref);
    }
  }
  return right;
}

static bool door_prove_fill_strings(lode_env *env) {
  bool right = true;
  for (int wide = 0; wide < 2 && right; wide++) {
    lode_string_room room;
    void *data = lode_string_open(env, LODE_STRING_LARGE, wide != 0, &room);
    if (data == NULL) {
      return false;
    }
    memset(data, 'q', LODE_STRING_LARGE << wide);
    lode_value value = lode_string_close(env, &room);
    JSStringRef ref = JSValueToStringCopy(env->ctx, value, NULL);
    right = JSStringGetLength(ref) == LODE_STRING_LARGE &&
            JSStringGetCharactersPtr(ref)[9] == (wide ? 'q' << 8 | 'q' : 'q');
    JSStringRelease(ref);
  }
  return right;
}

static void door_keep(void *data, void *hint) {
  (void)data;
  (void)hint;
}

// Views of the three kinds: small, large, over foreign memory. The first two
// are made as programs make them: the API's own are all of the third kind.
static bool door_prove_bytes(lode_env *env) {
  static uint8_t foreign[48];
  const size_t sizes[3] = {24, 3000, sizeof foreign};
  JSStringRef name = JSStringCreateWithUTF8CString("Uint8Array");
  JSObjectRef scope = JSContextGetGlobalObject(env->ctx);
  lode_value constructor = JSObjectGetProperty(env->ctx, scope, name, NULL);
  JSStringRelease(name);
  memset(lode_the_door.view_modes, 0, sizeof lode_the_door.view_modes);
  for (int i = 0; i < 3; i++) {
    lode_value size = JSValueMakeNumber(env->ctx, (double)sizes[i]);
    JSObjectRef view =
        i < 2 ? JSObjectCallAsConstructor(env->ctx, lode_as_object(constructor),
                                          1, &size, NULL)
              : JSObjectMakeTypedArrayWithBytesNoCopy(
                    env->ctx, kJSTypedArrayTypeUint8Array, foreign, sizes[i],
                    door_keep, NULL, NULL);
    if (view == NULL) {
      return false;
    }
    const char *cell = (const char *)view;
    uint8_t type = (uint8_t)cell[5];
    uint8_t mode = (uint8_t)cell[LODE_VIEW_MODE];
    uint8_t *data;
    size_t length;
    memcpy(&data, cell + LODE_VIEW_DATA, sizeof data);
    memcpy(&length, cell + LODE_VIEW_LENGTH, sizeof length);
    if (i == 0) {
      lode_the_door.type.uint8_array = type;
    }
    if (length != sizes[i] || type != lode_the_door.type.uint8_array ||
        data == NULL || (i == 2 && data != foreign)) {
      return false;
    }
    lode_the_door.view_modes[mode / 64] |= UINT64_C(1) << mode % 64;
    // What the engine writes must be what we read.
    lode_value element = JSValueMakeNumber(env->ctx, 77);
    JSObjectSetPropertyAtIndex(env->ctx, view, 3, element, NULL);
    if (data[3] != 77) {
      return false;
    }
  }
  return true;
}

static void door_nothing(lode_env *env, lode_value promise, unsigned operation);

static bool door_prove_promises(lode_env *env) {
  JSObjectRef resolve, reject;
  JSObjectRef promise =
      JSObjectMakeDeferredPromise(env->ctx, &resolve, &reject, NULL);
  uint32_t before, after;
  lode_value result;
  memcpy(&before, (const char *)promise + LODE_PROMISE_FLAGS, sizeof before);
  lode_value argument = JSValueMakeNumber(env->ctx, 42);
  JSObjectCallAsFunction(env->ctx, resolve, NULL, 1, &argument, NULL);
  memcpy(&after, (const char *)promise + LODE_PROMISE_FLAGS, sizeof after);
  memcpy(&result, (const char *)promise + LODE_PROMISE_RESULT, sizeof result);
  return (before & 3) == 0 && (after & 3) == 1 && result == argument;
}

// The method table of the global object: a pointer in it leads to 22 function
// pointers, some of them NULL in a pattern that nothing else has. A context
// whose global object has a class has another one, with one pointer more.
#define DOOR_TABLE_SIZE 22
#define DOOR_TABLE_IMPORT 5
#define DOOR_TABLE_REJECTION 10
static const char door_table_shape[DOOR_TABLE_SIZE + 1] =
    "111010000001111000?111";

typedef struct door_range {
  const void *inside;  // an address of the library
  uintptr_t start, end;
} door_range;

static int door_find_range(struct dl_phdr_info *info, size_t size, void *data) {
  (void)size;
  door_range *range = data;
  uintptr_t low = UINTPTR_MAX, high = 0;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *p = &info->dlpi_phdr[i];
    if (p->p_type == PT_LOAD) {
      uintptr_t at = info->dlpi_addr + p->p_vaddr;
      low = at < low ? at : low;
      high = at + p->p_memsz > high ? at + p->p_memsz : high;
    }
  }
  if ((uintptr_t)range->inside < low || (uintptr_t)range->inside >= high) {
    return 0;
  }
  range->start = low;
  range->end = high;
  return 1;
}

// Where the engine's library lies.
static const door_range *door_library(void) {
  static door_range range;
  if (range.inside == NULL) {
    JSContextRef (*inside)(void) = NULL;
    if (lode_door_find("JSEvaluateScript", &inside)) {
      memcpy(&range.inside, &inside, sizeof range.inside);
      (void)dl_iterate_phdr(door_find_range, &range);
    }
  }
  return &range;
}

bool lode_door_is_code(uintptr_t address) {
  const door_range *range = door_library();
  return address >= range->start && address < range->end;
}

static bool door_table_matches(const void *const *table) {
  const door_range *range = door_library();
  uintptr_t at = (uintptr_t)table;
  if (at < range->start || at % sizeof(void *) != 0 ||
      at + DOOR_TABLE_SIZE * sizeof(void *) > range->end) {
    return false;
  }
  for (int i = 0; i < DOOR_TABLE_SIZE; i++) {
    uintptr_t entry = (uintptr_t)table[i];
    bool set = entry >= range->start && entry < range->end;
    bool either = door_table_shape[i] == '?';
    if ((!either && set != (door_table_shape[i] == '1')) ||
        (!set && entry != 0)) {
      return false;
    }
  }
  return true;
}

static lode_rejection_tracker door_tracker;

// Ours: copies of the engine's with our functions in them.
typedef struct door_table {
  const void *const *original;
  const void *entries[DOOR_TABLE_SIZE];
} door_table;

static door_table door_tables[2];

static void door_on_rejection(void *global, void *promise, unsigned operation) {
  (void)global;
  lode_env *env = lode_env_current();
  if (env != NULL) {
    door_tracker(env, (lode_value)promise, operation);
  }
}

// import() in a text that no compiler has seen, with its second argument as it
// is. The origin begins with the URL's string.
static lode_import_hook door_import_hook;

static const void *door_on_import(void *global, void *loader,
                                  lode_value specifier, lode_value options,
                                  const void *const *origin) {
  (void)loader;
  lode_env *env = lode_env_current();
  JSGlobalContextRef ctx = global;
  lode_value promise = NULL;
  if (env != NULL && door_import_hook != NULL) {
    lode_value referrer = lode_string_impl(env, *origin);
    promise = door_import_hook(env, specifier, options, referrer,
                               JSContextGetGlobalObject(ctx));
  }
  if (promise == NULL) {
    JSObjectRef resolve, reject;
    promise = JSObjectMakeDeferredPromise(ctx, &resolve, &reject, NULL);
    JSObjectCallAsFunction(ctx, reject, NULL, 0, NULL, NULL);
  }
  return promise;
}

void lode_door_take_imports(lode_import_hook hook) {
  if (door_import_hook != hook) {
    door_import_hook = hook;
  }
}

// Our copy of the engine's table; NULL when there are more than we know.
static const door_table *door_copy_table(const void *const *original) {
  void (*rejection)(void *, void *, unsigned) = door_on_rejection;
  const void *(*import)(void *, void *, lode_value, lode_value,
                        const void *const *) = door_on_import;
  for (size_t i = 0; i < LODE_COUNT_OF(door_tables); i++) {
    door_table *table = &door_tables[i];
    if (table->original == NULL) {
      memcpy(table->entries, original, sizeof table->entries);
      memcpy(&table->entries[DOOR_TABLE_REJECTION], &rejection,
             sizeof rejection);
      memcpy(&table->entries[DOOR_TABLE_IMPORT], &import, sizeof import);
      table->original = original;  // last: a worker may do the same
    }
    if (table->original == original) {
      return table;
    }
  }
  return NULL;
}

// Puts our table in the place of the engine's.
static bool door_take_table(JSGlobalContextRef ctx) {
  static size_t table_at = 3400;  // where it was; else searched
  const size_t most = 4096;       // the object is larger than this
  for (size_t step = 0; step < most / sizeof(void *); step++) {
    size_t at = step == 0 ? table_at : step * sizeof(void *);
    const void **slot = (const void **)(void *)((char *)ctx + at);
    const void *const *table = (const void *const *)*slot;
    if (table == door_tables[0].entries || table == door_tables[1].entries) {
      return true;
    }
    if (!door_table_matches(table)) {
      continue;
    }
    const door_table *copy = door_copy_table(table);
    if (copy == NULL) {
      return false;
    }
    if (table_at != at) {
      table_at = at;
    }
    *slot = copy->entries;
    return true;
  }
  return false;
}

bool lode_door_track_rejections(JSGlobalContextRef ctx,
                                lode_rejection_tracker tracker) {
  if (door_shut || !door_take_table(ctx)) {
    return false;
  }
  if (door_tracker != tracker) {
    door_tracker = tracker;
  }
  return true;
}

void lode_door_adopt(JSGlobalContextRef ctx) {
  if (lode_the_door.rejections) {
    (void)door_take_table(ctx);
  }
}

static unsigned door_probe_rejections;

static void door_nothing(lode_env *env, lode_value promise,
                         unsigned operation) {
  (void)env;
  (void)promise;
  door_probe_rejections += operation == 0;
}

// Rejects a promise and sees whether the tracker hears of it.
static bool door_prove_rejections(lode_env *env) {
  lode_rejection_tracker before = door_tracker;
  if (!lode_door_track_rejections(env->ctx, door_nothing)) {
    return false;
  }
  JSObjectRef resolve, reject;
  JSObjectMakeDeferredPromise(env->ctx, &resolve, &reject, NULL);
  JSObjectCallAsFunction(env->ctx, reject, NULL, 0, NULL, NULL);
  door_tracker = before;
  return door_probe_rejections == 1;
}

void lode_door_prove(lode_env *env) {
  static bool proved;
  if (proved || door_shut) {
    return;
  }
  proved = true;
  lode_door *d = &lode_the_door;
  bool natives = d->natives, fill_strings = d->fill_strings;
  d->natives = d->fill_strings = d->strings = false;
  d->boxing = door_prove_boxing(env);
  d->natives = d->boxing && natives && door_prove_natives(env);
  d->strings = d->boxing && door_prove_strings(env);
  d->types = d->strings;
  if (d->strings) {
    d->make_strings = true;
    d->make_strings = door_prove_make_strings(env);
    d->fill_strings = fill_strings;
    d->fill_strings = fill_strings && door_prove_fill_strings(env);
  }
  d->entries = d->entries && door_prove_entries(env);
  // The table's shape is the proof here; lode_door_prove_all() rejects one.
  d->rejections =
      d->boxing && lode_door_track_rejections(env->ctx, door_nothing);
}

bool lode_door_prove_bytes(lode_env *env) {
  lode_door *d = &lode_the_door;
  if (!d->bytes_tried) {
    d->bytes_tried = true;
    d->bytes = d->types && door_prove_bytes(env);
  }
  return d->bytes;
}

bool lode_door_prove_promises(lode_env *env) {
  lode_door *d = &lode_the_door;
  if (!d->promises_tried) {
    d->promises_tried = true;
    d->promises = d->boxing && door_prove_promises(env);
  }
  return d->promises;
}

bool lode_door_enqueue(lode_env *env, lode_value callback,
                       lode_value argument) {
  static bool tried;
  static void (*enqueue)(const void *global, const void *function,
                         uint64_t first, uint64_t second, uint64_t third,
                         uint64_t fourth);
  if (!tried) {
    tried = true;
    if (!lode_the_door.boxing ||
        !lode_door_find(
            "_ZN3JSC14JSGlobalObject14queueMicrotaskEPNS_10JSFunctionENS_"
            "7JSValueES3_S3_S3_",
            &enqueue)) {
      enqueue = NULL;
    }
  }
  if (enqueue == NULL) {
    return false;
  }
  enqueue(env->ctx, callback, lode_bits(argument), 0, 0, 0);
  return true;
}

void lode_door_prove_all(lode_env *env) {
  lode_door_prove_bytes(env);
  lode_door_prove_promises(env);
  lode_callers_open(env);
  lode_bytecode_open(env);
  lode_the_door.rejections =
      lode_the_door.rejections && door_prove_rejections(env);
}

void lode_door_print(void) {
  const lode_door *d = &lode_the_door;
  const struct {
    const char *name;
    bool open;
  } rows[] = {{"boxing", d->boxing},
              {"natives", d->natives},
              {"strings", d->strings},
              {"making", d->make_strings},
              {"filling", d->fill_strings},
              {"types", d->types},
              {"bytes", d->bytes},
              {"promises", d->promises},
              {"microtasks", d->drain},
              {"tasks", lode_microtasks_opened()},
              {"entries", d->entries},
              {"callers", d->callers},
              {"rejections", d->rejections},
              {"sources", d->sources},
              {"bytecode", lode_bytecode_open(lode_env_current())},
              {"errors", lode_errors_open(lode_env_current())}};
  for (size_t i = 0; i < LODE_COUNT_OF(rows); i++) {
    printf("%-12s %s\n", rows[i].name, rows[i].open ? "fast" : "plain");
  }
}
