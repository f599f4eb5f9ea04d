// SPDX-License-Identifier: MIT
// What the parser makes of a text: a tree of nodes, a tree of scopes, and the
// names. All of it lies in the arena of the parse and is read-only afterwards.
//
// Nodes.   A node has a kind, flags, byte offsets [start, end) into the source,
// and slots. A slot holds a chain of sibling nodes linked by `next` (a single
// node is a chain of one, an absent one is NULL), so one loop walks any tree:
//     for (slot < lode_node_slots(kind)) for (c = child[slot]; c; c = c->next)
// Slots are in source order (exceptions are said at the kind). A tree is never
// deeper than the parser's limit on depth plus chains of `a.b().c` (walk those
// in a loop along child[0]); a + b + c is one node with three operands.
//
// Identifiers.   Each use of a name that means a variable (reference, binding,
// shorthand property, the local name of `export {x}`) is one LODE_IDENTIFIER
// node; property names and labels are not. The identifiers of one name hang
// together in source order: name->first, ident->same. Its `scope` is where the
// name is to be looked up (lode_scope_resolve).
//
// Marks.   What an emitter must find without walking is in program->marks:
// see there.
#ifndef LODE_COMPILER_AST_H
#define LODE_COMPILER_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct lode_node lode_node;
typedef struct lode_scope lode_scope;
typedef struct lode_declaration lode_declaration;

// An identifier, property name or module string, once for each parse: equal
// names are equal pointers. Escapes are decoded. A private name begins with #.
typedef struct lode_name {
  const char *text;  // UTF-8 (a lone surrogate in a string: as WTF-8)
  uint32_t size;     // bytes
  uint32_t hash;     //
  uint16_t word;     // the reserved or contextual word it spells, else 0
  uint16_t flags;    // LODE_NAME_*
  lode_node *first;  // first identifier with this name, in source order
  lode_node *last;   //
  lode_declaration *declaration;  // the parser's: innermost open declaration
  uint64_t head;                  // the parser's: first 8 bytes of the text
} lode_name;

#define LODE_NAME_ILL_FORMED 1  // has a lone surrogate

