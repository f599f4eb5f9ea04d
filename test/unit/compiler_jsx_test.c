// SPDX-License-Identifier: MIT
// JSX and what JavaScript it becomes, as pairs of texts; and every input cut at
// every byte, which may fail but must come back.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "compiler/translate.h"

typedef struct jsx_case {
  const char *source;
  const char *want;  // "!message" when it is refused
} jsx_case;

#define JSX_HEAD(names) "import{" names "}from\"react/jsx-runtime\";"
#define JSX_ONE_HEAD JSX_HEAD("jsx as $jsx")
#define JSX_BOTH_HEAD JSX_HEAD("jsx as $jsx,jsxs as $jsxs")

static const jsx_case jsx_automatic[] = {
    {"x = <a/>", JSX_ONE_HEAD "x = $jsx(\"a\",{})"},
    {"x = <A b='c' d={e} f {...g} h-i=<j/>>k {l}</A>",
     JSX_BOTH_HEAD "x = $jsxs(A,{ b:\"c\", d:(e), f:true,  ...g, "
                   "\"h-i\":$jsx(\"j\",{}),children:[\"k \",(l),]})"},
    {"x = <a>\n  b\n  {/* c */}\n</a>",
     JSX_ONE_HEAD "x = $jsx(\"a\",{children:\"b\",\n\n /* c */ \n})"},
    {"return<a.b key='c'/>",
     "import{jsx as $jsx}from\"react/jsx-runtime\";function "
     "$jsxKeyed(f,t,k,p){return f(t,p,k)}"
     "return $jsxKeyed($jsx,a.b, \"c\",{})"},
    {"x = <a b key={c}/>",
     JSX_ONE_HEAD "function $jsxLate(f,t,{$jsxKey:k,...p}){return f(t,p,k)}"
                  "x = $jsxLate($jsx,\"a\",{ b:true, $jsxKey:(c),})"},
    {"x = <a {...b} key='c'>d</a>",
     "import{createElement as $jsxCreate}from\"react\";"
     "x = $jsxCreate(\"a\",{  ...b, key:\"c\",},\"d\",)"},
    {"'use strict'\nx = <></>",
     "'use strict';" JSX_HEAD(
         "jsx as $jsx,Fragment as $jsxFragment") "\n"
                                                 "x = $jsx($jsxFragment,{})"},
    {"#!lode\n$jsx = <a/>",
     "#!lode\n" JSX_HEAD("jsx as $jsx1_") "$jsx = $jsx1_(\"a\",{})"},
    {"x = <a>&lt;&#x41;&#66;&foo;&amp\"\\</a>",
     JSX_ONE_HEAD "x = $jsx(\"a\",{children:\"<AB&foo;&amp\\\"\\\\\",})"},
    {"<a/>", JSX_ONE_HEAD "$jsx(\"a\",{})"},
    {"<a>\rb\n</a>", JSX_ONE_HEAD "$jsx(\"a\",{children:\"b\",\r \n})"},
    {"x = 1", "x = 1"},
    {"x = <a b={<T,>(x) => y}/>", "!Unexpected token ','"},
    {"x = <a>b", "!This element is never closed"},
    {"x = <a></b>", "!Expected the closing tag </a>"},
    {"x = <></a>", "!Expected the closing tag </>"},
    {"x = <a/><b/>",
     "!Elements side by side need a common parent, or <>...</>"},
    {"x = <a>></a>",
     "!Unexpected token '>' in the text of an element: write {'>'}"},
    {"x = <a {b}/>", "!An attribute in braces must be {...spread}"},
    {"x = <a b={}/>", "!Unexpected token '}'"},
    {"x = <a b={...c}/>", "!Unexpected token '...'"},
    {"x = <a-b.c/>", "!Unexpected token '.'"},
    {"new <a/>", "!Unexpected token '<'"},
    {"/** @jsxRuntime classic\n * @jsx 1 */ x = <a/>",
     "!'1' cannot make JSX elements: it is no name, nor names joined by dots"},
    {"/* @jsxRuntime classic */ x = <a b='c'><></></a>",
     "/* @jsxRuntime classic */ x = React.createElement(\"a\",{ "
     "b:\"c\",},React.createElement(React.Fragment,null),)"},
};

static const jsx_case jsx_typed[] = {
    {"f = <T,>(x: T) => <A<T> b={x!}/>",
     JSX_ONE_HEAD "f =     (x   ) => $jsx(A,{    b:(x ),})"},
    {"f = <T extends U>(x: T): JSX.Element => <a/>",
     JSX_ONE_HEAD "f =              (x   )              => $jsx(\"a\",{})"},
    {"x = <T extends/>",
     "import{jsx as $jsx}from\"react/jsx-runtime\";"
     "x = $jsx(T,{ extends:true,})"},
    {"a\ntype B = C\n<d/>", JSX_ONE_HEAD "a\n;         \n$jsx(\"d\",{})"},
    {"x = <T>y</T>", JSX_ONE_HEAD "x = $jsx(T,{children:\"y\",})"},
};

static void jsx_check(const jsx_case *c, const lode_translation *how) {
  lode_buf out = LODE_BUF_INIT;
  lode_positions map = {0};
  lode_parse_error error;
  int err =
      lode_translate(c->source, strlen(c->source), how, &out, &map, &error);
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
  lode_positions_deinit(&map);
  lode_buf_deinit(&out);
}

// Every beginning of the text comes back.
static void jsx_cut(const char *source, const lode_translation *how) {
  for (size_t n = 0; n <= strlen(source); n++) {
    char *exact = malloc(n + 1);
    LODE_CHECK(exact != NULL);
    memcpy(exact, source, n);
    lode_buf out = LODE_BUF_INIT;
    lode_positions map = {0};
    lode_parse_error error;
    int err = lode_translate(exact, n, how, &out, &map, &error);
    LODE_CHECK(err == 0 || err == LODE_PARSE_SYNTAX);
    lode_positions_deinit(&map);
    lode_buf_deinit(&out);
    free(exact);
  }
}

// Every name there is, and what surrounds them in the table.
static void jsx_entities(void) {
  static const struct {
    const char *text;
    uint32_t value;
  } entities[] = {{"&AElig;", 0xC6},     {"&zwnj;", 0x200C},
                  {"&thetasym;", 0x3D1}, {"&apos;", '\''},
                  {"&#0;", 0},           {"&#x10FFFF;", 0x10FFFF},
                  {"&hearts;x", 0x2665}};
  size_t size;
  for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
    const char *s = entities[i].text;
    LODE_CHECK(lode_jsx_entity(s, strlen(s), &size) == entities[i].value);
    LODE_CHECK(size == (size_t)(strchr(s, ';') - s) + 1);
  }
  static const char *const others[] = {"&aelig", "&;",         "&#;",
                                       "&#x;",   "&#x110000;", "&#1a;",
                                       "&",      "&Amp;",      "&#X41;"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    LODE_CHECK(lode_jsx_entity(others[i], strlen(others[i]), &size) ==
               LODE_JSX_NO_ENTITY);
  }
}

int main(void) {
  lode_translation how = {.module = true};
  for (size_t i = 0; i < sizeof jsx_automatic / sizeof *jsx_automatic; i++) {
    jsx_check(&jsx_automatic[i], &how);
    jsx_cut(jsx_automatic[i].source, &how);
  }
  how.typescript = true;
  for (size_t i = 0; i < sizeof jsx_typed / sizeof *jsx_typed; i++) {
    jsx_check(&jsx_typed[i], &how);
    jsx_cut(jsx_typed[i].source, &how);
  }
  jsx_entities();
  return 0;
}
