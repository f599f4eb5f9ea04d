// SPDX-License-Identifier: MIT
// Ports and what goes through them: MessageChannel, BroadcastChannel, and the
// messages between threads by number.
//
//   made ──attach──▶ open ──start──▶ receiving ──close──▶ closing ──▶ closed
//
// An attached port is pinned until it is closed, as it is in Node: by its own
// close(), by the other end's, or by being transferred.
#include <stdlib.h>
#include <uv.h>

#include "base/check.h"
#include "base/mem.h"
#include "bindings/bindings.h"
#include "bindings/mailbox.h"
#include "bindings/port.h"
#include "engine/call.h"
#include "engine/shared.h"
#include "engine/string.h"
#include "loop/callback.h"
#include "loop/loop.h"

typedef struct lode_port {
  lode_wrap wrap;
  uv_async_t bell;        // rung by the mailbox; bell.data points back here
  lode_mailbox *mailbox;  // owned; NULL once taken away or closed
  lode_value handler;     // (list), (undefined) when closed; protected
  bool receiving;         // messages are handed over as they arrive
  bool delivering;        // in port_on_bell
  bool close_later;       // close() came meanwhile: at its end
  bool moved;             // the mailbox lives on elsewhere: close silently
} lode_port;

typedef struct messaging_state {
  lode_message *draft;  // what append() has gathered; NULL when nothing
} messaging_state;

// At least this many messages are handed over before the loop turns.
#define PORT_TURN 1000

static void port_on_close(uv_handle_t *handle) {
  lode_port *port = handle->data;
  lode_env *env = port->wrap.env;
  if (port->handler != NULL) {
    lode_value handler = port->handler;
    port->handler = NULL;
    if (!port->moved) {
      lode_callback(env, handler, NULL, &env->undefined, 1);
    }
    lode_unprotect(env, handler);
  }
  lode_wrap_closed(&port->wrap);
}

static void port_close(lode_wrap *wrap) {
  lode_port *port = (lode_port *)wrap;
  if (uv_is_closing((uv_handle_t *)&port->bell)) {
    return;
  }
  if (port->mailbox != NULL) {
    lode_mailbox_listen(port->mailbox, NULL);
    lode_mailbox_close(port->mailbox);
    lode_mailbox_unref(port->mailbox);
    port->mailbox = NULL;
  }
  uv_close((uv_handle_t *)&port->bell, port_on_close);
}

static void port_free(lode_wrap *wrap) {
  free(wrap);
}

static const lode_wrap_ops port_ops = {"MessagePort", port_close, port_free};

static lode_port *port_get(lode_env *env, lode_value value) {
  return (lode_port *)lode_wrap_get(env, value, &port_ops);
}

// Hands the oldest message over. False when there is none to be had.
static bool port_deliver(lode_port *port) {
  lode_env *env = port->wrap.env;
  if (port->mailbox == NULL) {
    return false;
  }
  lode_message *message = lode_mailbox_take(port->mailbox, !port->receiving);
  if (message == NULL) {
    return false;
  }
  if (lode_message_is_closing(message)) {
    lode_message_unref(message);
    port_close(&port->wrap);
    return false;
  }
  lode_enter(env);
  lode_value list = lode_message_open(env, message);
  if (list == NULL) {
    list = env->null;
  }
  lode_callback(env, port->handler, NULL, &list, 1);
  lode_leave(env);
  return true;
}

static void port_on_bell(uv_async_t *bell) {
  lode_port *port = bell->data;
  if (port->mailbox == NULL || port->handler == NULL) {
    return;
  }
  size_t left = lode_mailbox_count(port->mailbox);
  left = left > PORT_TURN ? left : PORT_TURN;
  port->delivering = true;
  while (left > 0 && !port->wrap.env->exiting && port_deliver(port)) {
    left--;
  }
  port->delivering = false;
  if (port->close_later) {
    port_close(&port->wrap);
  } else if (left == 0 && port->mailbox != NULL) {
    uv_async_send(bell);
  }
}

