// SPDX-License-Identifier: MIT
// Output that must not be lost, and the end of the process.
#include "loop/program.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>
#include <uv.h>

static void (*program_last)(void *data);
static void *program_last_data;

void lode_program_before_exit(void (*fn)(void *data), void *data) {
  program_last = fn;
  program_last_data = data;
}

void lode_program_exit(int code) {
  if (program_last != NULL) {
    program_last(program_last_data);
  }
  uv_tty_reset_mode();
  fflush(stdout);
  _exit(code);
}

int lode_program_write(int fd, const char *bytes, size_t n) {
  while (n > 0) {
    ssize_t written = write(fd, bytes, n);
    if (written >= 0) {
      bytes += written;
      n -= (size_t)written;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      struct pollfd wait = {fd, POLLOUT, 0};
      poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      return -errno;
    }
  }
  return 0;
}
