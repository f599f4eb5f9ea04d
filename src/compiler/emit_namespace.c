// SPDX-License-Identifier: MIT
// `ns.x` of `import * as ns`: a namespace is a proxy, and dear to ask. Where
// the name stands in the text it is an import of its own, found when the
// module is linked; one that may be missing, as undefined is what it is then.
// A call keeps the namespace as its `this`:
//
//   ns.f(x)     $Q($K0.f,"ns.f").call($K1,x)
//
// where $Q gives its argument, unless call() would be something else there.
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compiler/emit.h"

static size_t namespace_hash(uint32_t import, const lode_name *name) {
  return name->hash ^ (import * 2654435769u);
}

static emit_member *namespace_slot(const emit_members *members, uint32_t import,
                                   const lode_name *name) {
  size_t i = namespace_hash(import, name) & members->mask;
  while (members->items[i].name != NULL &&
         (members->items[i].name != name || members->items[i].of != import)) {
    i = (i + 1) & members->mask;
  }
  return &members->items[i];
}

static bool namespace_grow(lode_emitter *e) {
  emit_members old = e->members;
  size_t size = old.items == NULL ? 32 : (old.mask + 1) * 2;
  emit_member *items = lode_try_malloc(size * sizeof *items);
  if (items == NULL) {
    e->failed = true;
    return false;
  }
  memset(items, 0, size * sizeof *items);
  e->members = (emit_members){items, size - 1, old.count};
  for (size_t i = 0; old.items != NULL && i <= old.mask; i++) {
    const emit_member *m = &old.items[i];
    if (m->name != NULL) {
      *namespace_slot(&e->members, m->of, m->name) = *m;
    }
  }
  free(old.items);
  return true;
}

// Room for one more import. The list lies in the arena, which keeps the old.
static bool namespace_room(lode_emitter *e) {
  lode_unit *unit = e->unit;
  if (unit->import_count < e->import_capacity) {
    return true;
  }
  size_t capacity = unit->import_count * 2 + 8;
  lode_import_entry *imports =
      lode_arena_alloc(&unit->arena, capacity * sizeof *imports);
  if (imports == NULL) {
    e->failed = true;
    return false;
  }
  memcpy(imports, unit->imports, unit->import_count * sizeof *imports);
  unit->imports = imports;
  e->import_capacity = capacity;
  return true;
}

// 1 + the index of the import that stands for `name` of the namespace that
// import `of` is; 0 when memory is out.
static uint32_t namespace_import(lode_emitter *e, uint32_t of,
                                 const lode_name *name) {
  if (e->members.items == NULL || e->members.count * 2 > e->members.mask) {
    if (!namespace_grow(e)) {
      return 0;
    }
  }
  emit_member *member = namespace_slot(&e->members, of, name);
  if (member->name == NULL) {
    if (!namespace_room(e)) {
      return 0;
    }
    lode_unit *unit = e->unit;
    unit->imports[unit->import_count++] = (lode_import_entry){
        NULL, name, unit->imports[of].request, LODE_IMPORT_MEMBER};
    *member = (emit_member){name, of, (uint32_t)unit->import_count};
    e->members.count++;
  }
  return member->import;
}

static void namespace_call(lode_emitter *e, const lode_node *call,
                           const lode_node *member, uint32_t of,
                           uint32_t import) {
  const lode_name *local = e->unit->imports[of].local;
  e->unit->helpers |= EMIT_CALLEE;
  lode_emit_replace(e, member->start, member->end, "$Q(?,\"&", local, import);
  lode_buf rest = LODE_BUF_INIT;
  e->failed |= lode_emit_template(&rest, e->unit->prefix, ".&\").call",
                                  member->u.member.name, 0) < 0;
  lode_edits_add(e->edits, rest.data, rest.size);
  lode_buf_deinit(&rest);
  lode_emit_insert(e, call->at + 1, call->u.child[1] != NULL ? "?," : "?", NULL,
                   of);
}

bool lode_emit_namespace(lode_emitter *e, const lode_node *ident,
                         const lode_node *member, const lode_node *next) {
  if (!e->module || e->evaluated || member->kind != LODE_MEMBER ||
      (member->flags & (LODE_OPTIONAL | LODE_MEMBER_TARGET)) != 0 ||
      member->u.member.name->text[0] == '#') {
    return false;
  }
  bool called = next != NULL && next->kind == LODE_CALL;
  if (next != NULL && (next->kind == LODE_TAGGED ||
                       (called && (next->flags & LODE_OPTIONAL) != 0))) {
    return false;
  }
  const emit_binding *binding = lode_emit_binding_of(e, ident);
  if (binding == NULL || binding->import == 0 ||
      e->unit->imports[binding->import - 1].name != NULL) {
    return false;
  }
  uint32_t of = binding->import - 1;
  uint32_t import = namespace_import(e, of, member->u.member.name);
  if (import == 0) {
    return true;
  }
  if (called) {
    namespace_call(e, next, member, of, import - 1);
  } else {
    lode_emit_replace(e, member->start, member->end, "?", NULL, import - 1);
  }
  return true;
}
