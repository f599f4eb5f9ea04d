// SPDX-License-Identifier: MIT
// Elements become calls where they stand. Each element makes the edits of its
// own tags, attributes and commas; elements inside it make theirs.
#include <stdio.h>
#include <string.h>

#include "compiler/jsx_emit.h"

static void emit_add(jsx_emitter *e, const char *text) {
  lode_edits_add(e->edits, text, strlen(text));
}

// '$' stands for the prefix of our own names.
static void emit_add_template(jsx_emitter *e, const char *text) {
  for (const char *s = text; *s != '\0'; s++) {
    if (*s == '$') {
      emit_add(e, e->prefix);
    } else {
      lode_edits_add(e->edits, s, 1);
    }
  }
}

static void emit_put(jsx_emitter *e, size_t at, size_t removed,
                     const char *text) {
  lode_edits_replace(e->edits, at, removed, text);
}

static bool emit_is_name_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         (unsigned char)c >= 0x80;
}

static bool emit_is_key(const jsx_emitter *e, const lode_node *attribute) {
  if (attribute->kind != LODE_JSX_ATTRIBUTE) {
    return false;
  }
  const lode_node *name = attribute->u.child[0];
  return name->end - name->start == 3 &&
         memcmp(e->source + name->start, "key", 3) == 0;
}

// Whether what is spread may bring a key with it.
static bool emit_may_have_key(const lode_node *spread) {
  const lode_node *object = spread->u.child[0];
  if (object->kind != LODE_OBJECT) {
    return true;
  }
  const lode_node *p = object->u.child[0];
  while (p != NULL && p->kind != LODE_SPREAD) {
    p = p->next;
  }
  return p != NULL;
}

// What has to be known of an element before its first edit.
typedef struct emit_shape {
  const lode_node *key;  // the attribute that is no property, or NULL
  bool classic;          // children are arguments
  bool create;           // createElement beside the automatic runtime
  bool many;             // more than one child
  size_t children;       // that mean something
} emit_shape;

static void emit_count_children(jsx_emitter *e, const lode_node *element,
                                emit_shape *shape) {
  const lode_node *child = element->u.child[2];
  for (; child != NULL; child = child->next) {
    if (child->kind == LODE_JSX_TEXT) {
      e->text.size = 0;
      lode_jsx_text(e->source + child->start, child->end - child->start,
                    &e->text, &e->edits->failed);
      shape->children += e->text.size > 0;
    } else if (child->kind != LODE_JSX_EXPRESSION ||
               child->u.child[0] != NULL) {
      shape->children++;
      shape->many = shape->many || child->kind == LODE_JSX_SPREAD;
    }
  }
  shape->many = shape->many || shape->children > 1;
}

static emit_shape emit_shape_of(jsx_emitter *e, const lode_node *element) {
  emit_shape shape = {.classic = e->options->runtime == LODE_JSX_CLASSIC};
  emit_count_children(e, element, &shape);
  bool spread = false;
  const lode_node *a = element->u.child[1];
  for (; a != NULL && !shape.classic; a = a->next) {
    if (a->kind == LODE_JSX_SPREAD) {
      spread = spread || emit_may_have_key(a);
    } else if (emit_is_key(e, a)) {
      shape.key = shape.key == NULL ? a : shape.key;
      shape.create = shape.create || spread;
    }
  }
  if (shape.create) {
    shape.key = NULL;
    shape.classic = true;
  }
  return shape;
}

static void emit_use(jsx_emitter *e, uint32_t name, const char *template) {
  e->used |= name;
  emit_add_template(e, template);
}

static void emit_callee(jsx_emitter *e, const lode_node *element,
                        const emit_shape *shape) {
  if (element->start > 0 && emit_is_name_part(e->source[element->start - 1])) {
    emit_add(e, " ");
  }
  if (shape->create) {
    emit_use(e, JSX_CREATE, "$Create(");
    return;
  }
  if (shape->classic) {
    emit_add(e, e->options->factory);
    emit_add(e, "(");
    return;
  }
  if (shape->key == element->u.child[1] && shape->key != NULL) {
    emit_use(e, JSX_KEYED, "$Keyed(");
  } else if (shape->key != NULL) {
    emit_use(e, JSX_LATE, "$Late(");
  }
  if (e->options->runtime == LODE_JSX_DEV) {
    emit_use(e, JSX_DEV, "$DEV");
  } else if (shape->many) {
    emit_use(e, JSX_MANY, "$s");
  } else {
    emit_use(e, JSX_ONE, "$");
  }
  emit_add(e, shape->key != NULL ? "," : "(");
}

