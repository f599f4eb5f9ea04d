// SPDX-License-Identifier: MIT
// Linked to the stubs of libgio: the real library comes with the first call,
// and gets the arguments.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

// From gio/gio.h.
int g_application_id_is_valid(const char *id);
void *g_inet_address_new_from_string(const char *text);
char *g_inet_address_to_string(void *address);
void *g_memory_input_stream_new(void);
int g_seekable_seek(void *seekable, long offset, int type, void *cancellable,
                    void **error);
long g_seekable_tell(void *seekable);

// libgio is the only one here that needs it.
static bool has_libmount(void) {
  FILE *maps = fopen("/proc/self/maps", "r");
  LODE_CHECK(maps != NULL);
  char line[1024];
  bool found = false;
  while (fgets(line, sizeof line, maps) != NULL) {
    found = found || strstr(line, "libmount") != NULL;
  }
  (void)fclose(maps);
  return found;
}

int main(void) {
  LODE_CHECK(!has_libmount());
  LODE_CHECK(g_application_id_is_valid("org.example"));
  LODE_CHECK(has_libmount());
  LODE_CHECK(!g_application_id_is_valid("example"));
  LODE_CHECK(g_application_id_is_valid("org.example"));

  void *address = g_inet_address_new_from_string("::1");
  char *text = g_inet_address_to_string(address);
  LODE_CHECK(strcmp(text, "::1") == 0);
  free(text);

  void *stream = g_memory_input_stream_new();
  void *error = NULL;
  LODE_CHECK(g_seekable_seek(stream, 0, 2, NULL, &error) && error == NULL);
  LODE_CHECK(g_seekable_tell(stream) == 0);
  (void)puts("delay_load_test: all passed");
  return 0;
}
