// SPDX-License-Identifier: MIT
// TypeScript and what JavaScript it becomes, as pairs of texts; and every
// input cut at every byte, which may fail but must come back.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "compiler/ts.h"

typedef struct ts_case {
  const char *source;
  const char *want;  // "!message" when it is refused
} ts_case;

static const ts_case ts_strip[] = {
    // Annotations.
    {"let x: number = 1;", "let x         = 1;"},
    {"let x!: A<B<C>>= 1", "let x          = 1"},
    {"let {a}: {a: string} = c, [d]: any[] = e",
     "let {a}              = c, [d]        = e"},
    {"let x: () => void = y, z: new (a: b) => c",
     "let x             = y, z                 "},
    {"let x: {a: 1\n b?(): void; readonly [k: string]: any}",
     "let x       \n                                       "},
    {"let x: {-readonly [K in keyof T as `x${K}`]+?: T[K]}",
     "let x                                               "},
    {"let x: A extends infer B extends C ? D : E",
     "let x                                     "},
    {"let x: [a: b, c?: d, ...e[]]", "let x                       "},
    {"let x: typeof import('x').y<T>[]", "let x                           "},
    {"let x: -1 | 2n | 'a' | `b${c}` | unique symbol",
     "let x                                         "},
    {"try {} catch (e: unknown) {}", "try {} catch (e         ) {}"},
    // White space of as many UTF-16 units.
    {"let \xE4\xBD\xA0: \xC3\xA9\xE5\xA5\xBD",
     "let \xE4\xBD\xA0  \xC2\xA0\xE2\x80\x82"},
    {"let x: '\xF0\x9F\x98\x80'", "let x    \xEF\xBB\xBF "},
    // Functions.
    {"function f<T>(this: A, a?: T, ...b: c): asserts a is d {}",
     "function f   (         a    , ...b   )                 {}"},
    {"function f(): void;\nfunction f(a) {}",
     "                   \nfunction f(a) {}"},
    {"f = (a, b: c = d, {e}: g = {}): h is i => {}",
     "f = (a, b    = d, {e}    = {})         => {}"},
    {"f = <T,>(x: T) => x", "f =     (x   ) => x"},
    {"f = async <T>(x: T): Promise<T> => x",
     "f = async    (x   )             => x"},
    {"f = (x): \nT => x", "f = (x   \n) => x"},
    {"function f() { return <T>\n(x) => x }",
     "function f() { return (  \n x) => x }"},
    {"a ? (b) : c => d", "a ? (b) : c => d"},
    {"a ? (b): c => d : e", "a ? (b)    => d : e"},
    {"a ? (b, c?: d): e => f : g", "a ? (b, c    )    => f : g"},
    // Expressions.
    {"a as any as B; c satisfies D", "a            ; c            "},
    {"a!.b![c!]!()", "a .b [c ] ()"},
    {"a as any\n(b)", "a ;     \n(b)"},
    {"f<a>(b); new F<a>; f<a>`b`; a?.<b>(c)",
     "f   (b); new F   ; f   `b`; a?.   (c)"},
    {"a < b > c; f(a < b, c > d)", "a < b > c; f(a < b, c > d)"},
    {"<T>x",
     "!The angle-bracket syntax for type assertions, `<T>expr`, is not "
     "supported in type strip mode. Instead, use the 'as' syntax: `expr as "
     "T`."},
    // Statements that go.
    {"a\ntype B = C\n(d)", "a\n;         \n(d)"},
    {"a;\ninterface B extends C<D> { e: f }\n(g)",
     "a;\n                                 \n(g)"},
    {"if (a) type B = C\nelse d", "if (a) ;         \nelse d"},
    {"declare const a, b: c; declare function d(): e",
     "                                              "},
    {"declare module 'x' { export const y: z; export default w }",
     "                                                          "},
    {"namespace A.B { export type C = D }",
     "                                   "},
    {"namespace A { a }",
     "!TypeScript namespace declaration is not supported in strip-only mode"},
    {"declare enum A {} const enum B {}",
     "!TypeScript enum is not supported in strip-only mode"},
    {"type\nA = 1; interface\nB; declare\n; abstract\nclass C {}",
     "type\nA = 1; interface\nB; declare\n; abstract\nclass C {}"},
    // Modules.
    {"import {type A, b, type C as D} from 'x'",
     "import {        b,            } from 'x'"},
    {"import {type, type as as, type as} from 'x'",
     "import {type, type as as,        } from 'x'"},
    {"import type from 'x'", "import type from 'x'"},
    {"export {type A, b}; let b", "export {        b}; let b"},
    {"export type * from 'x'; export interface A {}",
     "                                             "},
    {"export default abstract class A {}",
     "export default          class A {}"},
    {"import a = require('b')",
     "!TypeScript import equals declaration is not supported in strip-only "
     "mode"},
    {"export = a",
     "!TypeScript export assignment is not supported in strip-only mode"},
    // Classes.
    {"class A<T> extends B<T> implements C, D<E> { f!: g; h?(): i; }",
     "class A    extends B                       { f    ;          }"},
    {"class A { private static readonly x: y = 1; [k: string]: any }",
     "class A {         static          x    = 1;                  }"},
    {"abstract class A { abstract b(): c; declare d; e(): f; e() {} }",
     "         class A {                                     e() {} }"},
    {"class A { b\nprivate [c] = 1; public *d() {} get: e }",
     "class A { b\n;       [c] = 1; ;      *d() {} get;   }"},
    {"class A { constructor(private a) {} }",
     "!TypeScript parameter property is not supported in strip-only mode"},
    // What was tried as a type leaves no trace.
    {"f((a) : X);", "!missing ) after argument list"},
};

