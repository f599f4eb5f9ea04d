// SPDX-License-Identifier: MIT
// What the compiler emits, as pairs of texts. '$' in the expected text is the
// prefix "$lode"; a module's pair leaves out head and tail, and its imports
// lie in slot = place among the imports, under their own names.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "compiler/compiler.h"

typedef struct emit_case {
  const char *source;
  const char *want;
} emit_case;

// What is in force before a wait is put back: this is how it reads.
#define AWAIT(x) "$R(await $P(" x ",$T=$C.frame),$T,$T=0)"

static const emit_case emit_modules[] = {
    // Imports.
    {"import {a} from 'x'; a", "; $K0.a"},
    {"import {a as b} from 'x'; b.c(b)", "; $K0.a.c($K0.a)"},
    {"import * as n from 'x'; n.a; n(); n`t`", "; $K1.a; $K0(); $K0`t`"},
    {"import * as n from 'x'; n.a(1); n\n.a(); n.b.a; n.b",
     "; $Q($K1.a,\"n.a\").call($K0,1); $Q($K1.a,\"n.a\").call\n($K0); "
     "$K2.b.a; $K2.b"},
    {"import * as n from 'x'; (n.a)(1); n.a`t`; n.a?.(); n?.a; (0, n.a)()",
     "; ($K0.a)(1); $K0.a`t`; $K0.a?.(); $K0?.a; (0, $K1.a)()"},
    {"import * as n from 'x'; n.a = n.b; n.c++; delete n.d; [n.e] = n.f",
     "; $K0.a = $K1.b; $K0.c++; delete $K0.d; [$K0.e] = $K2.f"},
    {"import * as n from 'x'; { let n; n.a } new n.a(n.b); for (n.c of n);",
     "; { let n; n.a } new $K1.a($K2.b); for ($K0.c of $K0);"},
    {"import d from 'x'; d", "; $K0.default"},
    {"import {a} from 'x'; let y = a(1)", "; let y = (0,$K0.a)(1)"},
    {"import {a} from 'x'\na(1)", ";\n;(0,$K0.a)(1)"},
    {"import {a} from 'x'; if (1) a(1); else a()",
     "; if (1) (0,$K0.a)(1); else (0,$K0.a)()"},
    {"import {a} from 'x'; (a)()", "; ((0,$K0.a))()"},
    {"import {a} from 'x'; a`t`; a?.(); new a(1); new a",
     "; ;(0,$K0.a)`t`; ;(0,$K0.a)?.(); new $K0.a(1); new $K0.a"},
    {"import {a} from 'x'; ({a, b: a, a: 1, a() {}})",
     "; ({a:$K0.a, b: $K0.a, a: 1, a() {}})"},
    {"import {a} from 'x'; { let a; a } (a => a)(a)",
     "; { let a; a } (a => a)($K0.a)"},
    {"import {a} from 'x'; typeof a; a = 1; a++",
     "; typeof $K0.a; $O.constant = 1; $O.constant++"},
    {"import {'a b' as c} from 'x'; c", "; $K0[\"a b\"]"},
    {"import {a} from 'x'; [a] = b; ({a} = b); for (a of b);",
     "; [$O.constant] = b; ({a:$O.constant} = b); for ($O.constant of b);"},
    {"import {a} from 'x'; function f(b = a) { return a.b }",
     "; function f(b = $K0.a) { return $K0.a.b }"},
    {"foo\nimport 'x'\n(1)", "foo\n;\n(1)"},
    // Exports.
    {"export var a;", "var a;"},  // no edit has a text
    {"export let a = 1, b;", "let a = $M.a=1, b=$M.b=void 0;"},
    {"export let a; () => { return++a }",
     "let a=$M.a=void 0; () => { return $F($M.a=++a) }"},
    {"export const f = () => 1", "const f = $M.f=({[\"f\"]:() => 1})[\"f\"]"},
    {"export var a = 1; a = 2; a += 3",
     "var a = $M.a=1; $M.a=a = 2; $M.a=a += 3"},
    {"let a = 1; export {a, a as b}; a++; ++a",
     "let a = $M.b=$M.a=1; ; $F(a++,$M.b=$M.a=a); $F($M.b=$M.a=++a)"},
    {"export let {a, b: [c]} = x", "let {a, b: [c]} = x,$V1=($M.a=a,$M.c=c,0)"},
    {"let a; export {a}; [a] = x; ({a, b: a = 1} = y); for (a in z);",
     "let a=$M.a=void 0; ; [$S.a] = x; ({a:$S.a, b: $S.a = 1} = y); for ($S.a "
     "in z);"},
    {"export var a; for (var a of b) c", "var a; for (var a of b) {$M.a=a;c}"},
    {"export function f() { f = 1 }", "function f() { $M.f=f = 1 }"},
    {"export class A {} foo", "class A {}$M.A=A; foo"},
    {"export default 1", "$M.default=1"},
    {"export default () => 1",
     "$M.default=({[\"default\"]:() => 1})[\"default\"]"},
    {"export default function() {}", "function $Default() {}"},
    {"export default async function*() {}",
     "async function* $Default() {$N();}"},
    {"export default function f() {} f = 2",
     "function f() {} $M.default=f = 2"},
    {"export default class {} foo",
     "$M.default=({[\"default\"]:class {}})[\"default\"]; foo"},
    {"export default class A {} foo", "class A {}$M.default=A; foo"},
    {"export * from 'x'; export {a} from 'y'; export * as n from 'z'", "; ; ;"},
    // Waiting at the top.
    {"await x", "$F(yield( x))"},
    {"y = await x + await z", "y = $F(yield( x)) + $F(yield( z))"},
    {"for await (const x of y) { if (x) continue; break }",
     "{let $I;try{for  (const x of ($I=$A(y),$I.step(yield $I.next()),$I)) "
     "{$L1:{{ if (x) break $L1; break }}$I.step(yield $I.next());}}"
     "catch($E){$I.fail($E)}finally{while($I.close())try{$I.got(yield "
     "$I.value)}catch($E){$I.fail($E)}$I.finish()}}"},
    // Odd ones.
    {"import.meta.url; import('x', y)", "$H.meta.url; $H.import('x', y)"},
    {"arguments; typeof arguments; () => arguments",
     "$O.arguments; typeof $O.maybeArguments; () => $O.arguments"},
    {"function f() { return arguments }", "function f() { return arguments }"},
    {"import {a} from 'x'; let b; export {b}; { let a; eval(s) } eval(t, a)",
     "; let b=$M.b=void 0; ; { let a; eval($X(s,\"$\",\"\",\"b\",1)) } "
     "eval($X(t,\"$\",\"a\",\"b\",1), $K0.a)"},
};