static bool emit_is_property_name(const jsx_emitter *e, const lode_node *name) {
  const char *s = e->source + name->start;
  size_t n = name->end - name->start;
  return memchr(s, '-', n) == NULL && memchr(s, ':', n) == NULL;
}

static void emit_value(jsx_emitter *e, const lode_node *value) {
  if (value->kind == LODE_JSX_EXPRESSION) {
    emit_put(e, value->start, 1, "(");
    emit_put(e, value->end - 1, 1, ")");
  } else if (value->kind == LODE_JSX_STRING) {
    size_t n = value->end - value->start;
    e->text.size = 0;
    lode_jsx_string(e->source + value->start, n, &e->text, &e->edits->failed);
    lode_edits_open(e->edits, value->start, n);
    lode_edits_add(e->edits, e->text.data, e->text.size);
  }
}

// The key in front of all others is an argument, where it stands.
static void emit_first_key(jsx_emitter *e, const lode_node *key) {
  const lode_node *value = key->u.child[1];
  if (value == NULL) {
    emit_put(e, key->start, key->end - key->start, "true");
  } else {
    emit_put(e, key->start, value->start - key->start, "");
    emit_value(e, value);
  }
  emit_put(e, key->end, 0, ",{");
}

static void emit_attribute(jsx_emitter *e, const lode_node *a,
                           const emit_shape *shape) {
  if (a->kind == LODE_JSX_SPREAD) {
    emit_put(e, a->start, 1, " ");
    emit_put(e, a->end - 1, 1, ",");
    return;
  }
  const lode_node *name = a->u.child[0], *value = a->u.child[1];
  if (a == shape->key) {
    lode_edits_open(e->edits, name->start, name->end - name->start);
    emit_add_template(e, "$Key");
  } else if (!emit_is_property_name(e, name)) {
    emit_put(e, name->start, 0, "\"");
    emit_put(e, name->end, 0, "\"");
  }
  if (value == NULL) {
    emit_put(e, name->end, 0, ":true,");
    return;
  }
  emit_put(e, a->at, 1, ":");
  emit_value(e, value);
  emit_put(e, a->end, 0, ",");
}

// The tag, with what stands in front of the attributes.
static void emit_tag(jsx_emitter *e, const lode_node *element,
                     const emit_shape *shape) {
  const lode_node *tag = element->u.child[0];
  const lode_node *first = element->u.child[1];
  const char *behind = shape->classic && first == NULL             ? ",null"
                       : shape->key != NULL && shape->key == first ? ","
                                                                   : ",{";
  if (tag == NULL) {
    if (e->options->runtime == LODE_JSX_CLASSIC) {
      emit_add(e, e->options->fragment);
    } else {
      emit_use(e, JSX_FRAGMENT, "$Fragment");
    }
    emit_add(e, behind);
    return;
  }
  bool quoted = tag->kind == LODE_JSX_NAME;
  if (quoted) {
    emit_put(e, tag->start, 0, "\"");
  }
  emit_put(e, tag->end, 0, quoted ? "\"" : "");
  emit_add(e, behind);
}

static void emit_open(jsx_emitter *e, const lode_node *element,
                      const emit_shape *shape) {
  bool fragment = element->u.child[0] == NULL;
  lode_edits_open(e->edits, element->start,
                  fragment ? element->at + 1 - element->start : 1);
  emit_callee(e, element, shape);
  emit_tag(e, element, shape);
  const lode_node *a = element->u.child[1];
  if (a != NULL && a == shape->key) {
    emit_first_key(e, a);
    a = a->next;
  }
  for (; a != NULL; a = a->next) {
    emit_attribute(e, a, shape);
  }
  bool closed = (element->flags & LODE_JSX_CLOSED) != 0;
  if (!fragment) {
    lode_edits_open(e->edits, element->at,
                    closed ? element->end - element->at : 1);
  }
  if (shape->classic) {
    emit_add(e, element->u.child[1] != NULL ? "}" : "");
    emit_add(e, shape->children > 0 ? "," : "");
  } else if (shape->children > 0) {
    emit_add(e, shape->many ? "children:[" : "children:");
  }
}

