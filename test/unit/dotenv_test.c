// SPDX-License-Identifier: MIT
// Files of environment variables, as NAME=value pairs joined by '|'.
#include "runtime/dotenv.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"

static char seen[512];

static void append(void *data, const char *key, size_t key_size,
                   const char *value, size_t value_size) {
  (void)data;
  size_t n = strlen(seen);
  int added = snprintf(seen + n, sizeof seen - n, "%.*s=%.*s|", (int)key_size,
                       key, (int)value_size, value);
  LODE_CHECK(added > 0 && n + (size_t)added < sizeof seen);
}

static void expect(const char *text, const char *want) {
  char copy[256];
  size_t n = strlen(text);
  LODE_CHECK(n < sizeof copy);
  memcpy(copy, text, n);
  seen[0] = '\0';
  lode_dotenv_parse(copy, n, append, NULL);
  if (strcmp(seen, want) != 0) {
    fprintf(stderr, "%s\n  gave %s\n  want %s\n", text, seen, want);
  }
  LODE_CHECK(strcmp(seen, want) == 0);
}

int main(void) {
  expect("A=1\nB = x # c\n#C=1\n\nD=a#b", "A=1|B=x|D=a|");
  expect("A=\nB=2", "A=|B=2|");
  expect("A=", "A=|");
  expect("A=  \nB=2", "A=B=2|");
  expect("export A=1\nexport=2", "A=1|export=2|");
  expect("noeq\nB=1\n=x\nC=1", "B=1|C=1|");
  expect("A=1\rB\r\nC=2", "A=1B|C=2|");
  expect("A=\"x\\ny\" z\nB='x\\ny'", "A=x\ny|B=x\\ny|");
  expect("A=`\n`\nB=`", "A=\n|B=`|");
  expect("A=\"x # y\nB=2", "A=\"x # y|B=2|");
  expect("A=\"\t\"\nB=''", "A=\t|B=|");
  expect(" = 3", "");
  expect("", "");
  return 0;
}