static const ts_case ts_transform[] = {
    // Enums.
    {"enum A {a, b = 'x',\nc = a | 4, d}",
     "var A;(function(A){A[A[\"a\"]=0]=\"a\";A[\"b\"]='x';\n"
     "A[A[\"c\"]=A.a | 4]=\"c\";A[A[\"d\"]=5]=\"d\";})(A||(A={}));"},
    {"f\nexport const enum A {} export enum A { b = `c` + 1, }",
     "f\nexport var A;(function(A){})(A||(A={})); "
     ";(function(A){A[\"b\"]=`c` + 1;})(A||(A={}));"},
    {"declare enum A {b}", "                  "},
    {"import a = b;", ""},  // no edit has a text
    {"function f() { enum A { A = (A => A)(1), b = A } }",
     "function f() { let A;(function(A_1){A_1[A_1[\"A\"]=(A => A)(1)]=\"A\";"
     "A_1[A_1[\"b\"]=A_1.A]=\"b\";})(A||(A={})); }"},
    // Namespaces.
    {"namespace A.B { export let c = 1, {d} = e, f; c; ({c}) }",
     "var A;(function(A){let B;(function(B){ B.c = 1, ({d:B.d} = e), void 0; "
     "B.c; ({c:B.c}) })(B=A.B||(A.B={}));})(A||(A={}));"},
    {"function f() {} namespace f { export function g() {} g() }",
     "function f() {} ;(function(f){ function g() {};f.g=g; g() "
     "})(f||(f={}));"},
    {"export namespace A { export enum B {} export import c = d.e; let f = c }",
     "export var A;(function(A){ let B;(function(B){})(B=A.B||(A.B={})); "
     "A.c=d.e; let f = A.c })(A||(A={}));"},
    {"namespace A { export const b = 1; { let b = 2; b } (b => b)(b) }",
     "var A;(function(A){ A.b = 1; { let b = 2; b } (b => b)(A.b) })"
     "(A||(A={}));"},
    {"module A { export let b }",
     "!`module` keyword is not supported. Use `namespace` instead."},
    // Classes.
    {"class A { constructor(private a: B, readonly c = 1) { 'd'; } }",
     "class A {a;c; constructor(        a   ,          c = 1) { 'd';;"
     "this.a=a,this.c=c; } }"},
    {"class A extends B { constructor(public c) { super(); f(super()) } }",
     "class A extends B {c; constructor(       c) { super(),this.c=c; "
     "f((super(),this.c=c,this)) } }"},
    {"class A { accessor b = 1; static accessor #c: d }",
     "class A { get b(){return this.#$ts1}set b(v){this.#$ts1=v}#$ts1 = 1; "
     "static get #c(){return A.#$ts2}static set #c(v){A.#$ts2=v}"
     "static #$ts2    }"},
    // The rest.
    {"import a = require('b'); import c = d.e", "const a=require('b'); "},
    {"import a = require('b'); export {a}",
     "const a=process.getBuiltinModule(\"module\")"
     ".createRequire(import.meta.url)('b'); export {a}"},
    {"export = A; class A {}", "; class A {};module.exports=A;"},
    // Decorators.
    {"class A { @b c() {}\n@d @e static f = 1 }",
     "const $ts1=globalThis[Symbol.for(\"lode.decorators\")].begin([]);"
     "class A {static{$ts1.apply(this,{})}#$ts2=$ts1.start(this); "
     ";[$ts1.add(0,0,[b],\"c\")]() {}\n"
     ";static [$ts1.add(1,11,[d ,e],\"f\")] = $ts1.init(this,1,1)"
     ";static #$ts3=$ts1.extra(this,1); }"},
    {"export @a class B { @c #d() {} static e = this }",
     "export let B;const $ts1=globalThis[Symbol.for(\"lode.decorators\")]"
     ".begin([a]);B=class {static{B=$ts1.apply(this,{0:[o=>#d in o,o=>o.#d,"
     "null]})}#$ts2=$ts1.start(this); ;[$ts1.add(0,16,[c],\"#d\")]() {}get "
     "#d(){return $ts1.value(0,this)} static e = $ts1.C ;static"
     "{$ts1.finish()}};B=$ts1.end(B);"},
    {"let a = @b class {}",
     "let a = (()=>{const $ts1=globalThis[Symbol.for(\"lode.decorators\")]"
     ".begin([b],\"a\");return $ts1.end(class {static{$ts1.apply(this,{})};"
     "static{$ts1.finish()}})})()"},
    // Line ends stay apart.
    {"a\rimport b = c\nd\r\nimport e = f\r\n", "a\r \nd\r\n\r\n"},
    // What only looks like it.
    {"namespace A { export const {} = b, [, ...c] = d }",
     "var A;(function(A){ ;({} = b), ([, ...A.c] = d) })(A||(A={}));"},
    {"export @a export class B {}", "!Unexpected token 'export'"},
    {"namespace A { { export let b } }", "!Unexpected token 'export'"},
    {"namespace A { export {} }", "!Unexpected token '{'"},
    {"namespace A { import b from 'c' }", "!Unexpected token 'import'"},
    {"namespace A.this { b }", "!Unexpected token 'this'"},
    {"enum A { b = await c }", "!Unexpected identifier 'c'"},
    {"if (a) enum B {} else c", "!Unexpected reserved word"},
    {"a: function b(): c;", "!Unexpected token ';'"},
    {"class A { accessor b() {} }", "!Unexpected token '('"},
    {"class A { get: b() {} }", "!Unexpected token '('"},
    {"class A { constructor(private constructor) {} }",
     "!Classes may not have a field named 'constructor'"},
    {"class A extends B { constructor() { new super() } }",
     "!'super' keyword unexpected here"},
    {"class A { constructor() {} b(); constructor() {} }",
     "!A class may only have one constructor"},
    {"class A { @a b(); b() {} }", "!Decorators are not valid here."},
    {"class A { @a declare b }", "!Decorators are not valid here."},
    {"class A { @a constructor() {} }", "!Decorators are not valid here."},
    {"class A { @a static {} }", "!Unexpected token '{'"},
    {"class A { @a [b: string]: c }", "!Decorators are not valid here."},
    {"class A { b(@a c) {} }", "!Decorators are not valid here."},
    {"function a(@b c) {}", "!Decorators are not valid here."},
    // Waits and yields of a class expression are the function's around it.
    {"async function f() { g(@(await a) class {}) }",
     "async function f() { g((await(async()=>{const $ts1=globalThis"
     "[Symbol.for(\"lode.decorators\")].begin([(await a)]);return $ts1.end("
     "class {static{$ts1.apply(this,{})};static{$ts1.finish()}})})())) }"},
    {"function* f() { g(@a class { [yield]() {} }) }",
     "function* f() { g((yield*(function*(){const $ts1=globalThis"
     "[Symbol.for(\"lode.decorators\")].begin([a]);return $ts1.end("
     "class {static{$ts1.apply(this,{})} [yield]() {} ;static"
     "{$ts1.finish()}})}).apply(this,arguments))) }"},
    {"() => <T>{}; () => { return <T>\n1 }; <T>b",
     "() => (   {}); () => { return (   \n1) };    b"},
};

