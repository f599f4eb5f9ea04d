// SPDX-License-Identifier: MIT
// The life of a wrap, with its two owners.
#include "loop/wrap.h"

#include <stdatomic.h>

#include "base/check.h"
#include "engine/value.h"
#include "loop/loop.h"

// May run on any thread and may not touch the engine: it only queues.
static void wrap_js_finalize(JSObjectRef object) {
  lode_wrap *wrap = JSObjectGetPrivate(object);
  if (wrap == NULL) {
    return;
  }
  _Atomic(lode_wrap *) *head = &wrap->env->loop->finalized;
  lode_wrap *first = atomic_load(head);
  do {
    wrap->next_finalized = first;
  } while (!atomic_compare_exchange_weak(head, &first, wrap));
}

static JSClassRef wrap_class(void) {
  static JSClassRef class_ref;  // immutable, shared by every environment
  if (class_ref == NULL) {
    JSClassDefinition definition = kJSClassDefinitionEmpty;
    definition.className = "NativeHandle";
    definition.attributes = kJSClassAttributeNoAutomaticPrototype;
    definition.finalize = wrap_js_finalize;
    class_ref = JSClassCreate(&definition);
  }
  return class_ref;
}

void lode_wrap_init(lode_env *env, lode_wrap *wrap, const lode_wrap_ops *ops) {
  wrap->ops = ops;
  wrap->env = env;
  wrap->finalized = true;
  lode_wrap_list *list = &env->loop->wraps;
  wrap->prev = NULL;
  wrap->next = list->first;
  if (list->first != NULL) {
    list->first->prev = wrap;
  }
  list->first = wrap;
}

lode_value lode_wrap_make(lode_env *env, lode_wrap *wrap,
                          const lode_wrap_ops *ops) {
  if (wrap->env == NULL) {
    lode_wrap_init(env, wrap, ops);
  }
  LODE_CHECK(wrap->object == NULL);
  wrap->finalized = false;
  wrap->object = JSObjectMake(env->ctx, wrap_class(), wrap);
  if (wrap->pins > 0) {
    lode_protect(env, wrap->object);
  }
  return wrap->object;
}

lode_wrap *lode_wrap_any(lode_value value) {
  lode_env *env = lode_env_current();
  if (!JSValueIsObject(env->ctx, value)) {
    return NULL;
  }
  return JSObjectGetPrivate(lode_as_object(value));
}

lode_wrap *lode_wrap_get(lode_env *env, lode_value value,
                         const lode_wrap_ops *ops) {
  (void)env;
  LODE_CHECK(lode_is_cell(value));
  lode_wrap *wrap = JSObjectGetPrivate(lode_as_object(value));
  LODE_CHECK(wrap != NULL && wrap->ops == ops);
  return wrap;
}

void lode_wrap_pin(lode_wrap *wrap) {
  if (wrap->pins++ == 0 && wrap->object != NULL) {
    lode_protect(wrap->env, wrap->object);
  }
}

void lode_wrap_unpin(lode_wrap *wrap) {
  LODE_CHECK(wrap->pins > 0);
  if (--wrap->pins == 0 && wrap->object != NULL && wrap->env->ctx != NULL) {
    lode_unprotect(wrap->env, wrap->object);
  }
}

static void wrap_free(lode_wrap *wrap) {
  if (wrap->prev != NULL) {
    wrap->prev->next = wrap->next;
  } else {
    wrap->env->loop->wraps.first = wrap->next;
  }
  if (wrap->next != NULL) {
    wrap->next->prev = wrap->prev;
  }
  wrap->ops->free(wrap);
}

void lode_wrap_closed(lode_wrap *wrap) {
  LODE_CHECK(!wrap->closed);
  wrap->closed = true;
  if (wrap->pins > 0) {
    wrap->pins = 1;
    lode_wrap_unpin(wrap);
  }
  if (wrap->finalized) {
    wrap_free(wrap);
  }
}

void lode_loop_reap(lode_loop *loop) {
  lode_wrap *wrap = atomic_exchange(&loop->finalized, NULL);
  while (wrap != NULL) {
    lode_wrap *next = wrap->next_finalized;
    wrap->finalized = true;
    wrap->object = NULL;
    wrap->pins = 0;
    if (wrap->closed) {
      wrap_free(wrap);
    } else {
      wrap->ops->close(wrap);
    }
    wrap = next;
  }
}