// X(NAME, slots): `a, b` names the slots in order; +scope: `->scope` is set;
// +name: `->name` is set; at: what `->at` tells.
#define LODE_NODE_KINDS(X)                                                    \
  /* Expressions */                                                           \
  X(IDENTIFIER, 0) /* ->ident; flags LODE_USE_* */                            \
  X(THIS, 0)                                                                  \
  X(SUPER, 0) /* only as child[0] of MEMBER, INDEX or CALL */                 \
  X(NULL, 0)                                                                  \
  X(BOOLEAN, 0) /* text says which */                                         \
  X(NUMBER, 0)                                                                \
  X(BIGINT, 0)                                                                \
  X(STRING, 0) /* +name where the value matters: property keys,               \
                  module specifiers, attributes; else NULL */                 \
  X(REGEXP, 0)                                                                \
  X(TEMPLATE, 1) /* substitutions (texts are the gaps between them) */        \
  X(TAGGED, 2)   /* tag, TEMPLATE */                                          \
  X(ARRAY, 1)    /* elements; HOLE where one is missing */                    \
  X(HOLE, 0)                                                                  \
  X(OBJECT, 1)       /* PROPERTY or SPREAD */                                 \
  X(PROPERTY, 2)     /* key, value; key NULL when SHORTHAND: the value is     \
                        then the IDENTIFIER (in patterns possibly DEFAULT).   \
                        flags LODE_PROPERTY_*. Method: value is FUNCTION,     \
                        whose start is the property's (without `static`) */   \
  X(KEY, 0)          /* +name: an unquoted property name */                   \
  X(PRIVATE, 0)      /* +name: #x as a key, or left of `in` */                \
  X(COMPUTED, 1)     /* [expression] as a key; offsets with the brackets */   \
  X(SPREAD, 1)       /* ...argument in calls, arrays, objects */              \
  X(FUNCTION, 3)     /* name IDENTIFIER, parameters, body; +scope; at: `(`    \
                        or the single parameter. flags LODE_FUNCTION_*. body  \
                        is BLOCK (with its braces) or an expression. A        \
                        parameter is a pattern, DEFAULT or REST.              \
                        mark */                                               \
  X(CLASS, 3)        /* name, heritage, members; +scope; at: `{`. A member    \
                        is PROPERTY, FIELD or STATIC_BLOCK. mark */           \
  X(FIELD, 2)        /* key, value; flags LODE_PROPERTY_* */                  \
  X(STATIC_BLOCK, 1) /* statements; +scope */                                 \
  X(PAREN, 1)        /* (expression) with its parentheses; op 1: <T>x, from   \
                        `<` on and without any (TypeScript) */                \
  X(SEQUENCE, 1)     /* a, b, c */                                            \
  X(UNARY, 1)        /* op: token (! ~ + - typeof void delete) */             \
  X(UPDATE, 1)       /* ++ --; flag LODE_PREFIX */                            \
  X(BINARY, 1)       /* operands of operators of one precedence; op: last     \
                        operator. a ** b ** c nests to the right */           \
  X(CONDITIONAL, 3)  /* test, then, else */                                   \
  X(ASSIGN, 2)       /* target, value; op: token; at: offset of operator */   \
  X(MEMBER, 1)       /* object; +name (with # when private); at: offset of    \
                        the property name. flags OPTIONAL, CHAIN */           \
  X(INDEX, 2)        /* object, expression; flags OPTIONAL, CHAIN */          \
  X(CALL, 2)         /* callee, arguments; at: `(`. flags OPTIONAL, CHAIN,    \
                        LODE_DIRECT_EVAL */                                   \
  X(NEW, 2)          /* callee, arguments; at: `(`, or end without one */     \
  X(NEW_TARGET, 0)                                                            \
  X(IMPORT_META, 0) /* mark, +scope */                                        \
  X(IMPORT_CALL, 1) /* specifier, options; at: `(`. mark, +scope.             \
                       op: 0, or token `defer`/`source` */                    \
  X(AWAIT, 1)       /* operand; mark, +scope */                               \
  X(YIELD, 1)       /* operand; flag LODE_DELEGATE for yield*; mark,          \
                       +scope */                                              \
  /* Patterns: the left side of a binding or a destructuring assignment */    \
  X(ARRAY_PATTERN, 1)  /* targets, DEFAULT, HOLE, REST */                     \
  X(OBJECT_PATTERN, 1) /* PROPERTY (value: target or DEFAULT) or REST */      \
  X(DEFAULT, 2)        /* target = value */                                   \
  X(REST, 1)           /* ...target */                                        \
  /* Statements */                                                            \
  X(EMPTY, 0)                                                                 \
  X(EXPRESSION, 1) /* expression; end includes the semicolon if there */      \
  X(DIRECTIVE, 0)  /* 'use strict'; and other prologue strings */             \
  X(BLOCK, 1)      /* statements; +scope (the function's own for a            \
                      function body) */                                       \
  X(VARIABLE, 1)   /* DECLARATOR; op: LODE_DECLARE_VAR, LET, CONST, USING,    \
                      AWAIT_USING; +scope where the statement stands.         \
                      using: mark */                                          \
  X(DECLARATOR, 2) /* target, initial value; at: offset of = or 0 */          \
  X(IF, 3)         /* test, then, else */                                     \
  X(FOR, 4)        /* start, test, step, body; +for_scope */                  \
  X(FOR_IN, 3)     /* left (VARIABLE or target), right, body; +scope */       \
  X(FOR_OF, 3)     /* left, right, body; +scope; flag LODE_FOR_AWAIT:         \
                      mark; at: offset of `of` */                             \
  X(WHILE, 2)      /* test, body */                                           \
  X(DO, 2)         /* body, test */                                           \
  X(RETURN, 1)     /* argument; mark, +scope */                               \
  X(BREAK, 0)      /* +name: label or NULL */                                 \
  X(CONTINUE, 0)   /* +name */                                                \
  X(THROW, 1)                                                                 \
  X(TRY, 3)     /* BLOCK, CATCH, finally BLOCK; mark, +scope */               \
  X(CATCH, 2)   /* parameter, BLOCK; +scope */                                \
  X(SWITCH, 2)  /* discriminant, CASE; +scope of the cases */                 \
  X(CASE, 2)    /* test (NULL: default), statements */                        \
  X(LABELED, 1) /* +name_label: statement */                                  \
  X(WITH, 2)    /* object, body; +scope of the body */                        \
  X(DEBUGGER, 0)                                                              \
  /* Modules */                                                               \
  X(IMPORT, 3) /* IMPORT_SPECIFIER, STRING, ATTRIBUTE; op: 0, or token        \
                  `defer`/`source`; at: offset of the STRING */               \
  X(IMPORT_SPECIFIER, 1)   /* local IDENTIFIER; +name_label: imported name,   \
                           NULL for a namespace */                            \
  X(EXPORT, 3)             /* EXPORT_SPECIFIER, STRING or NULL, ATTRIBUTE */  \
  X(EXPORT_SPECIFIER, 1)   /* IDENTIFIER, or with a source KEY or STRING;     \
                           +name_label: the exported name; at: its offset */  \
  X(EXPORT_DECLARATION, 1) /* VARIABLE, FUNCTION or CLASS */                  \
  X(EXPORT_DEFAULT, 1) /* FUNCTION or CLASS with flag LODE_FUNCTION_STATEMENT \
                         /LODE_CLASS_STATEMENT (name may be NULL), or an      \
                         expression; at: its offset */                        \
  X(EXPORT_ALL, 2)     /* STRING, ATTRIBUTE; +name_pair: exported name of     \
                          `* as x`, else NULL; at: offset of `*` */           \
  X(ATTRIBUTE, 2)      /* KEY or STRING, STRING */                            \
  /* Decorators: in front of a class or member, child of DECORATED */         \
  X(DECORATOR, 1) /* expression; offsets with the @ */                        \
  X(DECORATED, 2) /* DECORATOR, CLASS or member; at: start of that */         \
  /* TypeScript */                                                            \
  X(ENUM, 2)          /* IDENTIFIER, ENUM_MEMBER; +scope; at: `{` */          \
  X(ENUM_MEMBER, 2)   /* KEY or STRING, value; at: end of the key */          \
  X(NAMESPACE, 2)     /* IDENTIFIER and KEYs, statements; +scope; at: `{` */  \
  X(IMPORT_EQUALS, 2) /* IDENTIFIER, expression; at: = */                     \
  X(EXPORT_EQUALS, 1) /* expression; at: = */                                 \
  /* JSX. Texts keep their quotes; what they mean is jsx_text.c's */          \
  X(JSX_ELEMENT, 3)    /* tag (IDENTIFIER, MEMBER, THIS or JSX_NAME; NULL     \
                          for a fragment), attributes, children; at: `/` of   \
                          one without children, else `>`. flags LODE_JSX_* */ \
  X(JSX_NAME, 0)       /* of an HTML element, or of an attribute */           \
  X(JSX_ATTRIBUTE, 2)  /* JSX_NAME, value: JSX_STRING, JSX_EXPRESSION,        \
                          JSX_ELEMENT or NULL; at: `=` */                     \
  X(JSX_SPREAD, 1)     /* {...expression}: attribute or child; at: `...` */   \
  X(JSX_EXPRESSION, 1) /* {expression}; NULL for a mere comment */            \
  X(JSX_STRING, 0)                                                            \
  X(JSX_TEXT, 0)

