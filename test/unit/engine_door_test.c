// SPDX-License-Identifier: MIT
// The engine's door from C: values, strings of every kind, bytes, natives and
// their exceptions, microtasks, rejections. Runs in a child for the plain door
// and in one for the fast: both must give the same.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "engine/bytes.h"
#include "engine/call.h"
#include "engine/door.h"
#include "engine/native.h"
#include "engine/string.h"
#include "loop/callback.h"
#include "loop/loop.h"

static lode_value run(lode_env *env, const char *text) {
  lode_value exception;
  lode_value result =
      lode_evaluate(env, lode_string(env, text), "test", 1, &exception);
  LODE_CHECK(exception == NULL);
  return result;
}

static void check_values(lode_env *env) {
  const double numbers[] = {0,     -1,  1.5,   2147483647.0,      -2147483648.0,
                            1e300, 4e9, -0.25, 9007199254740991.0};
  for (size_t i = 0; i < LODE_COUNT_OF(numbers); i++) {
    lode_value v = lode_from_double(env, numbers[i]);
    LODE_CHECK(lode_is_number(env, v) && lode_to_double(env, v) == numbers[i]);
  }
  LODE_CHECK(lode_to_int(env, lode_from_int(env, -7)) == -7);
  LODE_CHECK(lode_to_int(env, run(env, "2**40")) == 2147483647);
  LODE_CHECK(lode_to_int(env, run(env, "NaN")) == 0);
  LODE_CHECK(lode_to_double(env, run(env, "'7'")) !=
             lode_to_double(env, run(env, "'7'")));
  LODE_CHECK(!lode_is_number(env, env->undefined));
  LODE_CHECK(lode_is_string(env, run(env, "'a' + 1")));
  LODE_CHECK(!lode_is_string(env, run(env, "({})")));
}

static void check_utf8(lode_env *env, const char *script, const char *bytes,
                       size_t n) {
  lode_utf8 utf8;
  LODE_CHECK(lode_utf8_open(env, run(env, script), &utf8) == 0);
  LODE_CHECK(utf8.size == n && memcmp(utf8.data, bytes, n) == 0);
  LODE_CHECK(utf8.data[n] == '\0');
  lode_utf8_close(&utf8);
}

static void check_strings(lode_env *env) {
  static const unsigned expected[] = {'a', 0, 0xe9};
  check_utf8(env, "'plain'", "plain", 5);
  check_utf8(env, "''", "", 0);
  check_utf8(env, "'a\\0b'", "a\0b", 3);
  check_utf8(env, "'\\u00e9'", "\xc3\xa9", 2);
  check_utf8(env, "'a\\ud800b'",
             "a\xef\xbf\xbd"
             "b",
             5);
  check_utf8(env, "'\\ud83d\\ude00'", "\xf0\x9f\x98\x80", 4);
  check_utf8(env, "let r = 'x'; for (let i = 0; i < 3; i++) r += i; r", "x012",
             4);
  check_utf8(env, "'0123456789'.repeat(3).slice(5, 15)", "5678901234", 10);
  lode_value made[] = {
      lode_string_latin1(env, "a\0\xe9", 3),
      lode_string_utf8(env, "a\0\xc3\xa9", 4),
      lode_string_utf16(env, (const uint16_t[]){'a', 0, 0xe9}, 3)};
  for (size_t i = 0; i < LODE_COUNT_OF(made); i++) {
    lode_chars chars;
    lode_chars_open(env, made[i], &chars);
    LODE_CHECK(chars.length == 3);
    for (size_t k = 0; k < 3; k++) {
      unsigned unit = chars.wide ? ((const uint16_t *)chars.data)[k]
                                 : ((const uint8_t *)chars.data)[k];
      LODE_CHECK(unit == expected[k]);
    }
    lode_chars_close(&chars);
  }
  // Maximal subparts, each one replacement character.
  lode_value bad =
      lode_string_utf8(env, "\xe2\x82z\xf0\x9f\x98\xc0\xed\xa0\x80", 10);
  lode_chars chars;
  lode_chars_open(env, bad, &chars);
  LODE_CHECK(chars.length == 7);
  lode_chars_close(&chars);
}

static void check_bytes(lode_env *env) {
  static const struct {
    const char *script;
    size_t size;
  } views[] = {
      {"new Uint8Array([1, 2, 3])", 3},
      {"new Uint8Array(5000).fill(1)", 5000},
      {"new Uint8Array([9, 1, 2, 3]).subarray(1)", 3},
      {"new Uint16Array([513, 3])", 4},
      {"new DataView(new Uint8Array([9, 1, 2, 3]).buffer, 1)", 3},
      {"new Uint8Array([1, 2]).buffer", 2},
      {"new Uint8Array(new ArrayBuffer(4, { maxByteLength: 8 })).fill(1)", 4},
      {"new Uint8Array(new SharedArrayBuffer(4)).fill(1)", 4},
      {"new Float16Array(new Uint8Array([1, 2, 3, 4]).buffer)", 4},
      {"new Uint8Array(0)", 0},
  };
  for (size_t i = 0; i < LODE_COUNT_OF(views); i++) {
    lode_bytes bytes;
    LODE_CHECK(lode_bytes_get(env, run(env, views[i].script), &bytes));
    LODE_CHECK(bytes.size == views[i].size);
    LODE_CHECK(bytes.size == 0 || bytes.data[0] == 1);
  }
  lode_bytes none;
  LODE_CHECK(!lode_bytes_get(env, run(env, "({ length: 3 })"), &none));
  LODE_CHECK(!lode_bytes_get(env, run(env, "'text'"), &none));
  LODE_CHECK(none.data == NULL && none.size == 0);
}

