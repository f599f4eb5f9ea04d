// SPDX-License-Identifier: MIT
// A page fault costs some 12 us on a virtual machine; a page that madvise()
// makes present costs 1 us with others, 3 us alone. All of this is advice: on
// a kernel without it (before 5.14), or with another build of the engine's
// library, start-up is slower and nothing else.
#include "engine/prefault.h"

#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/check.h"

#ifndef LODE_SANITIZE  // it has a mmap of its own

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif

#define PREFAULT_PAGE ((uintptr_t)4096)

// From, up to but not including.
typedef struct prefault_range {
  unsigned from, to;
} prefault_range;

static int prefault_advise(void *memory, size_t size, int advice) {
  return (int)syscall(SYS_madvise, memory, size, advice);
}

static void prefault(char *base, const prefault_range *ranges, size_t count,
                     uintptr_t unit, int advice) {
  for (size_t i = 0; i < count; i++) {
    (void)prefault_advise(base + ranges[i].from * unit,
                          (ranges[i].to - ranges[i].from) * unit, advice);
  }
}

// What the engine maps, in the order in which it does, and the pages of it that
// start-up is known to touch. Some mappings are larger than what is used, so
// that the part in use can be aligned.
typedef struct prefault_piece {
  size_t size;
  uintptr_t align;
  const prefault_range *ranges;
  size_t count;
} prefault_piece;

// The allocator's notes about itself.
static const prefault_range prefault_utility[] = {
    {0, 17},  {20, 21}, {24, 25},     {28, 29},     {32, 33},
    {36, 37}, {40, 41}, {5160, 5163}, {5164, 5168},
};
// The collector's blocks.
static const prefault_range prefault_cells[] = {{0, 206}};
static const prefault_range prefault_malloc[] = {
    {0, 32},      {32, 54},     {64, 82},     {96, 137},    {160, 165},
    {192, 228},   {1024, 1060}, {1060, 1150}, {1152, 1153}, {1156, 1158},
    {1160, 1161}, {1164, 1165}, {1168, 1169},
};

enum { PREFAULT_UTILITY, PREFAULT_CELLS, PREFAULT_MALLOC, PREFAULT_PIECES };

static const prefault_piece prefault_pieces[PREFAULT_PIECES] = {
    {(size_t)128 << 20, PREFAULT_PAGE, prefault_utility,
     LODE_COUNT_OF(prefault_utility)},
    {(size_t)32 << 20, (uintptr_t)16 << 20, prefault_cells,
     LODE_COUNT_OF(prefault_cells)},
    {(size_t)32 << 20, (uintptr_t)16 << 20, prefault_malloc,
     LODE_COUNT_OF(prefault_malloc)},
};

static bool prefault_on;
static size_t prefault_next;  // of the pieces
static char *prefault_bases[PREFAULT_PIECES];

// The engine's library finds this definition of mmap before libc's.
LODE_EXPORTED void *mmap(void *address, size_t size, int protection, int flags,
                         int fd, off_t offset) {
  long result = syscall(SYS_mmap, address, size, protection, flags, fd, offset);
  char *memory = (char *)(intptr_t)result;
  if (!prefault_on || prefault_next == PREFAULT_PIECES ||
      memory == MAP_FAILED || fd != -1) {
    return memory;
  }
  const prefault_piece *piece = &prefault_pieces[prefault_next];
  if (size == piece->size) {
    char *base = memory + (-(uintptr_t)memory & (piece->align - 1));
    prefault(base, piece->ranges, piece->count, PREFAULT_PAGE,
             MADV_POPULATE_WRITE);
    prefault_bases[prefault_next++] = base;
  }
  return memory;
}

// The code that making a machine and running lib/ goes through, in units of
// 16 pages, which is what one fault would bring: so no more is resident than
// without this. Of one build of the library, known by the size of its code.
static const ElfW(Xword) prefault_text_size = 0x18364b9;
static const prefault_range prefault_text[] = {
    {23, 27},   {30, 34},   {39, 43},   {51, 53},   {63, 65},   {66, 93},
    {127, 130}, {181, 189}, {194, 202}, {205, 208}, {219, 233}, {238, 243},
    {244, 256}, {260, 276}, {293, 295}, {300, 302}, {307, 320}, {322, 325},
    {337, 339}, {370, 372}, {389, 393}, {399, 414}, {415, 420}, {421, 423},
    {424, 437}, {447, 450}, {451, 454},
};

static int prefault_library(struct dl_phdr_info *info, size_t size,
                            void *data) {
  (void)size;
  (void)data;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *p = &info->dlpi_phdr[i];
    if (p->p_type == PT_LOAD && p->p_flags == (PF_R | PF_X)) {
      if (p->p_memsz != prefault_text_size) {
        return 0;
      }
      prefault((char *)(uintptr_t)info->dlpi_addr, prefault_text,
               LODE_COUNT_OF(prefault_text), 16 * PREFAULT_PAGE,
               MADV_POPULATE_READ);
      return 1;
    }
  }
  return 0;
}

// What the allocator will still take on because of a large program text.
static _Thread_local size_t prefault_expected;

// The allocator says of each unit of four pages that it is in use now.
LODE_EXPORTED int madvise(void *memory, size_t size, int advice) {
  int err = prefault_advise(memory, size, advice);
  if (advice == MADV_DODUMP && prefault_expected >= size) {
    prefault_expected -= size;
    (void)prefault_advise(memory, size, MADV_POPULATE_WRITE);
  }
  return err;
}

void lode_prefault_expect(size_t size) {
  prefault_expected = size;
  // Cells, and the parser's memory, follow what start-up has filled.
  unsigned pages = (unsigned)(size / PREFAULT_PAGE);
  pages = pages < 2048 ? pages : 2048;
  const prefault_range cells = {206, 206 + pages};
  const prefault_range parser = {320, 320 + pages / 2};
  if (prefault_bases[PREFAULT_MALLOC] != NULL) {
    prefault(prefault_bases[PREFAULT_CELLS], &cells, 1, PREFAULT_PAGE,
             MADV_POPULATE_WRITE);
    prefault(prefault_bases[PREFAULT_MALLOC], &parser, 1, PREFAULT_PAGE,
             MADV_POPULATE_WRITE);
    prefault_bases[PREFAULT_MALLOC] = NULL;  // once
  }
}

void lode_prefault_range(void *memory, size_t size) {
  uintptr_t from = ((uintptr_t)memory + PREFAULT_PAGE - 1) & -PREFAULT_PAGE;
  uintptr_t to = ((uintptr_t)memory + size) & -PREFAULT_PAGE;
  if (to > from) {
    (void)prefault_advise((void *)from, to - from, MADV_POPULATE_WRITE);
  }
}

void lode_prefault_open(void) {
  prefault_on = true;
  (void)dl_iterate_phdr(prefault_library, NULL);
}

void lode_prefault_close(void) {
  prefault_on = false;
}

#else

void lode_prefault_expect(size_t size) {
  (void)size;
}

void lode_prefault_range(void *memory, size_t size) {
  (void)memory;
  (void)size;
}

void lode_prefault_open(void) {
}
void lode_prefault_close(void) {
}

#endif