lode_value lode_port_make(lode_env *env, lode_mailbox *mailbox) {
  lode_port *port = lode_malloc(sizeof *port);
  LODE_CHECK(uv_async_init(lode_uv(env), &port->bell, port_on_bell) == 0);
  uv_unref((uv_handle_t *)&port->bell);
  port->bell.data = port;
  port->mailbox = mailbox;
  return lode_wrap_make(env, &port->wrap, &port_ops);
}

lode_mailbox *lode_port_take_mailbox(lode_env *env, lode_value value) {
  (void)env;
  lode_wrap *wrap = lode_wrap_any(value);
  if (wrap == NULL || wrap->ops != &port_ops) {
    return NULL;
  }
  lode_port *port = (lode_port *)wrap;
  lode_mailbox *mailbox = port->mailbox;
  if (mailbox != NULL) {
    lode_mailbox_listen(mailbox, NULL);
    port->mailbox = NULL;
    port->moved = true;
    port_close(wrap);
  }
  return mailbox;
}

// --- making ------------------------------------------------------------------

// -> [handle, handle]
LODE_NATIVE(messaging_js_channel) {
  lode_mailbox *a, *b;
  lode_mailbox_pair(&a, &b);
  lode_value pair[2] = {lode_port_make(env, a), NULL};
  pair[1] = lode_port_make(env, b);
  return lode_array(env, pair, 2);
}

// (name) -> handle
LODE_NATIVE(messaging_js_broadcast) {
  lode_utf8 name;
  if (lode_utf8_open(env, lode_arg(env, args, 0), &name) < 0) {
    return lode_from_int(env, UV_ENOMEM);
  }
  lode_mailbox *mailbox = lode_mailbox_broadcast(name.data);
  lode_utf8_close(&name);
  return lode_port_make(env, mailbox);
}

// (handle, handler): opens it.
LODE_NATIVE(messaging_js_attach) {
  lode_port *port = port_get(env, lode_arg(env, args, 0));
  LODE_CHECK(port->handler == NULL);
  port->handler = lode_arg(env, args, 1);
  lode_protect(env, port->handler);
  lode_wrap_pin(&port->wrap);
  // An end that is closed already says so now.
  lode_mailbox_listen(port->mailbox, &port->bell);
  return env->undefined;
}

// (handle) -> another handle of the same mailbox; this one closes silently.
LODE_NATIVE(messaging_js_move) {
  lode_mailbox *mailbox = lode_port_take_mailbox(env, lode_arg(env, args, 0));
  return mailbox == NULL ? env->null : lode_port_make(env, mailbox);
}

// --- sending -----------------------------------------------------------------

static messaging_state *messaging_get(lode_env *env) {
  return env->binding[LODE_BINDING_messaging];
}

lode_message *lode_messaging_draft(lode_env *env) {
  messaging_state *state = messaging_get(env);
  lode_message *draft =
      state->draft != NULL ? state->draft : lode_message_new();
  state->draft = NULL;
  return draft;
}

// Adds the arguments from `from` on to the draft. 0 or a negative code, and
// then there is no draft any more.
static int messaging_append(lode_env *env, const lode_args *args, size_t from) {
  lode_message *draft = lode_messaging_draft(env);
  size_t n = args->count > from ? args->count - from : 0;
  int err = lode_message_append(env, draft, args->values + from, n);
  if (err < 0) {
    lode_message_unref(draft);
    return err;
  }
  messaging_get(env)->draft = draft;
  return 0;
}

// (...values): the beginning of the message that is sent next.
LODE_NATIVE(messaging_js_append) {
  return lode_from_int(env, messaging_append(env, args, 0));
}

// (handle, ...values) -> 0 or a negative code.
LODE_NATIVE(messaging_js_post) {
  int err = messaging_append(env, args, 1);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  lode_message *message = lode_messaging_draft(env);
  lode_port *port = port_get(env, lode_arg(env, args, 0));
  if (port->mailbox == NULL) {
    lode_message_unref(message);
  } else {
    lode_mailbox_post(port->mailbox, message);
  }
  return lode_from_int(env, 0);
}