typedef enum lode_node_kind {
#define LODE_NODE_KIND(name, slots) LODE_##name,
  LODE_NODE_KINDS(LODE_NODE_KIND)
#undef LODE_NODE_KIND
      LODE_NODE_KIND_COUNT
} lode_node_kind;

// Flags of LODE_IDENTIFIER. A reference that is only read has none.
enum {
  LODE_USE_BINDING = 1,  // declares: parameter, var, let, import, function …
  LODE_USE_WRITE = 2,    // target of = or of a destructuring assignment
  LODE_USE_UPDATE = 4,   // target of ++, -- or a compound assignment
  LODE_USE_CALLEE = 8,   // x(…): `this` must not become a namespace
  LODE_USE_TAG = 16,     // x`…`, the same
  LODE_USE_SHORTHAND = 32,  // {x} in an object or pattern: the key is needed
  LODE_USE_EXPORT = 64,     // local name in `export {x}`: not a read
  LODE_USE_TYPEOF = 128,    // operand of typeof
  LODE_USE_DELETE = 256,    // operand of delete
  LODE_USE_ESCAPED = 512,   // written with \u
  LODE_USE_NONE = 2048,     // no name after all: `async` before an arrow
  LODE_USE_FOR = 1024,      // target of for-in or for-of (with WRITE)
  LODE_USE_PROPERTY = 4096  // a parameter property (TypeScript)
};

// Flags of LODE_PROPERTY and LODE_FIELD.
enum {
  LODE_PROPERTY_SHORTHAND = 1,
  LODE_PROPERTY_METHOD = 2,
  LODE_PROPERTY_GET = 4,
  LODE_PROPERTY_SET = 8,
  LODE_PROPERTY_STATIC = 16,
  LODE_PROPERTY_COMPUTED = 32,
  LODE_PROPERTY_ACCESSOR = 64,  // `accessor x` (decorators)
  LODE_PROPERTY_DECLARED = 128  // TypeScript: `@a declare x`, no field
};

