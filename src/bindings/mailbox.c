// SPDX-License-Identifier: MIT
// Locks are taken in this order: the table of names, a group, a mailbox.
#include "bindings/mailbox.h"

#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include "base/check.h"
#include "base/mem.h"

// A message on its way: one message may be in several mailboxes.
typedef struct mailbox_entry {
  lode_message *message;  // owned
  struct mailbox_entry *next;
} mailbox_entry;

struct lode_mailbox {
  atomic_uint refs;
  uv_mutex_t lock;       // of what follows, up to `group`
  uv_cond_t arrived;     // a message, or the end
  mailbox_entry *first;  // oldest
  mailbox_entry **last;  // where the next one is hooked in
  size_t count;
  uv_async_t *bell;  // the reader's; NULL while nobody reads
  bool closed, interrupted;
  lode_group *group;   // set once; NULL when alone
  lode_mailbox *next;  // in the group; its lock guards this
};

struct lode_group {
  unsigned refs;          // `groups_lock` guards this
  uv_mutex_t lock;        // of `members` and their `next`
  lode_mailbox *members;  // those that are not closed
  char *name;             // of a broadcast channel; NULL for a pair
  lode_group *next;       // in the table of names
};

// Broadcast channels by name, and the references to every group.
static lode_group *groups_named;
static uv_mutex_t groups_lock;
static once_flag groups_once = ONCE_FLAG_INIT;

static void groups_open(void) {
  LODE_CHECK(uv_mutex_init(&groups_lock) == 0);
}

static lode_group *group_new(const char *name) {
  lode_group *group = lode_malloc(sizeof *group);
  LODE_CHECK(uv_mutex_init(&group->lock) == 0);
  group->name = name == NULL ? NULL : lode_strndup(name, strlen(name));
  return group;
}

static void group_unref(lode_group *group) {
  uv_mutex_lock(&groups_lock);
  bool last = --group->refs == 0;
  if (last && group->name != NULL) {
    lode_group **link = &groups_named;
    while (*link != group) {
      link = &(*link)->next;
    }
    *link = group->next;
  }
  uv_mutex_unlock(&groups_lock);
  if (last) {
    uv_mutex_destroy(&group->lock);
    free(group->name);
    free(group);
  }
}

lode_mailbox *lode_mailbox_alone(void) {
  call_once(&groups_once, groups_open);
  lode_mailbox *box = lode_malloc(sizeof *box);
  atomic_init(&box->refs, 1);
  box->last = &box->first;
  LODE_CHECK(uv_mutex_init(&box->lock) == 0);
  LODE_CHECK(uv_cond_init(&box->arrived) == 0);
  return box;
}

// `groups_lock` is held, or nobody else knows the group.
static void mailbox_join(lode_mailbox *box, lode_group *group) {
  group->refs++;
  box->group = group;
  uv_mutex_lock(&group->lock);
  box->next = group->members;
  group->members = box;
  uv_mutex_unlock(&group->lock);
}

void lode_mailbox_pair(lode_mailbox **a, lode_mailbox **b) {
  *a = lode_mailbox_alone();
  *b = lode_mailbox_alone();
  lode_group *group = group_new(NULL);
  mailbox_join(*a, group);
  mailbox_join(*b, group);
}

lode_mailbox *lode_mailbox_broadcast(const char *name) {
  lode_mailbox *box = lode_mailbox_alone();
  uv_mutex_lock(&groups_lock);
  lode_group *group = groups_named;
  while (group != NULL && strcmp(group->name, name) != 0) {
    group = group->next;
  }
  if (group == NULL) {
    group = group_new(name);
    group->next = groups_named;
    groups_named = group;
  }
  mailbox_join(box, group);
  uv_mutex_unlock(&groups_lock);
  return box;
}

lode_mailbox *lode_mailbox_ref(lode_mailbox *box) {
  atomic_fetch_add(&box->refs, 1);
  return box;
}

// The oldest message. The lock is held, or nobody else knows the mailbox.
static lode_message *mailbox_unhook(lode_mailbox *box) {
  mailbox_entry *entry = box->first;
  lode_message *message = entry->message;
  box->first = entry->next;
  if (box->first == NULL) {
    box->last = &box->first;
  }
  box->count--;
  free(entry);
  return message;
}