static void emit_child(jsx_emitter *e, const lode_node *child) {
  switch (child->kind) {
    case LODE_JSX_TEXT:
      e->text.size = 0;
      lode_jsx_text(e->source + child->start, child->end - child->start,
                    &e->text, &e->edits->failed);
      lode_edits_open(e->edits, child->start, child->end - child->start);
      if (e->text.size > 0) {
        lode_edits_add(e->edits, e->text.data, e->text.size);
        emit_add(e, ",");
      }
      break;
    case LODE_JSX_ELEMENT:
      emit_put(e, child->end, 0, ",");
      break;
    case LODE_JSX_SPREAD:
      emit_put(e, child->start, 1, " ");
      emit_put(e, child->end - 1, 1, ",");
      break;
    default: {
      bool empty = child->u.child[0] == NULL;
      emit_put(e, child->start, 1, empty ? " " : "(");
      emit_put(e, child->end - 1, 1, empty ? " " : "),");
      break;
    }
  }
}

// Line and column of the element; they come in the order of the text.
static void emit_place(jsx_emitter *e, const lode_node *element) {
  while (e->at < element->start) {
    size_t end = lode_line_end(e->source + e->at, element->start - e->at);
    e->at += end > 0 ? end : 1;
    if (end > 0) {
      e->line++;
      e->line_start = e->at;
    }
  }
  char text[80];
  snprintf(text, sizeof text, "lineNumber:%u,columnNumber:%zu},this)", e->line,
           lode_utf16_length(e->source + e->line_start,
                             element->start - e->line_start) +
               1);
  emit_add(e, text);
}

static void emit_end(jsx_emitter *e, const lode_node *element,
                     const emit_shape *shape) {
  if (shape->classic) {
    emit_add(e, ")");
    return;
  }
  emit_add(e, shape->children > 0 && shape->many ? "]}" : "}");
  if (e->options->runtime != LODE_JSX_DEV) {
    emit_add(e, ")");
    return;
  }
  emit_add(e, shape->key == NULL ? ",void 0" : "");
  emit_add(e, shape->many ? ",true," : ",false,");
  emit_use(e, JSX_FILE, "{fileName:$File,");
  emit_place(e, element);
}

static void emit_element(jsx_emitter *e, const lode_node *element) {
  emit_shape shape = emit_shape_of(e, element);
  emit_open(e, element, &shape);
  uint32_t close = element->at + 1;
  const lode_node *child = element->u.child[2];
  for (; child != NULL; child = child->next) {
    emit_child(e, child);
    close = child->end;
  }
  if ((element->flags & LODE_JSX_CLOSED) == 0) {
    lode_edits_open(e->edits, close, element->end - close);
  }
  emit_end(e, element, &shape);
}

// A prefix that occurs nowhere in the text.
static void emit_choose_prefix(jsx_emitter *e, size_t size) {
  strcpy(e->prefix, "$jsx");
  for (unsigned i = 1; memmem(e->source, size, e->prefix, strlen(e->prefix));
       i++) {
    snprintf(e->prefix, sizeof e->prefix, "$jsx%u_", i);
  }
}

void lode_jsx_emit(const lode_program *program, const lode_jsx_options *options,
                   bool module, size_t head, lode_edits *edits) {
  const lode_ts *ts = program->ts;
  if (ts->element_count == 0) {
    return;
  }
  jsx_emitter e = {.program = program,
                   .options = options,
                   .edits = edits,
                   .source = program->source,
                   .line = 1};
  emit_choose_prefix(&e, program->size);
  for (size_t i = 0; i < ts->element_count; i++) {
    emit_element(&e, ts->elements[i]);
  }
  if (e.used != 0 && !edits->failed) {
    lode_jsx_fill_head(&e, head, module);
  }
  lode_buf_deinit(&e.text);
}