static const emit_case emit_scripts[] = {
    {"async function f() { await x }",
     "async function f() {var $T=$N(); " AWAIT(" x") " }"},
    {"async function f() { 'use strict'; await x }",
     "async function f() { 'use strict';;var $T=$N(); " AWAIT(" x") " }"},
    {"async () => await x", "async () => {var $T=$N();return " AWAIT(" x") "}"},
    {"async x => ({a: await x})",
     "async x => {var $T=$N();return ({a: " AWAIT(" x") "})}"},
    {"async function f() { g(await h(await x)) }",
     "async function f() {var $T=$N(); g(" AWAIT(
         " h($R(await $P( x,$T=$C.frame),$T,$T=0))") ") }"},
    {"async () => { try { await x } catch { y } finally { z } }",
     "async () => {var $T=$N(); try { " AWAIT(
         " x") " } catch {$T=$B($T); y } finally {$T=$B($T); z } }"},
    {"async function f() { try { x } catch { y } }",
     "async function f() {$N(); try { x } catch { y } }"},
    {"async function f() { 'use strict'; return x; }",
     "async function f() { 'use strict';;$N(); return $V(x); }"},
    {"async x => x, y => y, async (x) => ({})",
     "async x => {$N();return $V(x)}, y => y, async (x) => {$N();return ({})}"},
    {"async () => { return {a, b: 1}; return {then}; return {then: 1};"
     " return {...x}; return {[x]: 1}; return {'a': 1} }",
     "async () => {$N(); return {a, b: 1}; return $V({then}); return $V({then: "
     "1}); return $V({...x}); return $V({[x]: 1}); return $V({'a': 1}) }"},
    {"({ async f() { return a, b }, async *g() { yield (c); return d } })",
     "({ async f() {$N(); return $V((a, b)) }, async *g() {var $T=$N(); yield "
     "$V((c)); return $V(d) } })"},
    {"async () => { return; return 1; return `x`; return await x; return [] }",
     "async () => {var $T=$N(); return; return 1; return `x`; return " AWAIT(
         " x") "; return [] }"},
    {"async () => { function* f() { yield x; return x } }",
     "async () => {$N(); function* f() { yield x; return x } }"},
    {"function f() { return x } function* g() { yield x }", NULL},
    {"async function* f() { yield x; yield* y }",
     "async function* f() {var $T=$N(); yield $V(x); $R(yield* "
     "$W(y,$T=$C.frame),$T,"
     "$T=0) }"},
    {"async function f() { for await (x of y) z }",
     "async function f() {var $T=$N(); {for await (x of $W(y,$T=$C.frame)) "
     "{$T=$B($T);$L1:{z}$T=$C.frame;}$T=$B($T);} }"},
    {"async () => { a: for await (x of y) { for (;;) { continue a } break } }",
     "async () => {var $T=$N(); {a: for await (x of $W(y,$T=$C.frame)) "
     "{$T=$B($T);$L1:{{ for (;;) { break $L1; } {$T=$C.frame;break} }}"
     "$T=$C.frame;}$T=$B($T);} }"},
    {"function f() { return async () => { await x } }",
     "function f() { return async () => {var $T=$N(); " AWAIT(" x") " } }"},
    {"import('x').then(y)", "$H.import('x').then(y)"},
    {"await(x); var await = 1", NULL},
    {"eval(x, y); eval(); eval(...x); (0, eval)(x); eval?.(x)",
     "eval($X(x,\"$\",\"\",\"\"), y); eval(); eval(...x); (0, eval)(x); "
     "eval?.(x)"},
    {"function f(eval) { eval(x) }", NULL},
    {" --> a\n--> b\nimport(x)", " //> a\n--> b\n$H.import(x)"},
    {"{ using x = y; z }",
     "{const $D=$U();try{ const x = $D.use(y); z }catch($E){$D.fail($E)}"
     "finally{$D.end()}}"},
    {"for (using x of y) z",
     "for (const x of y) {const $D=$U();try{$D.use(x);z}catch($E){$D.fail($E)}"
     "finally{$D.end()}}"},
    {"async () => { await using x = y }",
     "async () => {var $T=$N();const $D=$U();try{ const x = $D.useAsync(y) }"
     "catch($E){$T=$B($T);$D.fail($E)}finally{$T=$B($T);while($D.step())try{"
     "$R(await $P($D.value,$T=$C.frame),$T,$T=0)}catch($E){$T=$B($T);"
     "$D.fail($E)}$D.end()}}"},
};