// Flags of LODE_FUNCTION; the first four also of its scope.
enum {
  LODE_FUNCTION_ASYNC = 1,
  LODE_FUNCTION_GENERATOR = 2,
  LODE_FUNCTION_ARROW = 4,
  LODE_FUNCTION_STRICT = 8,
  LODE_FUNCTION_METHOD = 16,       // method, getter or setter
  LODE_FUNCTION_CONSTRUCTOR = 32,  // of a class
  LODE_FUNCTION_EXPRESSION = 64,   // body is an expression (arrow)
  LODE_FUNCTION_STATEMENT = 128    // a declaration
};

// Flags of other kinds.
enum {
  LODE_CLASS_STATEMENT = 128,  // CLASS: a declaration
  LODE_CLASS_DERIVED = 1,      // CLASS: has `extends`
  LODE_PREFIX = 1,             // UPDATE
  LODE_DELEGATE = 1,           // YIELD
  LODE_FOR_AWAIT = 1,          // FOR_OF
  LODE_OPTIONAL = 1,           // MEMBER, INDEX, CALL: written with ?.
  LODE_CHAIN = 2,              // the same: ?. here or further left
  LODE_DIRECT_EVAL = 4,        // CALL of the name eval
  LODE_TRAILING_COMMA = 32,    // SPREAD, REST: a comma follows
  LODE_MEMBER_TARGET = 64,     // MEMBER: assigned to or deleted
  LODE_LEGACY = 8,             // NUMBER or STRING: octal forms, not strict
  LODE_ESCAPED = 16,           // KEY, STRING, MEMBER: written with escapes
  LODE_JSX_CLOSED = 1          // JSX_ELEMENT: `/>`, so it has no children
};

struct lode_node {
  uint8_t kind;  // lode_node_kind
  uint8_t op;    // see the kind; tokens are in scanner.h
  uint16_t flags;
  uint32_t start;  // byte offsets into the source
  uint32_t end;
  uint32_t at;      // an offset inside, see the kind
  lode_node *next;  // sibling
  // Only the part that the kind uses is allocated.
  union {
    lode_node *child[5];
    lode_name *name;  // kinds with 0 slots and +name
    struct {
      lode_node *child_[1];
      lode_name *name;
    } member;  // MEMBER, and every kind with +name_label
    struct {
      lode_node *child_[2];
      lode_name *name;
    } pair;  // +name_pair
    struct {
      lode_node *child_[3];
      lode_scope *scope;
    } scoped;  // +scope
    struct {
      lode_node *child_[4];
      lode_scope *scope;
    } loop;  // FOR
    struct {
      lode_name *name;
      lode_scope *scope;  // where the name is looked up
      lode_node *same;    // next identifier of this name in the source
    } ident;
  } u;
};

// How many slots of u.child a kind has.
extern const uint8_t lode_node_slot_count[LODE_NODE_KIND_COUNT];
const char *lode_node_kind_name(lode_node_kind kind);

typedef enum lode_scope_kind {
  LODE_SCOPE_PROGRAM,   // script or module; what a script declares is global
  LODE_SCOPE_FUNCTION,  // parameters, and the body's when it has none of its
                        // own
  LODE_SCOPE_BODY,      // body of a function whose parameters have expressions
  LODE_SCOPE_NAME,      // around a named function expression: its name
  LODE_SCOPE_BLOCK,     // block, cases of a switch
  LODE_SCOPE_FOR,       // head of a for loop
  LODE_SCOPE_CATCH,     // parameter of catch
  LODE_SCOPE_CLASS,     // name of the class, seen from inside
  LODE_SCOPE_FIELD,     // value of a field: function-like, declares nothing
  LODE_SCOPE_STATIC,    // static block: function-like
  LODE_SCOPE_WITH,      // body of `with`: names may mean properties
  LODE_SCOPE_COVER      // parentheses that turned out to be no arrow function:
                        // declares nothing, look further out
} lode_scope_kind;

// Flags of a scope. The first four are LODE_FUNCTION_ASYNC … STRICT, set on
// function-like scopes (STRICT on all).
enum {
  LODE_SCOPE_HAS_EVAL = 16,   // direct eval here or further in
  LODE_SCOPE_USES_THIS = 32,  // this/super/new.target, arrows looked through
  LODE_SCOPE_USES_ARGUMENTS = 64,  // the same for `arguments`
  LODE_SCOPE_HAS_AWAIT = 128,  // await, for await, await using directly here
  LODE_SCOPE_HAS_YIELD = 256,
  LODE_SCOPE_HAS_USING = 512,  // this scope declares by (await) using
  LODE_SCOPE_HAS_AWAIT_USING = 1024
};

