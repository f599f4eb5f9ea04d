// SPDX-License-Identifier: MIT
// A unit as bytes: what the compiler found out about a text, to be used with
// the same text by the same build of the compiler.
#ifndef LODE_COMPILER_FREEZE_H
#define LODE_COMPILER_FREEZE_H

#include "compiler/compiler.h"

// Appends the unit's record and edits: before it is sealed or emitted.
LODE_NODISCARD int lode_unit_freeze(const lode_unit *unit, lode_buf *out);

// The unit of `source` again, without a tree. The bytes stay the caller's and
// must outlive the unit's record (lode_unit_seal). 0, -ENOMEM, or -EINVAL when
// the bytes are none of lode_unit_freeze's.
LODE_NODISCARD int lode_unit_thaw(const char *source, size_t size,
                                  const char *bytes, size_t n, lode_unit **out);

// What moved, the same way: appends it, and reads it from the front of the
// bytes, giving how many of them it took. *map is empty before.
LODE_NODISCARD int lode_positions_freeze(const lode_positions *map,
                                         lode_buf *out);
LODE_NODISCARD int lode_positions_thaw(const char *bytes, size_t n,
                                       lode_positions *map, size_t *used);

#endif