// --- threads by number -------------------------------------------------------

// What any thread may post to the thread `id`, from its first threadPort()
// to its end.
typedef struct thread_entry {
  unsigned id;
  lode_mailbox *mailbox;  // owned
  struct thread_entry *next;
} thread_entry;

static thread_entry *threads;
static uv_mutex_t threads_lock;
static uv_once_t threads_once = UV_ONCE_INIT;

static void threads_open(void) {
  LODE_CHECK(uv_mutex_init(&threads_lock) == 0);
}

static void threads_leave(void *data) {
  thread_entry *entry = data;
  uv_mutex_lock(&threads_lock);
  thread_entry **link = &threads;
  while (*link != entry) {
    link = &(*link)->next;
  }
  *link = entry->next;
  uv_mutex_unlock(&threads_lock);
  lode_mailbox_unref(entry->mailbox);
  free(entry);
}

// (thread id, ...values) -> whether there is such a thread.
LODE_NATIVE(messaging_js_post_to_thread) {
  if (messaging_append(env, args, 1) < 0) {
    return env->no;
  }
  lode_message *message = lode_messaging_draft(env);
  unsigned id = lode_to_uint32(env, lode_arg(env, args, 0));
  bool found = false;
  uv_once(&threads_once, threads_open);
  uv_mutex_lock(&threads_lock);
  for (thread_entry *entry = threads; entry != NULL; entry = entry->next) {
    if (entry->id == id) {
      found = lode_mailbox_put(entry->mailbox, message);
      message = NULL;
      break;
    }
  }
  uv_mutex_unlock(&threads_lock);
  if (message != NULL) {
    lode_message_unref(message);
  }
  return lode_from_bool(env, found);
}

// (thread id) -> the handle of what arrives for this thread.
LODE_NATIVE(messaging_js_thread_port) {
  thread_entry *entry = lode_malloc(sizeof *entry);
  entry->id = lode_to_uint32(env, lode_arg(env, args, 0));
  entry->mailbox = lode_mailbox_alone();
  lode_at_exit(env, threads_leave, entry);
  uv_once(&threads_once, threads_open);
  uv_mutex_lock(&threads_lock);
  entry->next = threads;
  threads = entry;
  uv_mutex_unlock(&threads_lock);
  return lode_port_make(env, lode_mailbox_ref(entry->mailbox));
}

// --- receiving ---------------------------------------------------------------

LODE_NATIVE(messaging_js_start) {
  lode_port *port = port_get(env, lode_arg(env, args, 0));
  port->receiving = true;
  if (port->mailbox != NULL && lode_mailbox_count(port->mailbox) > 0) {
    uv_async_send(&port->bell);
  }
  return env->undefined;
}

LODE_NATIVE(messaging_js_stop) {
  port_get(env, lode_arg(env, args, 0))->receiving = false;
  return env->undefined;
}

static lode_value port_open_message(lode_env *env, lode_port *port,
                                    lode_message *message) {
  if (message == NULL) {
    return env->undefined;
  }
  if (lode_message_is_closing(message)) {
    lode_message_unref(message);
    port_close(&port->wrap);
    return env->undefined;
  }
  lode_value list = lode_message_open(env, message);
  return list != NULL ? list : env->null;
}

// (handle) -> the oldest message, undefined when there is none.
LODE_NATIVE(messaging_js_receive) {
  lode_port *port = port_get(env, lode_arg(env, args, 0));
  return port->mailbox == NULL
             ? env->undefined
             : port_open_message(env, port,
                                 lode_mailbox_take(port->mailbox, false));
}

static void messaging_wake(void *mailbox) {
  lode_mailbox_interrupt(mailbox);
}