struct lode_scope {
  uint8_t kind;  // lode_scope_kind
  uint16_t flags;
  uint32_t start;  // byte offsets
  uint32_t end;
  uint32_t count;           // declarations
  uint32_t depth;           // scopes around it
  lode_scope *parent;       // NULL for the program
  lode_node *node;          // FUNCTION, BLOCK, CLASS, FOR …; NULL for COVER
  lode_declaration *first;  // in order of declaration
  lode_declaration *last;
  lode_declaration **table;  // hash of many declarations (lode_scope_find)
  uint32_t mask;
  lode_declaration *candidates;  // the parser's: see scope.c
};

typedef enum lode_declare_kind {
  LODE_DECLARE_VAR,
  LODE_DECLARE_FUNCTION,  // at the top of a script or function: as var
  LODE_DECLARE_PARAMETER,
  LODE_DECLARE_LET,
  LODE_DECLARE_CONST,
  LODE_DECLARE_USING,
  LODE_DECLARE_AWAIT_USING,
  LODE_DECLARE_CLASS,
  LODE_DECLARE_BLOCK_FUNCTION,  // in a block; at the top of a module
  LODE_DECLARE_IMPORT,
  LODE_DECLARE_CATCH,          // catch (x)
  LODE_DECLARE_CATCH_PATTERN,  // catch ({x})
  LODE_DECLARE_FUNCTION_NAME,  // of a function expression, inside it
  LODE_DECLARE_CLASS_NAME,     // of a class, inside it
  LODE_DECLARE_PRIVATE         // #x of a class
} lode_declare_kind;

// What a scope declares, once for each name.
struct lode_declaration {
  lode_name *name;
  lode_scope *scope;
  lode_node *node;   // the first binding IDENTIFIER; NULL for the parameters
                     // of the function around CommonJS
  lode_node *owner;  // FUNCTION, CLASS, VARIABLE, IMPORT_SPECIFIER or NULL
  lode_declaration *next;   // in the scope
  lode_declaration *outer;  // the parser's: same name, further out
  uint32_t latest;          // the parser's: newest `var` of this name
  uint8_t kind;             // lode_declare_kind
  // A function in a block that also declares a var (Annex B.3.3).
  bool hoisted;
};

typedef struct lode_program {
  const char *source;  // what the offsets mean; padded (see parser.h)
  uint32_t size;
  uint8_t goal;    // lode_goal
  bool strict;     // module, or a directive
  bool has_await;  // await, for await or await using at the top of a module
  bool has_import_meta;
  bool has_import_call;
  bool has_using;          // (await) using anywhere
  bool has_module_items;   // import or export declarations
  uint32_t body_start;     // first byte behind BOM and hashbang
  uint32_t first_comment;  // 1 + offset of a "-->" on the first line, or 0
  lode_node *body;         // statements
  lode_scope *scope;
  // AWAIT, FOR_OF with await, YIELD, RETURN, TRY, FUNCTION, CLASS, IMPORT_CALL,
  // IMPORT_META and VARIABLE of using; sorted by start, the outer one first.
  // All of them have ->scope (lode_node_scope): the innermost scope they stand
  // in, but for FUNCTION and CLASS their own.
  lode_node **marks;
  size_t mark_count;
  // Every name in the source, in order of first appearance.
  lode_name **names;
  size_t name_count;
  struct lode_ts *ts;  // what TypeScript and JSX add (ts.h), or NULL
} lode_program;

// The scope of a kind with +scope.
static inline lode_scope *lode_node_scope(const lode_node *node) {
  return node->kind == LODE_FOR ? node->u.loop.scope : node->u.scoped.scope;
}

// The nearest scope that is PROGRAM, FUNCTION, STATIC or FIELD: itself for
// those; a BODY's is its FUNCTION.
static inline lode_scope *lode_scope_function(lode_scope *scope) {
  while (scope->kind != LODE_SCOPE_PROGRAM &&
         scope->kind != LODE_SCOPE_FUNCTION &&
         scope->kind != LODE_SCOPE_STATIC && scope->kind != LODE_SCOPE_FIELD) {
    scope = scope->parent;
  }
  return scope;
}

// What the scope itself declares under that name, or NULL.
lode_declaration *lode_scope_find(const lode_scope *scope,
                                  const lode_name *name);
// The declaration that a use of the name in this scope means; NULL for a global
// or undeclared one. `*dynamic` (may be NULL) tells that a `with` or a sloppy
// direct eval on the way may give it another meaning at run time.
lode_declaration *lode_scope_resolve(const lode_scope *scope,
                                     const lode_name *name, bool *dynamic);

#endif