void lode_mailbox_unref(lode_mailbox *box) {
  if (atomic_fetch_sub(&box->refs, 1) != 1) {
    return;
  }
  lode_mailbox_close(box);
  while (box->first != NULL) {
    lode_message_unref(mailbox_unhook(box));
  }
  if (box->group != NULL) {
    group_unref(box->group);
  }
  uv_cond_destroy(&box->arrived);
  uv_mutex_destroy(&box->lock);
  free(box);
}

void lode_mailbox_listen(lode_mailbox *box, uv_async_t *bell) {
  uv_mutex_lock(&box->lock);
  box->bell = bell;
  if (bell != NULL && box->first != NULL) {
    uv_async_send(bell);
  }
  uv_mutex_unlock(&box->lock);
}

bool lode_mailbox_put(lode_mailbox *box, lode_message *message) {
  uv_mutex_lock(&box->lock);
  bool open = !box->closed;
  if (open) {
    mailbox_entry *entry = lode_malloc(sizeof *entry);
    entry->message = message;
    *box->last = entry;
    box->last = &entry->next;
    box->count++;
    if (box->bell != NULL) {
      uv_async_send(box->bell);
    }
    uv_cond_signal(&box->arrived);
  }
  uv_mutex_unlock(&box->lock);
  if (!open) {
    lode_message_unref(message);
  }
  return open;
}

void lode_mailbox_post(lode_mailbox *box, lode_message *message) {
  lode_group *group = box->group;
  if (group != NULL) {
    uv_mutex_lock(&group->lock);
    for (lode_mailbox *to = group->members; to != NULL; to = to->next) {
      if (to != box) {
        (void)lode_mailbox_put(to, lode_message_ref(message));
      }
    }
    uv_mutex_unlock(&group->lock);
  }
  lode_message_unref(message);
}

lode_message *lode_mailbox_take(lode_mailbox *box, bool closing_only) {
  lode_message *message = NULL;
  uv_mutex_lock(&box->lock);
  if (box->first != NULL &&
      (!closing_only || lode_message_is_closing(box->first->message))) {
    message = mailbox_unhook(box);
  }
  uv_mutex_unlock(&box->lock);
  return message;
}

lode_message *lode_mailbox_wait(lode_mailbox *box) {
  uv_mutex_lock(&box->lock);
  while (box->first == NULL && !box->closed && !box->interrupted) {
    uv_cond_wait(&box->arrived, &box->lock);
  }
  box->interrupted = false;
  lode_message *message = box->first != NULL ? mailbox_unhook(box) : NULL;
  uv_mutex_unlock(&box->lock);
  return message;
}

void lode_mailbox_interrupt(lode_mailbox *box) {
  uv_mutex_lock(&box->lock);
  box->interrupted = true;
  uv_cond_broadcast(&box->arrived);
  uv_mutex_unlock(&box->lock);
}

size_t lode_mailbox_count(lode_mailbox *box) {
  uv_mutex_lock(&box->lock);
  size_t count = box->count;
  uv_mutex_unlock(&box->lock);
  return count;
}

bool lode_mailbox_same_group(const lode_mailbox *a, const lode_mailbox *b) {
  return a->group != NULL && a->group == b->group;
}

void lode_mailbox_close(lode_mailbox *box) {
  uv_mutex_lock(&box->lock);
  bool was_open = !box->closed;
  box->closed = true;
  uv_cond_broadcast(&box->arrived);
  uv_mutex_unlock(&box->lock);
  if (!was_open || box->group == NULL) {
    return;
  }
  lode_group *group = box->group;
  uv_mutex_lock(&group->lock);
  lode_mailbox **link = &group->members;
  while (*link != box) {
    link = &(*link)->next;
  }
  *link = box->next;
  if (group->name == NULL && group->members != NULL) {
    (void)lode_mailbox_put(group->members, lode_message_closing());
  }
  uv_mutex_unlock(&group->lock);
}
