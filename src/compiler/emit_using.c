// SPDX-License-Identifier: MIT
// Resources. What stands in a block with `using` goes whole into a try, so
// that scopes stay as written; $D is the block's stack of resources. One that
// waits is driven from here, since only the function itself can wait.
#include "compiler/emit.h"

bool lode_emit_using_in(const lode_scope *scope) {
  return scope != NULL &&
         (scope->flags & (LODE_SCOPE_HAS_USING | LODE_SCOPE_HAS_AWAIT_USING));
}

void lode_emit_using_open(lode_emitter *e, uint32_t at) {
  e->unit->helpers |= EMIT_DISPOSE;
  lode_emit_insert(e, at, "const $D=$U();try{", NULL, 0);
}

void lode_emit_using_close(lode_emitter *e, uint32_t at, bool async) {
  bool context = e->function.context;
  lode_emit_insert(e, at,
                   context ? "}catch($E){$T=$B($T);$D.fail($E)}finally{"
                           : "}catch($E){$D.fail($E)}finally{",
                   NULL, 0);
  if (context) {
    e->unit->helpers |= EMIT_CONTEXT;
  }
  if (async && e->function.top) {
    lode_emit_insert(
        e, at, "while($D.step())try{yield $D.value}catch($E){$D.fail($E)}",
        NULL, 0);
  } else if (async) {
    lode_emit_insert(
        e, at,
        "$T=$B($T);while($D.step())try{$R(await $P($D.value,$T=$C.frame),$T,"
        "$T=0)}catch($E){$T=$B($T);$D.fail($E)}",
        NULL, 0);
  } else if (context) {
    lode_emit_insert(e, at, "$T=$B($T);", NULL, 0);
  }
  lode_emit_insert(e, at, "$D.end()}", NULL, 0);
}
