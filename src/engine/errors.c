// SPDX-License-Identifier: MIT
// The engine asks a class's method table for every property of an error that
// is read. We put functions of ours into the table of JSC::ErrorInstance that
// tell JavaScript of an error nobody has looked at, then go on as before.
//
// What is assumed, and how it is checked:
// - the place of two functions in the method table: the table of JSC::JSObject
//   must hold, around those places, functions that the library exports by
//   name, and both tables must agree where ErrorInstance overrides nothing;
// - two words of an ErrorInstance, the captured frames and the stack's text:
//   an error that is made for it must have one of them before its stack is
//   read, and none after that. Checked when the first error is looked at.
#include "engine/errors.h"

#include <dlfcn.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "engine/call.h"
#include "engine/door.h"
#include "engine/value.h"

// A ClassInfo, in words: name, parent, statics, ..., then the method table.
#define ERRORS_DELETE_BY_INDEX 12
#define ERRORS_GET_OWN 13
#define ERRORS_GET_OWN_BY_INDEX 14
#define ERRORS_OWN_NAMES 15
#define ERRORS_SPECIAL_NAMES 16
#define ERRORS_DEFINE_OWN 18
#define ERRORS_CUSTOM_INSTANCE 17
#define ERRORS_WORDS 19
#define ERRORS_SIZE 30  // a cell's size in bytes

// An ErrorInstance: WTF::Vector<StackFrame> *, then the WTF::String that it
// becomes; both NULL once the properties are made.
#define ERRORS_FRAMES 24
#define ERRORS_TEXT 48

typedef bool (*errors_get_own)(void *object, void *global, void *name,
                               void *slot);
typedef void (*errors_names)(void *object, void *global, void *names, int mode);

// Who hears of errors, and whether it is hearing of one, for each thread
// that runs JavaScript.
static _Thread_local lode_value errors_listener;
static _Thread_local bool errors_telling;

static errors_get_own errors_engine_get_own;
static errors_names errors_engine_names;
static enum { ERRORS_UNTRIED, ERRORS_OPEN, ERRORS_SHUT } errors_state;

static bool errors_untouched(const void *error) {
  uintptr_t frames, text;
  memcpy(&frames, (const char *)error + ERRORS_FRAMES, sizeof frames);
  memcpy(&text, (const char *)error + ERRORS_TEXT, sizeof text);
  return frames != 0 || text != 0;
}

// Makes an error and has the engine write its stack.
static bool errors_prove(lode_env *env) {
  JSStringRef name = JSStringCreateWithUTF8CString("stack");
  JSObjectRef error = JSObjectMakeError(env->ctx, 0, NULL, NULL);
  bool before = error != NULL && errors_untouched(error);
  lode_value stack =
      before ? JSObjectGetProperty(env->ctx, error, name, NULL) : NULL;
  JSStringRelease(name);
  return stack != NULL && JSValueIsString(env->ctx, stack) &&
         !errors_untouched(error);
}

bool lode_errors_open(lode_env *env) {
  if (errors_state == ERRORS_UNTRIED && errors_engine_get_own != NULL) {
    bool telling = errors_telling;
    errors_telling = true;
    errors_state = errors_prove(env) ? ERRORS_OPEN : ERRORS_SHUT;
    errors_telling = telling;
  }
  return errors_state == ERRORS_OPEN;
}

static void errors_look(void *object) {
  lode_env *env = lode_env_current();
  if (errors_telling || env == NULL || errors_listener == NULL ||
      env->exiting || !lode_errors_open(env)) {
    return;
  }
  errors_telling = true;
  lode_value argument = (lode_value)object;
  lode_value exception;
  lode_call_catch(env, errors_listener, NULL, &argument, 1, &exception);
  errors_telling = false;
}

static bool errors_on_get_own(void *object, void *global, void *name,
                              void *slot) {
  if (errors_untouched(object)) {
    errors_look(object);
  }
  return errors_engine_get_own(object, global, name, slot);
}

static void errors_on_names(void *object, void *global, void *names, int mode) {
  if (errors_untouched(object)) {
    errors_look(object);
  }
  errors_engine_names(object, global, names, mode);
}

