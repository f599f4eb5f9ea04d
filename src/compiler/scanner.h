// SPDX-License-Identifier: MIT
// Tokens. The scanner gives one at a time and knows nothing of grammar: where a
// slash begins a regular expression or a brace continues a template, the parser
// asks for it.
#ifndef LODE_COMPILER_SCANNER_H
#define LODE_COMPILER_SCANNER_H

#include "compiler/ast.h"

// Punctuators and literals: X(NAME, text).
#define LODE_TOKENS(X)         \
  X(EOF, "end of input")       \
  X(LBRACE, "{")               \
  X(RBRACE, "}")               \
  X(LPAREN, "(")               \
  X(RPAREN, ")")               \
  X(LBRACKET, "[")             \
  X(RBRACKET, "]")             \
  X(SEMICOLON, ";")            \
  X(COMMA, ",")                \
  X(DOT, ".")                  \
  X(ELLIPSIS, "...")           \
  X(QUESTION_DOT, "?.")        \
  X(QUESTION, "?")             \
  X(COLON, ":")                \
  X(ARROW, "=>")               \
  X(TILDE, "~")                \
  X(NOT, "!")                  \
  X(AT, "@")                   \
  X(INCREMENT, "++")           \
  X(DECREMENT, "--")           \
  X(ASSIGN, "=")               \
  X(ASSIGN_ADD, "+=")          \
  X(ASSIGN_SUB, "-=")          \
  X(ASSIGN_MUL, "*=")          \
  X(ASSIGN_DIV, "/=")          \
  X(ASSIGN_MOD, "%=")          \
  X(ASSIGN_EXP, "**=")         \
  X(ASSIGN_SHL, "<<=")         \
  X(ASSIGN_SHR, ">>=")         \
  X(ASSIGN_USHR, ">>>=")       \
  X(ASSIGN_AND, "&=")          \
  X(ASSIGN_OR, "|=")           \
  X(ASSIGN_XOR, "^=")          \
  X(ASSIGN_LOGICAL_AND, "&&=") \
  X(ASSIGN_LOGICAL_OR, "||=")  \
  X(ASSIGN_NULLISH, "\?\?=")   \
  X(NULLISH, "\?\?")           \
  X(LOGICAL_OR, "||")          \
  X(LOGICAL_AND, "&&")         \
  X(OR, "|")                   \
  X(XOR, "^")                  \
  X(AND, "&")                  \
  X(EQ, "==")                  \
  X(NE, "!=")                  \
  X(EQ_STRICT, "===")          \
  X(NE_STRICT, "!==")          \
  X(LT, "<")                   \
  X(GT, ">")                   \
  X(LE, "<=")                  \
  X(GE, ">=")                  \
  X(SHL, "<<")                 \
  X(SHR, ">>")                 \
  X(USHR, ">>>")               \
  X(ADD, "+")                  \
  X(SUB, "-")                  \
  X(MUL, "*")                  \
  X(DIV, "/")                  \
  X(MOD, "%")                  \
  X(EXP, "**")                 \
  X(NUMBER, "number")          \
  X(BIGINT, "bigint")          \
  X(STRING, "string")          \
  X(BACKTICK, "`")             \
  X(PRIVATE, "#name")          \
  X(ESCAPED_KEYWORD, "keyword") /* a reserved word written with \u */

