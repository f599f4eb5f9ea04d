// SPDX-License-Identifier: MIT
// Mailboxes: queues of messages that any thread may post to and one thread
// reads. What is posted to a mailbox's group arrives in every other mailbox
// of it: two make a channel, any number a broadcast channel. Thread-safe.
#ifndef LODE_BINDINGS_MAILBOX_H
#define LODE_BINDINGS_MAILBOX_H

#include <stdatomic.h>
#include <uv.h>

#include "bindings/message.h"

typedef struct lode_group lode_group;
typedef struct lode_mailbox lode_mailbox;

// Two mailboxes that post to each other. The caller owns both.
void lode_mailbox_pair(lode_mailbox **a, lode_mailbox **b);
// One that hears what the others of that name post.
lode_mailbox *lode_mailbox_broadcast(const char *name);
// One that is in no group: lode_mailbox_put() is the way in.
lode_mailbox *lode_mailbox_alone(void);

lode_mailbox *lode_mailbox_ref(lode_mailbox *box);
// Giving the last reference away drops what waits in it.
void lode_mailbox_unref(lode_mailbox *box);

// Rings this, an open uv_async_t of the reading thread, for whatever arrives,
// and at once when something waits already; NULL: nobody reads.
void lode_mailbox_listen(lode_mailbox *box, uv_async_t *bell);

// Takes `message` over. False when the mailbox is closed.
bool lode_mailbox_put(lode_mailbox *box, lode_message *message);
// Puts `message`, which it takes over, in every other mailbox of the group.
void lode_mailbox_post(lode_mailbox *box, lode_message *message);
// The oldest message, which the caller owns, or NULL. With `closing_only`, one
// that says that the other end is closed, and no other.
lode_message *lode_mailbox_take(lode_mailbox *box, bool closing_only);
// Waits for one. NULL when the mailbox is closed or the wait interrupted.
lode_message *lode_mailbox_wait(lode_mailbox *box);
void lode_mailbox_interrupt(lode_mailbox *box);
size_t lode_mailbox_count(lode_mailbox *box);

// Whether both belong to one channel.
bool lode_mailbox_same_group(const lode_mailbox *a, const lode_mailbox *b);

// Leaves the group: the other end of a channel receives a closing message.
// Waiting readers wake up. What has arrived can still be taken.
void lode_mailbox_close(lode_mailbox *box);

#endif