static const ts_case ts_legacy[] = {
    {"class A { @b declare c: d; @e static declare f }",
     "const $ts1=globalThis[Symbol.for(\"lode.decorators\")].begin(()=>[]);"
     "class A {static{$ts1.F=this} ;[$ts1.add(0,35,()=>[b],\"c\")](){}   ; "
     ";static [$ts1.add(1,43,()=>[e],\"f\")](){} ;static{$ts1.legacy(this)}}"},
    {"class A { constructor(@b c) {} }",
     "let A;const $ts1=globalThis[Symbol.for(\"lode.decorators\")]"
     ".begin(()=>[$ts1.param(0,b)]);A=class {static{A=$ts1.F=this} "
     "constructor( c) {} ;static{$ts1.legacy(this)}};A=$ts1.end(A);"},
    {"async () => { @a(await b) class A { @(await c) d() {} } }",
     "async () => { let A;const "
     "$ts1=globalThis[Symbol.for(\"lode.decorators\")]"
     ".begin((l=>()=>l)([a(await b)]));A=class {static{A=$ts1.F=this} "
     ";[$ts1.add(0,0,(l=>()=>l)([(await c)]),\"d\")]() {} ;static"
     "{$ts1.legacy(this)}};A=$ts1.end(A); }"},
    {"function a(@b c) {}", "!Decorators are not valid here."},
};

