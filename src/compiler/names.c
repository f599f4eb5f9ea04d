// SPDX-License-Identifier: MIT
// Names of one parse: an open hash table. Equal text is the same pointer.
#include <string.h>

#include "compiler/parser_internal.h"

#define NAMES_FIRST 1024

typedef struct names_word {
  const char *text;
  uint8_t size;
  uint8_t kind;
} names_word;

static const names_word names_words[] = {
#define NAMES_WORD(name, text) {text, sizeof(text) - 1, LODE_T_##name},
    LODE_CONTEXTUAL_WORDS(NAMES_WORD) LODE_RESERVED_WORDS(NAMES_WORD)
#undef NAMES_WORD
};

// The first 8 bytes, or the whole text with zeros behind it. Reads up to 8
// bytes behind the text: it is padded.
static inline uint64_t names_head(const uint8_t *s, size_t n) {
  uint64_t v;
  memcpy(&v, s, 8);
  return n >= 8 ? v : v & (((uint64_t)1 << (8 * n)) - 1);
}

static inline uint32_t names_hash(const uint8_t *s, size_t n) {
  uint64_t h = n * 0x9E3779B97F4A7C15u, v;
  for (; n > 8; n -= 8, s += 8) {
    memcpy(&v, s, 8);
    h = (h ^ v) * 0x9E3779B97F4A7C15u;
    h ^= h >> 29;
  }
  v = names_head(s, n);
  h = (h ^ v) * 0x9E3779B97F4A7C15u;
  return (uint32_t)(h >> 32) ^ (uint32_t)h;
}

static void names_grow(lode_parser *p) {
  uint32_t old = p->table == NULL ? 0 : p->table_mask + 1;
  uint32_t size = old == 0 ? NAMES_FIRST : old * 2;
  p->table = lode_parser_alloc(p, size * sizeof *p->table);
  memset(p->table, 0, size * sizeof *p->table);
  p->table_mask = size - 1;
  lode_name **names = lode_parser_alloc(p, size / 2 * sizeof *names);
  if (p->name_count > 0) {
    memcpy(names, p->names, p->name_count * sizeof *names);
  }
  p->names = names;
  p->names_room = size / 2;
  for (uint32_t i = 0; i < p->name_count; i++) {
    uint32_t at = names[i]->hash & p->table_mask;
    while (p->table[at] != NULL) {
      at = (at + 1) & p->table_mask;
    }
    p->table[at] = names[i];
  }
}

static lode_name *names_add(lode_parser *p, uint32_t hash, const uint8_t *text,
                            size_t n, bool copy) {
  if (p->name_count == p->names_room) {
    names_grow(p);
  }
  if (copy) {
    uint8_t *kept = lode_parser_alloc(p, n + 8);
    memcpy(kept, text, n);
    memset(kept + n, 0, 8);
    text = kept;
  }
  lode_name *name = lode_parser_alloc(p, sizeof *name);
  *name = (lode_name){.text = (const char *)text,
                      .size = (uint32_t)n,
                      .hash = hash,
                      .head = names_head(text, n)};
  p->names[p->name_count++] = name;
  uint32_t at = hash & p->table_mask;
  while (p->table[at] != NULL) {
    at = (at + 1) & p->table_mask;
  }
  p->table[at] = name;
  return name;
}

static lode_name *names_find(lode_parser *p, const uint8_t *text, size_t n,
                             bool copy) {
  uint32_t hash = names_hash(text, n);
  uint64_t head = names_head(text, n);
  uint32_t at = hash & p->table_mask;
  for (; p->table[at] != NULL; at = (at + 1) & p->table_mask) {
    lode_name *name = p->table[at];
    if (name->hash == hash && name->size == n && name->head == head &&
        (n <= 8 || memcmp(name->text + 8, text + 8, n - 8) == 0)) {
      return name;
    }
  }
  return names_add(p, hash, text, n, copy);
}

lode_name *lode_name_intern(lode_parser *p, const uint8_t *text, size_t n) {
  return names_find(p, text, n, false);
}

lode_name *lode_name_copy(lode_parser *p, const uint8_t *text, size_t n) {
  return names_find(p, text, n, true);
}

void lode_names_init(lode_parser *p) {
  names_grow(p);
  for (size_t i = 0; i < LODE_COUNT_OF(names_words); i++) {
    const names_word *word = &names_words[i];
    uint8_t padded[24] = {0};
    memcpy(padded, word->text, word->size);
    lode_name_copy(p, padded, word->size)->word = word->kind;
  }
}
