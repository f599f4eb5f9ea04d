// SPDX-License-Identifier: MIT
// What node:os asks of the system. Records come back as flat arrays, which
// JavaScript cuts up and names.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "base/mem.h"
#include "bindings/bindings.h"
#include "engine/bytes.h"
#include "engine/string.h"

// A JavaScript array that grows at its end.
typedef struct os_list {
  lode_env *env;
  lode_value array;
  unsigned length;
} os_list;

static void os_push(os_list *list, lode_value value) {
  JSObjectSetPropertyAtIndex(list->env->ctx, lode_as_object(list->array),
                             list->length++, value, NULL);
}

static void os_push_text(os_list *list, const char *text) {
  os_push(list, text == NULL ? list->env->null : lode_string(list->env, text));
}

static void os_push_number(os_list *list, double number) {
  os_push(list, lode_from_double(list->env, number));
}

static os_list os_list_new(lode_env *env) {
  return (os_list){env, lode_array(env, NULL, 0), 0};
}

LODE_NATIVE(os_js_uptime) {
  double seconds;
  int err = uv_uptime(&seconds);
  return err < 0 ? lode_from_int(env, err) : lode_from_double(env, seconds);
}

LODE_NATIVE(os_js_total_memory) {
  return lode_from_double(env, (double)uv_get_total_memory());
}

LODE_NATIVE(os_js_free_memory) {
  return lode_from_double(env, (double)uv_get_free_memory());
}

LODE_NATIVE(os_js_available_parallelism) {
  return lode_from_int(env, (int32_t)uv_available_parallelism());
}

LODE_NATIVE(os_js_host_name) {
  char name[UV_MAXHOSTNAMESIZE];
  size_t size = sizeof name;
  int err = uv_os_gethostname(name, &size);
  return err < 0 ? lode_from_int(env, err) : lode_string(env, name);
}

LODE_NATIVE(os_js_home_directory) {
  char path[4096];
  size_t size = sizeof path;
  int err = uv_os_homedir(path, &size);
  return err < 0 ? lode_from_int(env, err) : lode_string(env, path);
}

LODE_NATIVE(os_js_uname) {
  uv_utsname_t name;
  os_list list = os_list_new(env);
  if (uv_os_uname(&name) == 0) {
    os_push_text(&list, name.sysname);
    os_push_text(&list, name.release);
    os_push_text(&list, name.version);
    os_push_text(&list, name.machine);
  }
  return list.array;
}

LODE_NATIVE(os_js_load_average) {
  double load[3];
  uv_loadavg(load);
  os_list list = os_list_new(env);
  for (int i = 0; i < 3; i++) {
    os_push_number(&list, load[i]);
  }
  return list.array;
}

LODE_NATIVE(os_js_cpus) {
  uv_cpu_info_t *cpus;
  int n;
  int err = uv_cpu_info(&cpus, &n);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  os_list list = os_list_new(env);
  for (int i = 0; i < n; i++) {
    os_push_text(&list, cpus[i].model);
    os_push_number(&list, cpus[i].speed);
    os_push_number(&list, (double)cpus[i].cpu_times.user);
    os_push_number(&list, (double)cpus[i].cpu_times.nice);
    os_push_number(&list, (double)cpus[i].cpu_times.sys);
    os_push_number(&list, (double)cpus[i].cpu_times.idle);
    os_push_number(&list, (double)cpus[i].cpu_times.irq);
  }
  uv_free_cpu_info(cpus, n);
  return list.array;
}

static void os_push_interface(os_list *list,
                              const uv_interface_address_t *address) {
  char ip[INET6_ADDRSTRLEN], netmask[INET6_ADDRSTRLEN], mac[18];
  const unsigned char *m = (const unsigned char *)address->phys_addr;
  bool v6 = address->address.address4.sin_family == AF_INET6;
  if (v6) {
    uv_ip6_name(&address->address.address6, ip, sizeof ip);
    uv_ip6_name(&address->netmask.netmask6, netmask, sizeof netmask);
  } else {
    uv_ip4_name(&address->address.address4, ip, sizeof ip);
    uv_ip4_name(&address->netmask.netmask4, netmask, sizeof netmask);
  }
  snprintf(mac, sizeof mac, "%02x:%02x:%02x:%02x:%02x:%02x", m[0], m[1], m[2],
           m[3], m[4], m[5]);
  os_push_text(list, address->name);
  os_push_text(list, ip);
  os_push_text(list, netmask);
  os_push_text(list, v6 ? "IPv6" : "IPv4");
  os_push_text(list, mac);
  os_push(list, lode_from_bool(list->env, address->is_internal));
  os_push_number(list,
                 v6 ? (double)address->address.address6.sin6_scope_id : -1);
}

LODE_NATIVE(os_js_network_interfaces) {
  uv_interface_address_t *addresses;
  int n;
  int err = uv_interface_addresses(&addresses, &n);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  os_list list = os_list_new(env);
  for (int i = 0; i < n; i++) {
    os_push_interface(&list, &addresses[i]);
  }
  uv_free_interface_addresses(addresses, n);
  return list.array;
}

// uid, gid, name, home directory, shell
LODE_NATIVE(os_js_user_info) {
  uv_passwd_t user;
  int err = uv_os_get_passwd(&user);
  if (err < 0) {
    return lode_from_int(env, err);
  }
  os_list list = os_list_new(env);
  os_push_number(&list, (double)user.uid);
  os_push_number(&list, (double)user.gid);
  os_push_text(&list, user.username);
  os_push_text(&list, user.homedir);
  os_push_text(&list, user.shell);
  uv_os_free_passwd(&user);
  return list.array;
}

// (pid, Float64Array(1)): the priority goes into the array.
LODE_NATIVE(os_js_get_priority) {
  int priority = 0;
  int err =
      uv_os_getpriority(lode_to_int(env, lode_arg(env, args, 0)), &priority);
  lode_bytes out;
  if (err == 0 && lode_bytes_get(env, lode_arg(env, args, 1), &out)) {
    double number = priority;
    memcpy(out.data, &number, sizeof number);
  }
  return lode_from_int(env, err);
}

LODE_NATIVE(os_js_set_priority) {
  return lode_from_int(
      env, uv_os_setpriority(lode_to_int(env, lode_arg(env, args, 0)),
                             lode_to_int(env, lode_arg(env, args, 1))));
}

static const lode_fn os_functions[] = {
    LODE_FN("availableParallelism", os_js_available_parallelism, 0),
    LODE_FN("cpus", os_js_cpus, 0),
    LODE_FN("freeMemory", os_js_free_memory, 0),
    LODE_FN("getPriority", os_js_get_priority, 2),
    LODE_FN("homeDirectory", os_js_home_directory, 0),
    LODE_FN("hostName", os_js_host_name, 0),
    LODE_FN("loadAverage", os_js_load_average, 0),
    LODE_FN("networkInterfaces", os_js_network_interfaces, 0),
    LODE_FN("setPriority", os_js_set_priority, 2),
    LODE_FN("totalMemory", os_js_total_memory, 0),
    LODE_FN("uname", os_js_uname, 0),
    LODE_FN("uptime", os_js_uptime, 0),
    LODE_FN("userInfo", os_js_user_info, 0),
};

void lode_os_bind(lode_env *env, lode_value object) {
  lode_define_functions(env, object, os_functions, LODE_COUNT_OF(os_functions));
}