static bool errors_table_matches(void *const *error, void *const *object) {
  static const struct {
    int at;
    const char *symbol;
  } known[] = {
      {ERRORS_DELETE_BY_INDEX,
       "_ZN3JSC8JSObject21deletePropertyByIndexEPNS_6JSCellEPNS_"
       "14JSGlobalObjectEj"},
      {ERRORS_GET_OWN_BY_INDEX,
       "_ZN3JSC8JSObject25getOwnPropertySlotByIndexEPS0_PNS_14JSGlobalObjectEj"
       "RNS_12PropertySlotE"},
      {ERRORS_OWN_NAMES,
       "_ZN3JSC8JSObject19getOwnPropertyNamesEPS0_PNS_14JSGlobalObjectERNS_"
       "17PropertyNameArrayENS_22DontEnumPropertiesModeE"},
      {ERRORS_SPECIAL_NAMES,
       "_ZN3JSC8JSObject26getOwnSpecialPropertyNamesEPS0_PNS_"
       "14JSGlobalObjectERNS_17PropertyNameArrayENS_"
       "22DontEnumPropertiesModeE"},
      {ERRORS_DEFINE_OWN,
       "_ZN3JSC8JSObject17defineOwnPropertyEPS0_PNS_14JSGlobalObjectENS_"
       "12PropertyNameERKNS_18PropertyDescriptorEb"}};
  for (size_t i = 0; i < LODE_COUNT_OF(known); i++) {
    if (object[known[i].at] != dlsym(RTLD_DEFAULT, known[i].symbol)) {
      return false;
    }
  }
  return (uintptr_t)error[ERRORS_SIZE] == ERRORS_TEXT + 16 &&
         (uintptr_t)object[ERRORS_SIZE] == 16 &&
         error[ERRORS_DELETE_BY_INDEX] == object[ERRORS_DELETE_BY_INDEX] &&
         error[ERRORS_GET_OWN_BY_INDEX] == object[ERRORS_GET_OWN_BY_INDEX] &&
         error[ERRORS_OWN_NAMES] == object[ERRORS_OWN_NAMES] &&
         error[ERRORS_CUSTOM_INSTANCE] == object[ERRORS_CUSTOM_INSTANCE] &&
         error[ERRORS_GET_OWN] != object[ERRORS_GET_OWN] &&
         error[ERRORS_SPECIAL_NAMES] != object[ERRORS_SPECIAL_NAMES] &&
         error[ERRORS_DEFINE_OWN] != object[ERRORS_DEFINE_OWN];
}

// The table lies in memory that the linker has made read-only.
static bool errors_patch(void **table) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t start = (uintptr_t)table & ~(page - 1);
  size_t length = (uintptr_t)(table + ERRORS_WORDS) - start;
  if (mprotect((void *)start, length, PROT_READ | PROT_WRITE) != 0) {
    return false;
  }
  errors_get_own get_own = errors_on_get_own;
  errors_names names = errors_on_names;
  memcpy(&errors_engine_get_own, &table[ERRORS_GET_OWN], sizeof get_own);
  memcpy(&errors_engine_names, &table[ERRORS_SPECIAL_NAMES], sizeof names);
  memcpy(&table[ERRORS_GET_OWN], &get_own, sizeof get_own);
  memcpy(&table[ERRORS_SPECIAL_NAMES], &names, sizeof names);
  mprotect((void *)start, length, PROT_READ);
  return true;
}

bool lode_errors_watch(lode_value fn) {
  errors_listener = fn;
  if (errors_engine_get_own != NULL || errors_state == ERRORS_SHUT) {
    return errors_state != ERRORS_SHUT;
  }
  void **error = dlsym(RTLD_DEFAULT, "_ZN3JSC13ErrorInstance6s_infoE");
  void *const *object = dlsym(RTLD_DEFAULT, "_ZN3JSC8JSObject6s_infoE");
  if (!lode_the_door.boxing || error == NULL || object == NULL ||
      !errors_table_matches(error, object) || !errors_patch(error)) {
    errors_state = ERRORS_SHUT;
  }
  return errors_state != ERRORS_SHUT;
}