// The expected text with the prefix written out.
static void emit_expand(const char *want, lode_buf *out) {
  for (; *want != '\0'; want++) {
    int err = *want == '$' ? lode_buf_append(out, "$lode", 5)
                           : lode_buf_append(out, want, 1);
    LODE_CHECK(err == 0);
  }
}

// The offset behind the head that the emitter puts in front.
static size_t emit_head(const lode_buf *text, lode_goal goal) {
  const char *end = goal == LODE_GOAL_MODULE ? "yield;" : "__dirname) {";
  const char *at = memmem(text->data, text->size, end, strlen(end));
  LODE_CHECK(at != NULL);
  return (size_t)(at - text->data) + strlen(end);
}

static void emit_check(const emit_case *test, lode_goal goal) {
  lode_unit *unit = NULL;
  lode_parse_error error = {0};
  int err = lode_unit_open(test->source, strlen(test->source), goal, 0, &unit,
                           &error);
  if (err < 0) {
    fprintf(stderr, "%s\n  %s\n", test->source, error.message);
  }
  LODE_CHECK(err == 0);
  if (test->want == NULL) {
    LODE_CHECK(unit->edits.count == 0);
    lode_unit_free(unit);
    return;
  }
  lode_import_slot *slots = calloc(unit->import_count + 1, sizeof *slots);
  for (size_t i = 0; i < unit->import_count; i++) {
    const lode_name *name = unit->imports[i].name;
    slots[i] = (lode_import_slot){(uint32_t)i, name ? name->text : NULL,
                                  name ? name->size : 0};
  }
  lode_buf out = LODE_BUF_INIT, want = LODE_BUF_INIT;
  lode_positions map = {0};
  bool module = goal == LODE_GOAL_MODULE;
  LODE_CHECK(lode_unit_emit(unit,
                            module ? LODE_EMIT_MODULE : LODE_EMIT_COMMONJS,
                            slots, &out, &map) == 0);
  size_t head = emit_head(&out, goal), tail = module ? 3 : 5;
  emit_expand(test->want, &want);
  size_t n = out.size - head - tail;
  if (n != want.size || memcmp(out.data + head, want.data, n) != 0) {
    fprintf(stderr, "%s\n  gave %.*s\n  want %.*s\n", test->source, (int)n,
            out.data + head, (int)want.size, want.data);
    exit(1);
  }
  free(slots);
  lode_buf_deinit(&out);
  lode_buf_deinit(&want);
  lode_positions_deinit(&map);
  lode_unit_free(unit);
}

int main(void) {
  for (size_t i = 0; i < LODE_COUNT_OF(emit_modules); i++) {
    emit_check(&emit_modules[i], LODE_GOAL_MODULE);
  }
  for (size_t i = 0; i < LODE_COUNT_OF(emit_scripts); i++) {
    emit_check(&emit_scripts[i], LODE_GOAL_COMMONJS);
  }
  return 0;
}