// Words that may be names: X(NAME, text). First those that never are special
// in strict mode, then those that strict mode reserves.
#define LODE_CONTEXTUAL_WORDS(X) \
  X(ASYNC, "async")              \
  X(OF, "of")                    \
  X(GET, "get")                  \
  X(SET, "set")                  \
  X(AS, "as")                    \
  X(FROM, "from")                \
  X(ACCESSOR, "accessor")        \
  X(USING, "using")              \
  X(DEFER, "defer")              \
  X(SOURCE, "source")            \
  X(META, "meta")                \
  X(TARGET, "target")            \
  X(CONSTRUCTOR, "constructor")  \
  X(PROTOTYPE, "prototype")      \
  X(PROTO, "__proto__")          \
  X(TYPE, "type")                \
  X(DECLARE, "declare")          \
  X(NAMESPACE, "namespace")      \
  X(ABSTRACT, "abstract")        \
  X(EVAL, "eval")                \
  X(ARGUMENTS, "arguments")      \
  X(AWAIT, "await")              \
  X(LET, "let")                  \
  X(STATIC, "static")            \
  X(YIELD, "yield")              \
  X(IMPLEMENTS, "implements")    \
  X(INTERFACE, "interface")      \
  X(PACKAGE, "package")          \
  X(PRIVATE_WORD, "private")     \
  X(PROTECTED, "protected")      \
  X(PUBLIC, "public")

#define LODE_RESERVED_WORDS(X) \
  X(BREAK, "break")            \
  X(CASE, "case")              \
  X(CATCH, "catch")            \
  X(CLASS, "class")            \
  X(CONST, "const")            \
  X(CONTINUE, "continue")      \
  X(DEBUGGER, "debugger")      \
  X(DEFAULT, "default")        \
  X(DELETE, "delete")          \
  X(DO, "do")                  \
  X(ELSE, "else")              \
  X(ENUM, "enum")              \
  X(EXPORT, "export")          \
  X(EXTENDS, "extends")        \
  X(FALSE, "false")            \
  X(FINALLY, "finally")        \
  X(FOR, "for")                \
  X(FUNCTION, "function")      \
  X(IF, "if")                  \
  X(IMPORT, "import")          \
  X(IN, "in")                  \
  X(INSTANCEOF, "instanceof")  \
  X(NEW, "new")                \
  X(NULL, "null")              \
  X(RETURN, "return")          \
  X(SUPER, "super")            \
  X(SWITCH, "switch")          \
  X(THIS, "this")              \
  X(THROW, "throw")            \
  X(TRUE, "true")              \
  X(TRY, "try")                \
  X(TYPEOF, "typeof")          \
  X(VAR, "var")                \
  X(VOID, "void")              \
  X(WHILE, "while")            \
  X(WITH, "with")

typedef enum lode_token_kind {
#define LODE_TOKEN(name, text) LODE_T_##name,
  LODE_TOKENS(LODE_TOKEN) LODE_T_IDENTIFIER,
  LODE_CONTEXTUAL_WORDS(LODE_TOKEN) LODE_RESERVED_WORDS(LODE_TOKEN)
#undef LODE_TOKEN
      LODE_T_COUNT
} lode_token_kind;

#define LODE_T_FIRST_RESERVED LODE_T_BREAK
#define LODE_T_FIRST_STRICT LODE_T_LET  // reserved in strict mode from here on

enum {
  LODE_TOKEN_ESCAPED = 1,  // a name or string with escapes
  LODE_TOKEN_LEGACY = 2,   // octal number, 08, octal or \8 escape in a string
  LODE_TOKEN_NUL = 4       // LEGACY is \8 or \9 (for the message)
};

typedef struct lode_token {
  uint8_t kind;    // lode_token_kind
  uint8_t flags;   // LODE_TOKEN_*
  bool newline;    // a line terminator stands before it
  uint32_t start;  // byte offsets
  uint32_t end;
  lode_name *name;  // of words, identifiers and private names
} lode_token;

// Any IdentifierName: identifiers, contextual and reserved words.
static inline bool lode_token_is_name(const lode_token *t) {
  return t->kind >= LODE_T_ESCAPED_KEYWORD;
}

// May be an identifier (strict mode and context still decide).
static inline bool lode_token_is_identifier(const lode_token *t) {
  return t->kind >= LODE_T_IDENTIFIER && t->kind < LODE_T_FIRST_RESERVED;
}

const char *lode_token_text(lode_token_kind kind);

#endif