static const ts_case ts_assign[] = {
    {"class A { a: B; b = 1; 'c d' = 2; 3 = 4; #e = 5; [f] = 6 }",
     "class A { ;   ; #$tsf16=void(this.b = 1); "
     "#$tsf23=void(this[\"c d\"] = 2); #$tsf34=void(this[3] = 4); #e = 5; [f] "
     "= "
     "6 }"},
    {"class A { static a; static b = this }",
     "class A { static {}; static #$tsf27=void(this.b = this) }"},
    {"class A extends B { c = this.d; #e = 1; f;\n"
     "constructor(private d) { super() } }",
     "class A extends B { #$tsf20(){this.c = this.d}; #e;#$tsf32(){this.#e = "
     "1};"
     " ;;\nconstructor(        d) { super(),this.d=d,this.#$tsf20(),"
     "this.#$tsf32() } }"},
    {"class A { @b c: d; @e static f = 1 }",
     "const $ts1=globalThis[Symbol.for(\"lode.decorators\")].begin(()=>[]);"
     "class A {static{$ts1.F=this} ;[$ts1.add(0,35,()=>[b],\"c\")](){}   ; "
     ";static [$ts1.add(1,43,()=>[e],\"f\")](){}static #$tsf29=void(this.f = 1)"
     " ;static{$ts1.legacy(this)}}"},
};

static void ts_check(const ts_case *c, const lode_ts_options *options) {
  lode_buf out = LODE_BUF_INIT;
  lode_parse_error error;
  int err = lode_ts_compile(c->source, strlen(c->source), options, &out, NULL,
                            &error);
  bool same = c->want[0] == '!'
                  ? err < 0 && strcmp(error.message, c->want + 1) == 0
                  : err == 0 && out.size == strlen(c->want) &&
                        memcmp(out.data, c->want, out.size) == 0;
  if (!same) {
    printf("source: %s\nwant:   %s\ngot %d:  %.*s%s\n", c->source, c->want, err,
           (int)out.size, err == 0 ? out.data : "",
           err < 0 ? error.message : "");
  }
  fflush(stdout);
  LODE_CHECK(same);
  lode_buf_deinit(&out);
}

// Every beginning of the text comes back, and a fault lies inside it.
static void ts_cut(const char *source, const lode_ts_options *options) {
  for (size_t n = 0; n <= strlen(source); n++) {
    char *exact = malloc(n + 1);
    memcpy(exact, source, n);
    lode_buf out = LODE_BUF_INIT;
    lode_parse_error error;
    int err = lode_ts_compile(exact, n, options, &out, NULL, &error);
    LODE_CHECK(err == 0 || err == LODE_PARSE_SYNTAX ||
               err == LODE_TS_UNSUPPORTED);
    LODE_CHECK(err == 0 || (error.offset <= error.end && error.end <= n));
    lode_buf_deinit(&out);
    free(exact);
  }
}

static const lode_ts_options ts_strip_options = {0};
static const lode_ts_options ts_transform_options = {.transform = true,
                                                     .decorators = true};
static const lode_ts_options ts_legacy_options = {
    .transform = true, .decorators = true, .legacy_decorators = true};

static const lode_ts_options ts_assign_options = {.transform = true,
                                                  .decorators = true,
                                                  .legacy_decorators = true,
                                                  .assign_fields = true};

static void ts_run(const ts_case *cases, size_t count,
                   const lode_ts_options *options) {
  for (size_t i = 0; i < count; i++) {
    ts_check(&cases[i], options);
    ts_cut(cases[i].source, options);
    ts_cut(cases[i].source, &ts_transform_options);
  }
}

int main(void) {
  ts_run(ts_strip, LODE_COUNT_OF(ts_strip), &ts_strip_options);
  ts_run(ts_transform, LODE_COUNT_OF(ts_transform), &ts_transform_options);
  ts_run(ts_legacy, LODE_COUNT_OF(ts_legacy), &ts_legacy_options);
  ts_run(ts_assign, LODE_COUNT_OF(ts_assign), &ts_assign_options);
  return 0;
}