static lode_message *messaging_wait(lode_env *env, lode_mailbox *mailbox) {
  if (!lode_wait_begin(&env->loop->wait, messaging_wake, mailbox)) {
    return NULL;
  }
  lode_message *message = lode_mailbox_wait(mailbox);
  lode_wait_end(&env->loop->wait);
  return message;
}

// The same, but it waits for one: undefined when the other end has closed.
LODE_NATIVE(messaging_js_wait) {
  lode_port *port = port_get(env, lode_arg(env, args, 0));
  return port->mailbox == NULL
             ? env->undefined
             : port_open_message(env, port, messaging_wait(env, port->mailbox));
}

// --- the handle --------------------------------------------------------------

// What has arrived is still handed over when that is under way.
LODE_NATIVE(messaging_js_close) {
  lode_port *port = port_get(env, lode_arg(env, args, 0));
  if (port->delivering && port->mailbox != NULL) {
    port->close_later = true;
    lode_mailbox_close(port->mailbox);
  } else {
    port_close(&port->wrap);
  }
  return env->undefined;
}

LODE_NATIVE(messaging_js_ref) {
  uv_ref((uv_handle_t *)&port_get(env, lode_arg(env, args, 0))->bell);
  return env->undefined;
}

LODE_NATIVE(messaging_js_unref) {
  uv_unref((uv_handle_t *)&port_get(env, lode_arg(env, args, 0))->bell);
  return env->undefined;
}

LODE_NATIVE(messaging_js_has_ref) {
  const lode_port *port = port_get(env, lode_arg(env, args, 0));
  return lode_from_bool(env, uv_has_ref((const uv_handle_t *)&port->bell));
}

// (handle, handle) -> whether they are the two ends of one channel.
LODE_NATIVE(messaging_js_same_channel) {
  const lode_port *a = port_get(env, lode_arg(env, args, 0));
  const lode_port *b = port_get(env, lode_arg(env, args, 1));
  return lode_from_bool(env,
                        a->mailbox != NULL && b->mailbox != NULL &&
                            lode_mailbox_same_group(a->mailbox, b->mailbox));
}

// (make, describe) -> whether shared memory can leave this thread.
LODE_NATIVE(messaging_js_setup) {
  return lode_from_bool(env, lode_shared_prove(env, lode_arg(env, args, 0),
                                               lode_arg(env, args, 1)));
}

static const lode_fn messaging_functions[] = {
    LODE_FN("append", messaging_js_append, 0),
    LODE_FN("attach", messaging_js_attach, 2),
    LODE_FN("broadcast", messaging_js_broadcast, 1),
    LODE_FN("channel", messaging_js_channel, 0),
    LODE_FN("close", messaging_js_close, 1),
    LODE_FN("hasRef", messaging_js_has_ref, 1),
    LODE_FN("move", messaging_js_move, 1),
    LODE_FN("post", messaging_js_post, 1),
    LODE_FN("postToThread", messaging_js_post_to_thread, 1),
    LODE_FN("receive", messaging_js_receive, 1),
    LODE_FN("ref", messaging_js_ref, 1),
    LODE_FN("sameChannel", messaging_js_same_channel, 2),
    LODE_FN("setup", messaging_js_setup, 2),
    LODE_FN("start", messaging_js_start, 1),
    LODE_FN("stop", messaging_js_stop, 1),
    LODE_FN("threadPort", messaging_js_thread_port, 1),
    LODE_FN("unref", messaging_js_unref, 1),
    LODE_FN("wait", messaging_js_wait, 1),
};

static void messaging_on_exit(void *data) {
  messaging_state *state = data;
  if (state->draft != NULL) {
    lode_message_unref(state->draft);
  }
  free(state);
}

void lode_messaging_bind(lode_env *env, lode_value object) {
  messaging_state *state = lode_malloc(sizeof *state);
  env->binding[LODE_BINDING_messaging] = state;
  lode_at_exit(env, messaging_on_exit, state);
  lode_define_functions(env, object, messaging_functions,
                        LODE_COUNT_OF(messaging_functions));
}