LODE_NATIVE(door_js_count) {
  return lode_from_size(env, args->count);
}

LODE_NATIVE(door_js_throw) {
  return lode_throw(env, lode_arg(env, args, 0));
}

LODE_NATIVE(door_js_call) {
  return lode_call(env, lode_arg(env, args, 0), NULL, NULL, 0);
}

static void check_natives(lode_env *env) {
  static const lode_fn fns[] = {LODE_FN("count", door_js_count, 2),
                                LODE_FN("raise", door_js_throw, 1),
                                LODE_FN("callIt", door_js_call, 1)};
  lode_value target = run(env, "globalThis.door = { __proto__: null }; door");
  lode_define_functions(env, target, fns, LODE_COUNT_OF(fns));
  LODE_CHECK(run(env, "door.count(1, 2, 3) === 3 && door.count() === 0") ==
             env->yes);
  LODE_CHECK(run(env, "try { door.raise('x'); } catch (e) { e === 'x' }") ==
             env->yes);
  LODE_CHECK(run(env, "door.callIt(() => 5) === 5") == env->yes);
  LODE_CHECK(
      run(env,
          "try { door.callIt(() => { throw 6 }) } catch (e) { e === 6 }") ==
      env->yes);
  LODE_CHECK(run(env,
                 "try { new door.count(); false } catch (e) {"
                 "  e instanceof TypeError }") == env->yes);
  LODE_CHECK(run(env,
                 "let n = 0; for (let i = 0; i < 1e5; i++) n += door.count(i);"
                 "n === 1e5") == env->yes);
}

static void check_microtasks(lode_env *env) {
  run(env, "globalThis.ran = 0; Promise.resolve().then(() => ran++); 0");
  LODE_CHECK(lode_to_int(env, run(env, "ran")) == 0);  // the lock holds them
  lode_engine_drain(env);
  LODE_CHECK(lode_to_int(env, run(env, "ran")) == 1);
}

// Calls, microtasks and errors inside of the entry that lode_enter() opened,
// and behind it.
static void check_entries(lode_env *env) {
  LODE_CHECK(lode_the_door.entries == lode_the_door.drain);
  LODE_CHECK(lode_the_door.callers == lode_the_door.natives);
  for (int i = 0; i < 3; i++) {
    run(env,
        "globalThis.hours = []; (async () => { for (let i = 0; i < 3; i++) {"
        "await i; hours.push(new Date(2020, 0, 1, i).getHours()); } })(); 0");
    lode_engine_drain(env);
    LODE_CHECK(run(env, "hours.join() === '0,1,2'") == env->yes);
    lode_value exception;
    LODE_CHECK(lode_evaluate(env, lode_string(env, "throw 1"), "test", 1,
                             &exception) == NULL);
    lode_leave(env);
    lode_enter(env);
  }
}

static unsigned rejected, handled;

static void on_rejection(lode_env *env, lode_value promise,
                         unsigned operation) {
  (void)env;
  (void)promise;
  rejected += operation == 0;
  handled += operation == 1;
}

static void check_rejections(lode_env *env) {
  if (!lode_the_door.rejections) {
    return;
  }
  LODE_CHECK(lode_door_track_rejections(env->ctx, on_rejection));
  run(env, "globalThis.p = Promise.reject(1); 0");
  LODE_CHECK(rejected == 1 && handled == 0);
  run(env, "p.catch(() => {}); 0");
  LODE_CHECK(handled == 1);
}

static void run_checks(void) {
  lode_env env = {0};
  lode_loop loop = {0};
  lode_loop_init(&loop, &env);
  lode_engine_init(&env);
  lode_loop_start(&loop);
  lode_enter(&env);
  lode_door_prove_all(&env);
  check_values(&env);
  check_strings(&env);
  check_bytes(&env);
  check_natives(&env);
  check_microtasks(&env);
  check_entries(&env);
  check_rejections(&env);
  lode_collect(&env);
  lode_leave(&env);
  env.exiting = true;
  lode_loop_close_handles(&loop);
  lode_engine_deinit(&env);
  lode_loop_deinit(&loop);
}

int main(void) {
  static const char *const doors[] = {"fast", "plain"};
  for (size_t i = 0; i < LODE_COUNT_OF(doors); i++) {
    pid_t child = fork();
    if (child == 0) {
      setenv("LODE_ENGINE", doors[i], 1);
      run_checks();
      exit(0);
    }
    int status = 1;
    waitpid(child, &status, 0);
    if (status != 0) {
      fprintf(stderr, "the %s door fails\n", doors[i]);
      return 1;
    }
  }
  return 0;
}
